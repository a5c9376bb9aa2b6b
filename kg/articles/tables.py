"""Hand-written tables under ontology/articles, checked where they are read.

Every reader names file and field when a table breaks its rules, so that a typing mistake in a data
file is found at its place and not as a wrong graph.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped


def table(name: str) -> Path:
    """The path of a file of ontology/articles."""
    return shipped("ontology") / "articles" / name


def load(path: Path, fields: Mapping[str, type]) -> dict[str, Any]:
    """A table whose top level has exactly ``fields``; KnowledgeError otherwise."""
    return fields_of(load_yaml(path), fields, str(path))


def fields_of(entry: Any, fields: Mapping[str, type], where: str) -> dict[str, Any]:
    """``entry`` itself, once it has all of ``fields``, of their types, and no others."""
    if not isinstance(entry, dict):
        raise KnowledgeError(f"{where}: a mapping with {', '.join(fields)} is expected")
    for field in sorted(set(fields) - set(entry)):
        raise KnowledgeError(f"{where}: {field} is missing")
    for field in sorted(set(entry) - set(fields), key=str):
        raise KnowledgeError(f"{where}: {field} is no field here; known are {', '.join(fields)}")
    for field, kind in fields.items():
        if not isinstance(entry[field], kind) or isinstance(entry[field], bool):
            raise KnowledgeError(f"{where}: {field} must be of type {kind.__name__}")
    return entry


def words(entry: Any, where: str) -> tuple[str, ...]:
    """A list of strings. YAML reads a bare ``on`` or ``no`` as a truth value: quote it."""
    if not isinstance(entry, list) or not all(isinstance(word, str) for word in entry):
        raise KnowledgeError(f"{where}: a list of words is expected (quote on, off, yes and no)")
    return tuple(entry)


def regex(source: Any, where: str, fragments: Mapping[str, str]) -> re.Pattern[str]:
    """A compiled pattern in which ``{name}`` stands for a fragment."""
    if not isinstance(source, str):
        raise KnowledgeError(f"{where}: a regular expression is expected")
    for name, fragment in fragments.items():
        source = source.replace("{" + name + "}", fragment)
    try:
        return re.compile(source)
    except re.error as error:
        raise KnowledgeError(f"{where}: no regular expression: {error}") from error
