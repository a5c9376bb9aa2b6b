"""Settings whose language is that of frames too, as sport has attacks and meetings."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped

_PATH = ("lexicon", "settings.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What sentences tell of that hold enough of its words."""

    near: int  #: sentences before and behind that count
    least: int  #: different words
    words: frozenset[str]


@functools.cache
def settings() -> Mapping[str, Setting]:
    """All settings by name; KnowledgeError where the file is malformed."""
    path = shipped("ontology").joinpath(*_PATH)
    try:
        return {
            name: Setting(
                near=int(entry["near"]),
                least=int(entry["least"]),
                words=frozenset(entry["words"]),
            )
            for name, entry in load_yaml(path).items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{path}: missing or malformed: {error}") from error
