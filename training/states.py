"""States told apart from places: a state that acts is a GPE, one where things happen is a LOC.

The public name sets disagree. idner-news-2k has "di Indonesia" as a place and "pemerintah
Indonesia" as no name at all; NERGrit has both as places. With a kind of their own, the second sort
can be learnt from all sets without contradiction.
"""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.knowledge.gazetteers import known, name_words
from kg.model import EntityType
from training.tagged import TaggedSentence

LOCAL = frozenset({"di", "ke", "dari", "asal", "menuju", "seluruh"})
LONGEST = 5
PLACE = "LOC"
STATE = "GPE"


@functools.cache
def state_names() -> frozenset[tuple[str, ...]]:
    """Folded words of the names of states, without those that are ordinary words too."""
    return frozenset(
        name_words(name)
        for thing in known()
        if thing.type == EntityType.STATE and not thing.support
        for name in thing.names
        if name[0].isupper()
    )


def told_apart(
    sentences: Iterable[TaggedSentence], *, places_are_local: bool
) -> list[TaggedSentence]:
    """The sentences with names of states as LOC behind a word of place, else as GPE.

    With ``places_are_local`` a state that is tagged as a place is one.
    """
    return [_told_apart(sentence, places_are_local) for sentence in sentences]


def _told_apart(sentence: TaggedSentence, places_are_local: bool) -> TaggedSentence:
    tags = list(sentence.tags)
    for first, end in _states(sentence):
        if tags[first] == "O":
            kind = STATE
        elif places_are_local and tags[first] == f"B-{PLACE}":
            continue
        else:
            kind = PLACE if first and sentence.words[first - 1].lower() in LOCAL else STATE
        tags[first:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - first - 1)]
    return replace(sentence, tags=tuple(tags))


def _states(sentence: TaggedSentence) -> Iterator[tuple[int, int]]:
    """Words that name a state, the longest first: no part of another name, nor wholly one of it."""
    words = [" ".join(name_words(word)) for word in sentence.words]
    at = 0
    while at < len(words):
        most = min(LONGEST, len(words) - at)
        size = next((n for n in range(most, 0, -1) if _is_state(sentence, words, at, n)), 0)
        if size:
            yield at, at + size
        at += max(size, 1)


def _is_state(sentence: TaggedSentence, words: list[str], at: int, size: int) -> bool:
    end = at + size
    if not sentence.words[at][0].isupper() or tuple(words[at:end]) not in state_names():
        return False
    tags = set(sentence.tags[at:end])
    after = sentence.tags[end] if end < len(words) else "O"
    if tags == {"O"}:
        return True
    begun = sentence.tags[at] in (f"B-{PLACE}", f"B-{STATE}")
    same = all(tag == "I" + sentence.tags[at][1:] for tag in sentence.tags[at + 1 : end])
    return begun and same and not after.startswith("I")
