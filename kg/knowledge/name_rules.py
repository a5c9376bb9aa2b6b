"""Reads ontology/resolve/: how names and events are compared. Checked on load."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRules:
    """What ontology/resolve/names.yaml says. All words are in lower case."""

    particles: frozenset[str]
    titles: frozenset[str]
    generations: frozenset[str]
    spellings: Mapping[str, str]  #: a spelling and the first of its line
    sounds: tuple[tuple[str, str], ...]
    same_person: Mapping[str, str]
    namesakes: tuple[frozenset[str], ...]
    offices: Mapping[str, str]
    phrases: Mapping[str, str]
    same_body: Mapping[str, str]
    generic: frozenset[str]
    descriptive: tuple[str, ...]
    areas: tuple[str, ...]
    same_place: Mapping[str, str]


@functools.cache
def name_rules() -> NameRules:
    """The rules for names; KnowledgeError names the field that is wrong."""
    path = shipped("ontology") / "resolve" / "names.yaml"
    table = _table(path, {field.name for field in fields(NameRules)})
    lists = {name: frozenset(_words(path, name, table[name])) for name in _LISTS}
    groups = {name: _groups(path, name, table[name]) for name in _GROUPS}
    firsts = {
        name: {word: group[0] for group in groups[name] for word in group} for name in _FIRSTS
    }
    return NameRules(
        particles=lists["particles"],
        titles=lists["titles"],
        generations=lists["generations"],
        generic=lists["generic"],
        areas=tuple(_words(path, "areas", table["areas"])),
        descriptive=tuple(_words(path, "descriptive", table["descriptive"])),
        sounds=tuple((group[0], group[1]) for group in groups["sounds"]),
        namesakes=tuple(frozenset(group) for group in groups["namesakes"]),
        phrases=_pairs(path, "phrases", table["phrases"]),
        spellings=firsts["spellings"],
        same_person=firsts["same_person"],
        offices=firsts["offices"],
        same_body=firsts["same_body"],
        same_place=firsts["same_place"],
    )


_LISTS = ("particles", "titles", "generations", "generic")
_FIRSTS = ("spellings", "same_person", "offices", "same_body", "same_place")
_GROUPS = (*_FIRSTS, "sounds", "namesakes")


def _table(path: Path, names: set[str]) -> dict[str, Any]:
    table = load_yaml(path)
    if not isinstance(table, dict):
        raise KnowledgeError(f"{path}: a table is expected")
    if odd := sorted(names ^ set(table)):
        raise KnowledgeError(f"{path}: {odd[0]}: missing or unknown")
    return table


def _words(path: Path, name: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise KnowledgeError(
            f"{path}: {name}: a list of words is expected (quote yes, no and numbers)"
        )
    return value


def _groups(path: Path, name: str, value: object) -> list[list[str]]:
    groups = [_words(path, name, line) for line in value] if isinstance(value, list) else []
    if not groups or min(map(len, groups)) < 2:
        raise KnowledgeError(f"{path}: {name}: a list of lists of two words or more is expected")
    return groups


def _pairs(path: Path, name: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
        raise KnowledgeError(f"{path}: {name}: a table of words is expected")
    return {str(key): word for key, word in value.items()}
