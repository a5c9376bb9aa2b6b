"""Which of the candidates of a sentence are names."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.gazetteers import Known
from kg.knowledge.titles import title_at
from kg.mentions.candidates import Candidate
from kg.mentions.names import Name
from kg.mentions.signs import Elsewhere, Line, signs
from kg.mentions.tagged import part_of_name
from kg.mentions.weighing import INNER, OUTER, chances
from kg.mentions.words import Word
from kg.model import EntityType

_GAIN = 0.2  #: what names are worth more than none, in log-odds: best on articles left out
_GAIN_KNOWN = 0.8  #: the same for names known, described or announced by a title
_GAIN_STATE = 1.4  #: the same for names of states
_KNOWN_TYPE = 2.0  #: how much likelier a type is if the gazetteers know a bearer of it
_LIKELY = 0.55  #: sum of the chances of candidates of which one is a name
_POSSIBLE = 0.3  #: chance of the likeliest of them, at least
_POSSIBLE_KNOWN = 0.15  #: the same for names that the gazetteers know
_NEVER = 1e-9  #: no chance is nearer to 1
_OWN = 100.0  #: weight of a user's own name: above all others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """A candidate with what it most likely names, and the log-odds that it names anything."""

    candidate: Candidate
    type: EntityType
    weight: float
    chance: float = 1.0  #: that it names anything
    inside: tuple["_Weighed", ...] = ()  #: the names inside of it

    @property
    def known(self) -> bool:
        """Whether a gazetteer has it, and nothing more must say that it is meant."""
        return "supported" in self.candidate.sources and self.type in self.candidate.known

    @property
    def total(self) -> float:
        """What is gained by taking it, with the names inside of it."""
        return self.weight + sum(one.total for one in self.inside)


def names_of(line: Line, article: Elsewhere) -> tuple[Name, ...]:
    """The names of a sentence, in order. A name may lie in another one."""
    chosen = _chosen(line, line.candidates, article, OUTER)
    names = [_name(line, one) for one in _with_inner(chosen)]
    return tuple(sorted(names, key=lambda name: (name.first, -name.last)))


def _with_inner(chosen: Iterable[_Weighed]) -> Iterator[_Weighed]:
    for one in chosen:
        yield one
        yield from _with_inner(one.inside)


def _chosen(
    line: Line, among: Sequence[Candidate], article: Elsewhere, part: str
) -> tuple[_Weighed, ...]:
    """The names among candidates that do not overlap and together weigh most."""
    weighed = [_weighed(line, each, article, part) for each in among]
    chosen = _heaviest([_opened(line, one, among, article) for one in weighed if one.weight > 0])
    return (*chosen, *_disputed(weighed, chosen)) if part == OUTER else chosen


def _disputed(weighed: Sequence[_Weighed], chosen: Sequence[_Weighed]) -> Iterator[_Weighed]:
    """The likeliest of candidates of which one is a name, though none is likely by itself; known
    names first: "Kharkiv", not "Kota Kharkiv"."""
    taken = list(chosen)
    for one in sorted(weighed, key=lambda one: (not one.known, -one.chance, one.candidate.first)):
        rivals = [other for other in weighed if _overlap(one, other)]
        likely = sum(other.chance for other in rivals) > _LIKELY
        possible = one.chance > (_POSSIBLE_KNOWN if one.known else _POSSIBLE)
        if likely and possible and not any(_overlap(one, other) for other in taken):
            taken.append(one)
            yield one


def _overlap(one: _Weighed, other: _Weighed) -> bool:
    left, right = one.candidate, other.candidate
    return left.first <= right.last and right.first <= left.last


def _opened(line: Line, one: _Weighed, among: Sequence[Candidate], article: Elsewhere) -> _Weighed:
    """A name with the names inside of it; persons have none."""
    inside = [each for each in among if _within(each, one.candidate)]
    if one.type == EntityType.PERSON or not inside:
        return one
    return replace(one, inside=_chosen(line, inside, article, INNER))


def _within(one: Candidate, other: Candidate) -> bool:
    return other.first <= one.first and one.last <= other.last and one.size < other.size


def _weighed(line: Line, one: Candidate, article: Elsewhere, part: str) -> _Weighed:
    """What a candidate is worth. A user's own names are names for sure."""
    for kind, thing in one.known.items():
        if thing.own and "supported" in one.sources:
            return _Weighed(candidate=one, type=kind, weight=_OWN)
    found = chances(signs(line, one, article), part)
    if EntityType.STATE not in one.known:
        del found[EntityType.STATE]
    if EntityType.PERSON not in one.known and _titled(line.words, one):
        del found[EntityType.PERSON]
    some = min(sum(found.values()), 1 - _NEVER)
    listed = one.known if "supported" in one.sources else {}
    best = max(found, key=lambda kind: found[kind] * (_KNOWN_TYPE if kind in listed else 1))
    weighed = _Weighed(candidate=one, type=best, weight=math.log(some / (1 - some)), chance=some)
    plain = weighed.known or one.sources & {"described", "titled"}
    gain = _GAIN_KNOWN if part == OUTER and plain else _GAIN
    if part == OUTER and best == EntityType.STATE and weighed.known:
        gain = _GAIN_STATE
    return replace(weighed, weight=weighed.weight + gain)


def _titled(words: Sequence[Word], one: Candidate) -> bool:
    """Whether it begins with a title that is no part of a person's name."""
    texts = [word.text for word in words[: one.last + 1]]
    return title_at(texts, one.first) is not None and not part_of_name(words, texts, one.first)


def _heaviest(weighed: Sequence[_Weighed]) -> tuple[_Weighed, ...]:
    ordered = sorted(weighed, key=lambda one: (one.candidate.last, one.candidate.first))
    best: list[tuple[float, tuple[_Weighed, ...]]] = [(0.0, ())]
    for number, one in enumerate(ordered):
        before = sum(other.candidate.last < one.candidate.first for other in ordered[:number])
        total, chosen = best[before]
        best.append(max(best[-1], (total + one.total, (*chosen, one)), key=lambda pair: pair[0]))
    return best[-1][1]


def _name(line: Line, one: _Weighed) -> Name:
    thing = one.candidate.known.get(one.type)
    return Name(
        sentence=line.sentence.index,
        first=one.candidate.first,
        last=one.candidate.last,
        type=one.type,
        origin=_origin(one.candidate, thing),
        known=thing,
    )


def _origin(one: Candidate, thing: Known | None) -> str:
    if thing:
        return f"gazetteer {thing.source}"
    if one.sources & {"raw", "tagged", "rest"}:
        return "ner"
    if "titled" in one.sources:
        return "title before the name"
    return "descriptive name" if "described" in one.sources else "written like a name"
