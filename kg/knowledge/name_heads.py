"""What descriptive names begin with, and the small words around names."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped
from kg.knowledge.gazetteers import name_words

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHeads:
    """The lists of ``ontology/lexicon/name_heads.yaml``, each phrase as its folded words."""

    organizations: Phrases
    small_organizations: Phrases
    places: Phrases
    place_words: Phrases
    compass: frozenset[str]
    place_prepositions: frozenset[str]
    links: frozenset[str]
    clitics: frozenset[str]
    not_names: Phrases
    given_names: frozenset[str]
    support_words: frozenset[str]


@functools.cache
def name_heads() -> NameHeads:
    """The lists. KnowledgeError where one is missing or holds something that is no word."""
    path = shipped("ontology") / "lexicon" / "name_heads.yaml"
    lists: Mapping[str, list[str]] = load_yaml(path)
    expected = set(NameHeads.__dataclass_fields__)
    if set(lists) != expected:
        raise KnowledgeError(f"{path}: {min(set(lists) ^ expected)!r} is missing or unknown")
    for name, entries in lists.items():
        if not all(isinstance(entry, str) for entry in entries):
            raise KnowledgeError(f"{path}: {name}: every entry must be text; put it in quotes")
    phrases = {name: frozenset(map(name_words, entries)) for name, entries in lists.items()}
    words = {name: frozenset(e.casefold() for e in entries) for name, entries in lists.items()}
    return NameHeads(
        organizations=phrases["organizations"],
        small_organizations=phrases["small_organizations"],
        places=phrases["places"],
        place_words=phrases["place_words"],
        compass=words["compass"],
        place_prepositions=words["place_prepositions"],
        links=words["links"],
        clitics=words["clitics"],
        not_names=phrases["not_names"],
        given_names=words["given_names"],
        support_words=words["support_words"],
    )
