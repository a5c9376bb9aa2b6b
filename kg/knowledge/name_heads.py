"""What descriptive names begin with, and the small words around names."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped
from kg.knowledge.gazetteers import name_words

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHeads:
    """The lists of ``ontology/lexicon/name_heads.yaml``, each phrase as its folded words."""

    organizations: Phrases
    loose_organizations: Phrases
    small_organizations: Phrases
    agreement_words: frozenset[str]
    named_after_persons: Phrases
    places: Phrases
    place_words: Phrases
    compass: frozenset[str]
    place_prepositions: frozenset[str]
    row_links: frozenset[str]
    links: frozenset[str]
    short_heads: Mapping[str, str]
    company_words: frozenset[str]
    organization_words: Phrases
    state_media: Phrases
    services: frozenset[str]
    glued: frozenset[str]
    glued_anywhere: frozenset[str]
    glued_verbs: frozenset[str]
    clitics: frozenset[str]
    not_names: Phrases
    given_names: frozenset[str]
    support_words: frozenset[str]


@functools.cache
def name_heads() -> NameHeads:
    """The lists. KnowledgeError where one is missing or holds something that is no word."""
    path = shipped("ontology") / "lexicon" / "name_heads.yaml"
    lists: Mapping[str, list[str] | dict[str, str]] = load_yaml(path)
    fields = get_type_hints(NameHeads)
    if set(lists) != set(fields):
        raise KnowledgeError(f"{path}: {min(set(lists) ^ set(fields))!r} is missing or unknown")
    for name, entries in lists.items():
        if not all(isinstance(entry, str) for entry in entries):
            raise KnowledgeError(f"{path}: {name}: every entry must be text; put it in quotes")
    return NameHeads(**{name: _read(fields[name], lists[name]) for name in fields})


def _read(kind: object, entries: list[str] | dict[str, str]) -> Any:
    if isinstance(entries, dict):
        return entries
    if kind == Phrases:
        return frozenset(map(name_words, entries))
    return frozenset(entry.casefold() for entry in entries)
