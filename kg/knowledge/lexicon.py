"""Word lists under ontology/lexicon/: which word belongs to which class."""

import functools
from collections.abc import Mapping

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped
from kg.knowledge.morphology import voices

Words = frozenset[str]


@functools.cache
def words(table: str, name: str) -> Words:
    """The words of list ``name`` in ontology/lexicon/<table>.yaml; KnowledgeError if none is."""
    entry = _table(table).get(name)
    if not isinstance(entry, list) or not all(isinstance(word, str) for word in entry):
        raise KnowledgeError(f"ontology/lexicon/{table}.yaml: {name}: a list of words is expected")
    return frozenset(entry)


@functools.cache
def verb_voices(table: str) -> Mapping[str, str]:
    """Every form of the verbs of a table with its voice, "active" or "passive"."""
    forms = dict.fromkeys(words(table, "words"), "active")
    for stem in words(table, "verbs"):
        forms |= voices(stem)
    return forms


@functools.cache
def _table(table: str) -> Mapping[str, object]:
    path = shipped("ontology") / "lexicon" / f"{table}.yaml"
    content = load_yaml(path)
    if not isinstance(content, dict):
        raise KnowledgeError(f"{path}: a table of word lists is expected")
    return content
