"""One article's annotation beside what was found in it: which parts of the two are the same."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.evaluation.alignment import pairs
from kg.evaluation.annotation import DATES, LITERALS, Annotation, Filler, Occurrence, Thing

_BY_NAME = 0.01  #: a longer shared name decides between equal shares of names


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An annotated event and the one that was found for it."""

    gold: Occurrence
    found: Occurrence
    score: float  #: equal fillers, the type included
    fillers: tuple[tuple[Filler, Filler], ...]  #: annotated and found, equal or nearly so


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two annotations of one article, paired."""

    article: str
    gold: Annotation
    found: Annotation
    entities: Mapping[str, str]  #: id of the entity that was found, by annotated id
    posts: int  #: offices that both have
    matches: tuple[Match, ...]


def compare(article: str, gold: Annotation, found: Annotation) -> Comparison:
    """Pair entities, then offices and events, so that the most fits."""
    entities = _entities(gold, found)
    scores = [
        [_event_score(ours, theirs, entities) for theirs in found.occurrences]
        for ours in gold.occurrences
    ]
    matches = tuple(
        _match(gold.occurrences[i], found.occurrences[j], scores[i][j], entities)
        for i, j in pairs(scores)
    )
    return Comparison(
        article=article,
        gold=gold,
        found=found,
        entities=entities,
        posts=_posts(gold, found, entities),
        matches=matches,
    )


def _entities(gold: Annotation, found: Annotation) -> dict[str, str]:
    scores = [[_alike(ours, theirs) for theirs in found.things] for ours in gold.things]
    return {gold.things[i].id: found.things[j].id for i, j in pairs(scores)}


def _alike(gold: Thing, found: Thing) -> float:
    """0 for two things; a state is known by its code, all else by shared names."""
    if gold.type != found.type:
        return 0.0
    if gold.type == "State" and gold.code and found.code:
        return 2.0 if gold.code == found.code else 0.0
    shared = gold.names & found.names
    if not shared:
        return 0.0
    longest = max(len(name) for name in shared)
    return len(shared) / len(gold.names | found.names) + _BY_NAME * longest


def _posts(gold: Annotation, found: Annotation, entities: Mapping[str, str]) -> int:
    """How many annotated offices were found; ``of`` counts where the annotation gives it."""
    left = list(found.posts)
    count = 0
    for post in gold.posts:
        holder, state = entities.get(post.holder), entities.get(post.of or "")
        fitting = (
            other
            for other in left
            if other.holder == holder
            and (post.of is None or other.of == state)
            and other.title & post.title
        )
        other = next(fitting, None)
        if other:
            left.remove(other)
            count += 1
    return count


def agreement(gold: Filler, found: Filler, entities: Mapping[str, str]) -> float:
    """1 for equal values, half for dates of which one is only less precise, else 0."""
    if gold.slot != found.slot:
        return 0.0
    if gold.slot in DATES and gold.value != found.value:
        nearly = gold.value.startswith(found.value) or found.value.startswith(gold.value)
        return 0.5 if nearly else 0.0
    if gold.slot in DATES | LITERALS:
        return float(gold.value == found.value)
    return float(entities.get(gold.value) == found.value)


def _filler_scores(
    gold: Occurrence, found: Occurrence, entities: Mapping[str, str]
) -> list[list[float]]:
    return [
        [agreement(ours, theirs, entities) for theirs in found.fillers] for ours in gold.fillers
    ]


def _event_score(gold: Occurrence, found: Occurrence, entities: Mapping[str, str]) -> float:
    if gold.type != found.type:
        return 0.0
    scores = _filler_scores(gold, found, entities)
    return 1.0 + sum(scores[i][j] for i, j in pairs(scores))


def _match(gold: Occurrence, found: Occurrence, score: float, entities: Mapping[str, str]) -> Match:
    paired = pairs(_filler_scores(gold, found, entities))
    fillers = tuple((gold.fillers[i], found.fillers[j]) for i, j in paired)
    return Match(gold=gold, found=found, score=score, fillers=fillers)
