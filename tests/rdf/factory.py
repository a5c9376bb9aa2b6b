"""Small graphs written by hand, for tests of the RDF."""

from dataclasses import replace
from typing import Any

from kg.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Factuality,
    Graph,
    Mention,
    Run,
    Value,
    ValueKind,
)

RUN = Run(version="1", models="m", settings="s")


def article(id_: str = "a1", text: str = "Budi bertemu Ani di Bogor.", **more: Any) -> Article:
    return replace(Article(id=id_, text=text, source=f"{id_}.txt"), **more)


def mention(quote: str, start: int = 0, article_id: str = "a1", type_: str = "Person") -> Mention:
    return Mention(
        article_id=article_id,
        sentence=0,
        first=1,
        last=1,
        head=1,
        start=start,
        end=start + len(quote),
        quote=quote,
        type=EntityType(type_),
        key=None,
        origin="test",
    )


def entity(id_: str, label: str, *mentions: Mention, key: str | None = None) -> Entity:
    kind = EntityType(id_.partition("/")[0].capitalize())
    names = tuple(sorted({m.quote for m in mentions}))
    return Entity(id=id_, type=kind, label=label, names=names, mentions=mentions, key=key)


def value(text: str) -> Value:
    """The kind is plain from the text, as it is to a reader."""
    if text.startswith(("person/", "state/", "organization/", "place/")):
        return Value(kind=ValueKind.ENTITY, text=text)
    if text in {"Support", "Condemn", "Warn"}:
        return Value(kind=ValueKind.STANCE, text=text)
    if text[:4].isdigit() and (len(text) == 4 or "-" in text):
        return Value(kind=ValueKind.DATE, text=text)
    return Value(kind=ValueKind.NUMBER if text.isdigit() else ValueKind.TEXT, text=text)


def claim(slot: str, text: str, article_id: str = "a1", subject: str = "event/e1") -> Claim:
    return Claim(
        article_id=article_id,
        subject=subject,
        slot=slot,
        value=Value(kind=ValueKind.TYPE, text=text) if slot == "type" else value(text),
        start=0,
        end=26,
        quote="Budi bertemu Ani di Bogor.",
        factuality=Factuality.CERTAIN,
        attributed_to=(),
        denied_by=(),
        confidence=0.8,
        reason="test",
    )


def event(type_: str, *claims: Claim, id_: str = "event/e1") -> Event:
    told = (claim("type", type_, subject=id_), *claims)
    return Event(id=id_, type=type_, claims=tuple(replace(c, subject=id_) for c in told))


def graph(*events: Event, entities: tuple[Entity, ...] = (), articles: int = 2) -> Graph:
    return Graph(
        articles=tuple(article(f"a{number}") for number in range(1, articles + 1)),
        entities=entities,
        offices=tuple(e for e in events if e.type == "Office"),
        events=tuple(e for e in events if e.type != "Office"),
        conflicts=(),
        links=(),
        run=RUN,
    )
