"""Who is linked with what: the lines of the drawing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Event, Factuality, Graph, ValueKind

_STRENGTH = {factuality: rank for rank, factuality in enumerate(Factuality)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An event and an entity in it, or the holder of offices and what the offices are of."""

    source: str
    target: str
    slots: tuple[str, ...]  #: sorted; empty for offices
    offices: tuple[str, ...]  #: ids, sorted; empty for events
    factuality: Factuality  #: the strongest claimed
    disputed: bool  #: whether articles disagree on one of the slots

    @property
    def line(self) -> str:
        """What kind of line it is: a factuality, "Disputed" or "Office"."""
        if self.offices:
            return "Office"
        return "Disputed" if self.disputed else self.factuality


def strongest(factualities: Iterable[Factuality]) -> Factuality:
    """The strongest of at least one factuality."""
    return min(factualities, key=_STRENGTH.__getitem__)


def links(graph: Graph) -> tuple[Link, ...]:
    """All links, sorted by source and target."""
    found = [*_event_links(graph), *_office_links(graph.offices)]
    return tuple(sorted(found, key=lambda link: (link.source, link.target)))


def _event_links(graph: Graph) -> Iterator[Link]:
    disputed = {(conflict.subject, conflict.slot) for conflict in graph.conflicts}
    for event in graph.events:
        claims = defaultdict(list)
        for claim in event.claims:
            if claim.value.kind is ValueKind.ENTITY:
                claims[claim.value.text].append(claim)
        for entity, about in claims.items():
            slots = tuple(sorted({claim.slot for claim in about}))
            yield Link(
                source=event.id,
                target=entity,
                slots=slots,
                offices=(),
                factuality=strongest(claim.factuality for claim in about),
                disputed=any((event.id, slot) in disputed for slot in slots),
            )


def _office_links(offices: Iterable[Event]) -> Iterator[Link]:
    held = defaultdict(list)
    for office in offices:
        for holder in _values(office, "holder"):
            for of in _values(office, "of") - {holder}:
                held[holder, of].append(office)
    for (holder, of), pair in held.items():
        yield Link(
            source=holder,
            target=of,
            slots=(),
            offices=tuple(sorted(office.id for office in pair)),
            factuality=strongest(claim.factuality for office in pair for claim in office.claims),
            disputed=False,
        )


def _values(office: Event, slot: str) -> set[str]:
    return {claim.value.text for claim in office.claims if claim.slot == slot}
