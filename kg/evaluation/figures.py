"""Precision, recall and F1 over all articles, as the field counts them.

Events are counted by their fillers, the type included (CEAF for template filling); detection counts
whole events; factuality and attribution are asked of the events that were found.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.annotation import Annotation, Occurrence
from kg.evaluation.comparison import Comparison
from kg.model import EntityType

CORE = ("Meeting", "Treaty", "Deployment")
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How much of what was found is right, and how much of what is there was found."""

    correct: float = 0
    found: float = 0
    gold: float = 0

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(
            correct=self.correct + other.correct,
            found=self.found + other.found,
            gold=self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """Right of what was found; 0 where nothing was."""
        return self.correct / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Found of what is there; 0 where nothing is."""
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a set of articles."""

    articles: int
    rows: Mapping[str, Figure]  #: "entity Person", "event Meeting", "events core" …, in order
    factuality: float  #: share of the events found whose factuality is right

    def as_json(self) -> dict[str, object]:
        """The figures, rounded to four digits, by name."""
        rows: dict[str, object] = {name: _rounded(row) for name, row in self.rows.items()}
        attribution = rows.pop("attribution")
        return rows | {
            "factuality accuracy": round(self.factuality, _DIGITS),
            "attribution": attribution,
        }


def figures(comparisons: Sequence[Comparison]) -> Figures:
    """The figures of all compared articles together."""
    rows = {f"entity {type_}": _things(comparisons, str(type_)) for type_ in EntityType}
    entities = total(rows.values())
    found_types = {
        event.type
        for one in comparisons
        for event in (*one.gold.occurrences, *one.found.occurrences)
    }
    events = {type_: _events(comparisons, type_) for type_ in sorted(found_types)}
    detected = {type_: _detected(comparisons, type_) for type_ in sorted(found_types)}
    rows |= {f"event {type_}": row for type_, row in events.items()}
    rows |= {f"detect {type_}": row for type_, row in detected.items()}
    rows["offices"] = _offices(comparisons)
    sums = {
        "entities": entities,
        "events": total(events.values()),
        "events core": total(events[type_] for type_ in CORE if type_ in events),
        "detection": total(detected.values()),
        "attribution": _attribution(comparisons),
    }
    return Figures(
        articles=len(comparisons),
        rows=dict(sorted(rows.items())) | sums,
        factuality=_factuality(comparisons),
    )


def total(rows: Iterable[Figure]) -> Figure:
    """The sum of figures."""
    return sum(rows, start=Figure())


def _rounded(row: Figure) -> dict[str, float]:
    rates = {"P": row.precision, "R": row.recall, "F1": row.f1}
    rounded = {name: round(rate, _DIGITS) for name, rate in rates.items()}
    return rounded | {"gold": row.gold, "predicted": row.found}


def _things(comparisons: Sequence[Comparison], type_: str) -> Figure:
    def count(annotation: Annotation) -> int:
        return sum(thing.type == type_ for thing in annotation.things)

    return total(
        Figure(
            correct=sum(t.type == type_ and t.id in one.entities for t in one.gold.things),
            found=count(one.found),
            gold=count(one.gold),
        )
        for one in comparisons
    )


def _offices(comparisons: Sequence[Comparison]) -> Figure:
    return total(
        Figure(correct=one.posts, found=len(one.found.posts), gold=len(one.gold.posts))
        for one in comparisons
    )


def _events(comparisons: Sequence[Comparison], type_: str) -> Figure:
    def size(events: Iterable[Occurrence]) -> int:
        return sum(1 + len(event.fillers) for event in events if event.type == type_)

    return total(
        Figure(
            correct=sum(match.score for match in one.matches if match.gold.type == type_),
            found=size(one.found.occurrences),
            gold=size(one.gold.occurrences),
        )
        for one in comparisons
    )


def _detected(comparisons: Sequence[Comparison], type_: str) -> Figure:
    def count(events: Iterable[Occurrence]) -> int:
        return sum(event.type == type_ for event in events)

    return total(
        Figure(
            correct=count(match.gold for match in one.matches),
            found=count(one.found.occurrences),
            gold=count(one.gold.occurrences),
        )
        for one in comparisons
    )


def _factuality(comparisons: Sequence[Comparison]) -> float:
    matches = [match for one in comparisons for match in one.matches]
    right = sum(match.gold.factuality == match.found.factuality for match in matches)
    return right / len(matches) if matches else 0.0


def _attribution(comparisons: Sequence[Comparison]) -> Figure:
    rows = []
    for one in comparisons:
        for match in one.matches:
            gold = {one.entities.get(source, source) for source in match.gold.attributed_to}
            found = match.found.attributed_to
            row = Figure(correct=len(gold & found), found=len(found), gold=len(gold))
            rows.append(row)
    return total(rows)
