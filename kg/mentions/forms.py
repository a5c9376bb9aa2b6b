"""Names brought to one form, so that equal names are equal words."""

import functools

from kg.knowledge.gazetteers import by_name, name_words
from kg.knowledge.name_heads import name_heads
from kg.model import EntityType

Folded = tuple[str, ...]
_ARTICLE = "the"


@functools.lru_cache(maxsize=65536)
def canonical(name: Folded) -> Folded:
    """The name without an article, with short heads written out and its state as a code:
    "RS Indonesia" and "Rumah Sakit Indonesia" are one, "intelijen AS" is "intelijen USA". Words
    that only tell what kind of company it is ("PT", "Tbk") are left out."""
    if len(name) > 1 and name[0] == _ARTICLE:
        name = name[1:]
    name = tuple(word for word in name if word not in name_heads().company_words) or name
    full = name_heads().short_heads.get(name[0])
    if full:
        name = name_words(full) + name[1:]
    return _with_code(name)


def owner(name: Folded) -> str | None:
    """The code of the state at the end of a canonical name; None where there is none."""
    return name[-1] if len(name) > 1 and name[-1].isupper() else None


def _with_code(name: Folded) -> Folded:
    """The name with the longest name of a state at its end replaced by the state's code.

    The states are those that ship, whatever names are in use.
    """
    for start in range(1, len(name)):
        for _, thing in by_name().get(name[start:], ()):
            if thing.type == EntityType.STATE:
                return (*name[:start], thing.key)
    return name
