"""Short ways to write readings by hand."""

from collections.abc import Mapping, Sequence

from kg.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Factuality,
    Graph,
    Mention,
    Reading,
    Run,
    Value,
    ValueKind,
)
from kg.resolve import resolve
from kg.resolve.ledger import Ledger

RUN = Run(version="test", models="none", settings="")
Slots = Mapping[str, object]
Known = Sequence[Entity]

_KINDS = {
    "date": ValueKind.DATE,
    "dateEnd": ValueKind.DATE,
    "inForceFrom": ValueKind.DATE,
    "stance": ValueKind.STANCE,
    "title": ValueKind.TEXT,
    "name": ValueKind.TEXT,
    "item": ValueKind.TEXT,
}


def person(name: str, *names: str, key: str | None = None) -> Entity:
    return _entity(EntityType.PERSON, name, names, key)


def body(name: str, *names: str, key: str | None = None) -> Entity:
    return _entity(EntityType.ORGANIZATION, name, names, key)


def place(name: str, *names: str, key: str | None = None) -> Entity:
    return _entity(EntityType.PLACE, name, names, key)


def state(key: str, name: str) -> Entity:
    return _entity(EntityType.STATE, name, (), key)


def _entity(type_: EntityType, name: str, names: Sequence[str], key: str | None) -> Entity:
    spelt = tuple(sorted({name, *names}))
    return Entity(id=name, type=type_, label=name, names=spelt, mentions=(), key=key)


def event(
    type_: str,
    *,
    factuality: Factuality = Factuality.CERTAIN,
    denied_by: Sequence[str] = (),
    **slots: object,
) -> Event:
    """An event whose slots name entities by their labels; a list gives several values."""
    given = [("type", type_), *((s, v) for s, vs in slots.items() for v in _listed(vs))]
    claims = tuple(
        Claim(
            article_id="",
            subject="",
            slot=slot,
            value=Value(kind=_kind(slot, value), text=str(value)),
            start=0,
            end=9,
            quote="Contoh ini.",
            factuality=factuality,
            attributed_to=(),
            denied_by=tuple(denied_by),
            confidence=1.0,
            reason="test",
        )
        for slot, value in given
    )
    return Event(id="", type=type_, claims=claims)


def office(holder: str, title: str, of: str | None = None) -> Event:
    return event("Office", holder=holder, title=title, of=[of] if of else [])


def _listed(values: object) -> Sequence[object]:
    return values if isinstance(values, list) else [values]


def _kind(slot: str, value: object) -> ValueKind:
    if slot == "type":
        return ValueKind.TYPE
    if isinstance(value, int):
        return ValueKind.NUMBER
    return _KINDS.get(slot, ValueKind.ENTITY)


def reading(
    id_: str,
    entities: Known,
    *events: Event,
    published: str | None = None,
    publisher: str | None = None,
    text: str = "",
) -> Reading:
    """One article; events get the ids e1, e2 …, offices f1, f2 …, entities m1, m2 …"""
    local = {entity.label: f"m{number}" for number, entity in enumerate(entities, start=1)}
    named = tuple(_placed(entity, local[entity.label], id_) for entity in entities)
    offices = [each for each in events if each.type == "Office"]
    others = [each for each in events if each.type != "Office"]
    return Reading(
        article=Article(
            id=id_, text=text, source=f"{id_}.txt", published=published, publisher=publisher
        ),
        entities=named,
        offices=tuple(_told(each, f"f{n}", id_, local) for n, each in enumerate(offices, 1)),
        events=tuple(_told(each, f"e{n}", id_, local) for n, each in enumerate(others, 1)),
    )


def _placed(entity: Entity, id_: str, article: str) -> Entity:
    mention = Mention(
        article_id=article,
        sentence=0,
        first=1,
        last=1,
        head=1,
        start=int(id_[1:]),
        end=int(id_[1:]) + 1,
        quote=entity.label,
        type=entity.type,
        key=entity.key,
        origin="test",
    )
    return Entity(
        id=id_,
        type=entity.type,
        label=entity.label,
        names=entity.names,
        mentions=(mention,),
        key=entity.key,
    )


def _told(event_: Event, id_: str, article: str, local: Mapping[str, str]) -> Event:
    claims = tuple(
        Claim(
            article_id=article,
            subject=id_,
            slot=claim.slot,
            value=Value(
                kind=claim.value.kind,
                text=local[claim.value.text]
                if claim.value.kind is ValueKind.ENTITY
                else claim.value.text,
            ),
            start=claim.start,
            end=claim.end,
            quote=claim.quote,
            factuality=claim.factuality,
            attributed_to=(),
            denied_by=tuple(local[name] for name in claim.denied_by),
            confidence=claim.confidence,
            reason=claim.reason,
        )
        for claim in event_.claims
    )
    return Event(id=id_, type=event_.type, claims=claims)


def graph(*readings: Reading, ledger: Ledger | None = None) -> Graph:
    return resolve(readings, ledger or Ledger(), RUN)


def persons(made: Graph) -> dict[str, set[str]]:
    """The articles that name each person, by id."""
    return {
        entity.id: {mention.article_id for mention in entity.mentions}
        for entity in made.entities
        if entity.type is EntityType.PERSON
    }


def ids(made: Graph, type_: EntityType) -> list[str]:
    return [entity.id for entity in made.entities if entity.type is type_]


def told(made: Graph) -> dict[str, list[str]]:
    """The articles that tell of each event, by id."""
    return {each.id: sorted({claim.article_id for claim in each.claims}) for each in made.events}
