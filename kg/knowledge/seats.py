"""Signs that the name of a capital stands for its state, or for the city."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatSigns:
    """The lists of ``ontology/lexicon/seats.yaml``."""

    place_before: frozenset[str]
    state_before: frozenset[str]
    place_verbs: frozenset[str]
    motion: frozenset[str]


@functools.cache
def seat_signs() -> SeatSigns:
    """The lists. KnowledgeError where one is missing or unknown."""
    path = shipped("ontology") / "lexicon" / "seats.yaml"
    lists: Mapping[str, list[str]] = load_yaml(path)
    expected = set(SeatSigns.__dataclass_fields__)
    if set(lists) != expected:
        raise KnowledgeError(f"{path}: {min(set(lists) ^ expected)!r} is missing or unknown")
    return SeatSigns(**{name: frozenset(entries) for name, entries in lists.items()})
