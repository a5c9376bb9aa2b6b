"""The kinds of file that hold articles, one module each.

A module has ``SUFFIXES`` (of file names, small letters), ``looks_like(start)``, which tells a file
of unknown name by its first bytes, and ``records(content, stem)``, which yields the articles of a
file, and an InputError for each part of it that cannot be read. Packed files are unpacked before.
"""
