"""Events as records: what all outputs with a row for each event have in common."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.model import Claim, Event, Factuality, Graph, ValueKind
from kg.rdf.labels import Words, event_label
from kg.rdf.slots import slots
from kg.views._page.links import strongest
from kg.views._tables import Cell, labelling, support


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event or agreement with all that is claimed about it."""

    id: str
    type: str
    label_id: str  #: in Indonesian
    label_en: str  #: in English
    factuality: Factuality  #: the strongest claimed
    confidence: float  #: the highest claimed
    #: Each slot that is filled, with its values, sorted: names of entities, numbers, texts, dates.
    slots: Mapping[str, tuple[Cell, ...]] = field(hash=False)
    disputed: tuple[str, ...]  #: slots on which articles disagree, sorted
    articles: tuple[str, ...]  #: identifiers of those that tell of it, sorted
    outlets: int  #: how many outlets these are from
    sources: int  #: how many they are if near-copies of one text count once


def event_rows(graph: Graph) -> Iterator[EventRow]:
    """One for each event, in the graph's order."""
    indonesian, english = (labelling(graph, language) for language in ("id", "en"))
    disputed: dict[str, set[str]] = defaultdict(set)
    for conflict in graph.conflicts:
        disputed[conflict.subject].add(conflict.slot)
    told = support(graph)
    for event in graph.events:
        yield EventRow(
            id=event.id,
            type=event.type,
            label_id=event_label(event, indonesian),
            label_en=event_label(event, english),
            factuality=strongest(claim.factuality for claim in event.claims),
            confidence=max(claim.confidence for claim in event.claims),
            slots=_filled(event, indonesian),
            disputed=tuple(sorted(disputed[event.id])),
            articles=tuple(sorted({claim.article_id for claim in event.claims})),
            outlets=told[event.id].outlets,
            sources=told[event.id].independent,
        )


def _filled(event: Event, words: Words) -> dict[str, tuple[Cell, ...]]:
    """The slots that are filled, in the order of the vocabulary."""
    numbers: dict[str, set[int]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    for claim in event.claims:
        if claim.value.kind is ValueKind.NUMBER:
            numbers[claim.slot].add(int(claim.value.text))
        else:
            texts[claim.slot].add(_shown(claim, words))
    return {
        slot: (*sorted(numbers[slot]), *sorted(texts[slot]))
        for slot in slots()
        if numbers[slot] or texts[slot]
    }


def _shown(claim: Claim, words: Words) -> str:
    text = claim.value.text
    return words.names.get(text, text) if claim.value.kind is ValueKind.ENTITY else text
