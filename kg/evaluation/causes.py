"""Why figures fall short: every error of a comparison under one cause, with what it is about."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.annotation import Annotation, Filler, Occurrence
from kg.evaluation.comparison import Comparison, Match, agreement

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the causes of missed events are told by, for one article."""

    quotes: Mapping[str, tuple[Span, ...]]  #: where the article says so, by annotated event
    triggers: tuple[tuple[Span, frozenset[str]], ...]  #: sentences, and types they have words for


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One thing that is wrong."""

    article: str
    cause: str
    about: str  #: a type, or a type and a slot
    detail: str  #: what was expected or found, in words


def table(errors: Sequence[Error]) -> list[tuple[str, str, int]]:
    """How many errors there are by cause and by what they are about, the most frequent first."""
    counts = Counter((error.cause, error.about) for error in errors)
    causes = Counter(error.cause for error in errors)
    return sorted(
        ((cause, about, count) for (cause, about), count in counts.items()),
        key=lambda row: (-causes[row[0]], row[0], -row[2], row[1]),
    )


def errors(one: Comparison, evidence: Evidence) -> tuple[Error, ...]:
    """All errors of an article: entities, offices, events, fillers, factuality, attribution."""

    def error(cause: str, about: str, detail: str) -> Error:
        return Error(article=one.article, cause=cause, about=about, detail=detail)

    return (
        *_things(one, error),
        *_posts(one, error),
        *_missed(one, evidence, error),
        *_spurious(one, error),
        *(found for match in one.matches for found in _within(one, match, error)),
    )


_Make = Callable[[str, str, str], Error]


def shown(event: Occurrence, annotation: Annotation) -> str:
    """An event in a line, its entities by name."""
    fillers = (f"{f.slot}={annotation.called(f.value)}" for f in event.fillers)
    return f"{event.type} {', '.join(fillers)}"


def _things(one: Comparison, error: _Make) -> Iterator[Error]:
    found = set(one.entities.values())
    for thing in one.gold.things:
        if thing.id not in one.entities:
            yield error("entity missed", thing.type, one.gold.called(thing.id))
    for thing in one.found.things:
        if thing.id not in found:
            yield error("entity spurious", thing.type, one.found.called(thing.id))


def _posts(one: Comparison, error: _Make) -> Iterator[Error]:
    for cause, annotation in (("office missed", one.gold), ("office spurious", one.found)):
        for _ in range(len(annotation.posts) - one.posts):
            yield error(cause, "Office", "")


def _missed(one: Comparison, evidence: Evidence, error: _Make) -> Iterator[Error]:
    known = {match.gold.id for match in one.matches}
    for event in one.gold.occurrences:
        if event.id not in known:
            cause = _why_missed(one, event, evidence)
            yield error(f"event missed: {cause}", event.type, shown(event, one.gold))


def _why_missed(one: Comparison, event: Occurrence, evidence: Evidence) -> str:
    quotes = evidence.quotes.get(event.id, ())
    at_quotes = [
        o for o in one.found.occurrences if any(_meet(s, q) for s in o.spans for q in quotes)
    ]
    if any(other.type == event.type for other in at_quotes):
        return "joined to another"
    if _other_type(one, event):
        return "found as another type"
    has_words = any(
        event.type in types and any(_meet(span, quote) for quote in quotes)
        for span, types in evidence.triggers
    )
    return "trigger, but not filled" if has_words else "no trigger"


def _meet(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _other_type(one: Comparison, event: Occurrence) -> Occurrence | None:
    """A spurious event of another type that has most of an event's entities."""
    used = {match.found.id for match in one.matches}
    wanted = {one.entities[f.value] for f in event.fillers if f.value in one.entities}
    for other in one.found.occurrences:
        shared = wanted & {filler.value for filler in other.fillers}
        other_type = other.id not in used and other.type != event.type
        if other_type and 2 * len(shared) > len(wanted):
            return other
    return None


def _spurious(one: Comparison, error: _Make) -> Iterator[Error]:
    known = {match.gold.id for match in one.matches}
    used = {match.found.id for match in one.matches}
    missed = [event for event in one.gold.occurrences if event.id not in known]
    mistaken = {other.id for event in missed if (other := _other_type(one, event))}
    for event in one.found.occurrences:
        if event.id in used:
            continue
        cause = "no such event"
        if event.id in mistaken:
            cause = "of another type"
        elif any(_shares(one, match.gold, event) for match in one.matches):
            cause = "told apart from its own"
        yield error(f"event spurious: {cause}", event.type, shown(event, one.found))


def _shares(one: Comparison, gold: Occurrence, found: Occurrence) -> bool:
    """Whether most of an event's fillers are those of an annotated event that another has."""
    equal = sum(
        any(agreement(ours, theirs, one.entities) == 1 for ours in gold.fillers)
        for theirs in found.fillers
    )
    return gold.type == found.type and 2 * equal > len(found.fillers)


def _within(one: Comparison, match: Match, error: _Make) -> Iterator[Error]:
    """Errors inside an event that was found."""
    yield from _fillers(one, match, error)
    type_ = match.gold.type
    if match.gold.factuality != match.found.factuality:
        confused = f"{match.gold.factuality} read as {match.found.factuality}"
        yield error(f"factuality: {confused}", type_, shown(match.gold, one.gold))
    wanted = {one.entities.get(source, source): source for source in match.gold.attributed_to}
    for source in sorted(wanted.keys() - match.found.attributed_to):
        yield error("attribution missed", type_, one.gold.called(wanted[source]))
    for source in sorted(match.found.attributed_to - wanted.keys()):
        yield error("attribution spurious", type_, one.found.called(source))


def _fillers(one: Comparison, match: Match, error: _Make) -> Iterator[Error]:
    type_ = match.gold.type
    paired: dict[Filler, Filler] = dict(match.fillers)
    for filler in match.gold.fillers:
        about, value = f"{type_}.{filler.slot}", one.gold.called(filler.value)
        found = paired.get(filler)
        if found and agreement(filler, found, one.entities) < 1:
            yield error("date only nearly right", about, f"{value} read as {found.value}")
        elif not found:
            unknown = any(t.id == filler.value for t in one.gold.things)
            unknown = unknown and filler.value not in one.entities
            cause = "filler missed: its entity was not found" if unknown else "filler missed"
            yield error(cause, about, value)
    for filler in match.found.fillers:
        if filler not in paired.values():
            yield error("filler wrong", f"{type_}.{filler.slot}", one.found.called(filler.value))
