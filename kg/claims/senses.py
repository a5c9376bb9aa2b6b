"""Words of frames in another sense: in idioms, and in settings such as sport."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.claims.phrases import Clause
from kg.knowledge.frames import frames
from kg.knowledge.settings import settings
from kg.knowledge.triggers import bare

_LONGEST = 3  #: words of a phrase

Senses = Mapping[int, frozenset[str]]
"""The settings of an article's sentences, by their indices."""


def senses(clauses: Sequence[Clause]) -> Senses:
    """What settings the sentences of an article tell of."""
    said = [frozenset(_phrases(clause, range(1, _length(clause) + 1))) for clause in clauses]
    return {clause.sentence.index: frozenset(_told(said, at)) for at, clause in enumerate(clauses)}


def other_sense(clause: Clause, token: int, frame: str, told: Senses) -> str:
    """Why a word announces no event of a frame, in words; "" where nothing speaks against it."""
    known = frames()[frame]
    around = range(max(1, token - _LONGEST + 1), token + 1)
    for phrase in _phrases(clause, around):
        if phrase in known.idioms:
            return f"part of “{phrase}”"
    found = known.unlike & told[clause.sentence.index]
    return f"the article tells of {min(found)} there" if found else ""


def _told(said: Sequence[frozenset[str]], at: int) -> Iterator[str]:
    for name, setting in settings().items():
        around = said[max(0, at - setting.near) : at + setting.near + 1]
        if len(setting.words & frozenset().union(*around)) >= setting.least:
            yield name


def _phrases(clause: Clause, starts: Iterable[int]) -> Iterator[str]:
    """The words and short runs of words that begin at these tokens, with clitics and without."""
    for first in starts:
        for last in range(first, min(first + _LONGEST, _length(clause) + 1)):
            words = [clause.lower(i) for i in range(first, last + 1)]
            yield " ".join(words)
            yield " ".join([*words[:-1], bare(words[-1])])


def _length(clause: Clause) -> int:
    return len(clause.sentence.tokens)
