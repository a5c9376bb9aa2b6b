"""Where articles are read: in this process, in several, or on a cluster; a module for each way.

A module has ``engine(options)``, which gives a function: it takes the steps and a stream of
articles, and gives each article with what was made of it, as they are done. What is made of an
article depends on it alone, so all engines give the same.
"""
