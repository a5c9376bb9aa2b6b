"""A graph article by article, in the shape in which it is compared with annotations.

A figure of losses counts once: as the figure where its bounds are equal, else as the two bounds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.evaluation.annotation import (
    LOSSES,
    SCORED,
    Annotation,
    Filler,
    Occurrence,
    Post,
    Thing,
    plain,
)
from kg.model import Claim, EntityType, Event, Graph
from kg.rdf.said import single_figures, told_once
from kg.rdf.slots import slots


def annotations(graph: Graph) -> dict[str, Annotation]:
    """What a graph says of each of its articles, by id of the article."""
    return {
        article.id: Annotation(
            things=tuple(_things(graph, article.id)),
            posts=tuple(_posts(graph, article.id)),
            occurrences=tuple(_occurrences(graph, article.id)),
        )
        for article in graph.articles
    }


def _things(graph: Graph, article: str) -> list[Thing]:
    """The entities that an article names, in the order of their first mention's IRI."""
    found = []
    for entity in graph.entities:
        places = [mention for mention in entity.mentions if mention.article_id == article]
        if places:
            names = frozenset(plain(name) for name in (entity.label, *(m.quote for m in places)))
            code = entity.key if entity.type is EntityType.STATE else None
            thing = Thing(id=entity.id, type=str(entity.type), code=code, names=names)
            first = min(f"{m.type.lower()}-{m.start}-{m.end}" for m in places)
            found.append((first, thing))
    return [thing for _, thing in sorted(found, key=lambda pair: (pair[0], pair[1].id))]


def _told(event: Event, article: str) -> list[Claim]:
    claims = told_once([claim for claim in event.claims if claim.article_id == article])
    figures = single_figures(claims, slots())
    return sorted((*claims, *figures), key=lambda claim: (claim.slot, claim.value.text))


def _posts(graph: Graph, article: str) -> Iterator[Post]:
    for office in sorted(graph.offices, key=lambda office: office.id):
        told = _told(office, article)
        if not told:
            continue
        here, anywhere = _values(told), _values(office.claims)
        title = frozenset(word for text in anywhere["title"] for word in plain(text).split())
        state = [*here["of"], *anywhere["of"]]
        for holder in here["holder"] or anywhere["holder"]:
            yield Post(holder=holder, of=state[0] if state else None, title=title)


def _values(claims: Sequence[Claim]) -> defaultdict[str, list[str]]:
    values: defaultdict[str, list[str]] = defaultdict(list)
    for claim in claims:
        if claim.value.text not in values[claim.slot]:
            values[claim.slot].append(claim.value.text)
    return values


def _occurrences(graph: Graph, article: str) -> Iterator[Occurrence]:
    for event in sorted(graph.events, key=lambda event: event.id):
        told = _told(event, article)
        if not told:
            continue
        factuality = Counter(claim.factuality for claim in told).most_common(1)[0][0]
        yield Occurrence(
            id=event.id,
            type=event.type,
            fillers=tuple(_fillers(event.type, told)),
            factuality=factuality.casefold(),
            attributed_to=frozenset(entity for claim in told for entity in claim.attributed_to),
            spans=tuple(sorted({(claim.start, claim.end) for claim in told})),
            confidence=max((c.confidence for c in told if c.slot == "type"), default=1.0),
        )


def _fillers(type_: str, told: Sequence[Claim]) -> Iterator[Filler]:
    for slot in SCORED[type_]:
        for claim in told:
            if claim.slot == slot:
                value = claim.value.text.casefold() if slot == "stance" else claim.value.text
                yield Filler(slot=slot, value=value, confidence=claim.confidence)
        if slot in LOSSES and not any(claim.slot == slot for claim in told):
            yield from _range(slot, told)


def _range(slot: str, told: Sequence[Claim]) -> Iterator[Filler]:
    low = [claim for claim in told if claim.slot == f"{slot}Min"]
    high = [claim for claim in told if claim.slot == f"{slot}Max"]
    if low and high and {c.value.text for c in low} != {c.value.text for c in high}:
        least, most = min(c.value.text for c in low), max(c.value.text for c in high)
        confidence = min(claim.confidence for claim in low + high)
        yield Filler(slot=slot, value=f"[{least}, {most}]", confidence=confidence)
