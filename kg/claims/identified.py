"""Persons of an article who are known to have held the posts that it gives them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.knowledge.gazetteers import person_of_item, properties
from kg.knowledge.office_holders import ever_held, office_holder
from kg.knowledge.posts import claimed_post
from kg.model import Article, Entity, EntityType, Event

_Told = tuple[str, str | None]  #: a title and the id of its owner
_OWNERS = (EntityType.STATE, EntityType.ORGANIZATION)


def identified(
    article: Article, entities: Sequence[Entity], offices: Sequence[Event]
) -> tuple[Entity, ...]:
    """The entities, persons with the key under which they are known where it is plain who they are.

    Name, post, state and time must agree, and for one known person only. Nobody is known by a
    title that the article gives to no state, and nobody in an article without a date.
    """
    by_id = {entity.id: entity for entity in entities}
    held = _held(offices)
    entities = [_undone(entity, held.get(entity.id, ()), by_id) for entity in entities]
    if article.published is None:
        return tuple(entities)
    taken = {entity.key for entity in entities}
    found = {
        entity.id: key
        for entity in entities
        if entity.type == EntityType.PERSON and entity.key is None
        if (key := _key(entity, held.get(entity.id, ()), by_id, article.published))
    }
    keys = list(found.values())
    return tuple(
        replace(entity, key=key, reasons=(*entity.reasons, f"{entity.label}: held the post then"))
        if (key := found.get(entity.id)) and key not in taken and keys.count(key) == 1
        else entity
        for entity in entities
    )


def _held(offices: Sequence[Event]) -> Mapping[str, list[_Told]]:
    """From each holder to titles with the id of their owner, None where none is told."""
    held: dict[str, list[_Told]] = defaultdict(list)
    for office in offices:
        values = {claim.slot: claim.value.text for claim in office.claims}
        held[values["holder"]].append((values["title"], values.get("of")))
    return held


def _undone(person: Entity, held: Sequence[_Told], by_id: Mapping[str, Entity]) -> Entity:
    """A person known by name, without the key where the article speaks of a namesake: it gives a
    post of another state, or of none where the known person's is not even named and the post is
    none that this person held."""
    known = properties(person.key) if person.key else None
    if known is None or known.type != EntityType.PERSON or known.state is None:
        return person
    posts = [(post, by_id.get(of or "")) for title, of in held if (post := claimed_post(title))]
    owners = {owner.key for _, owner in posts if owner and owner.type == EntityType.STATE}
    if owners:
        return person if known.state in owners else replace(person, key=None)
    named = any(entity.key == known.state for entity in by_id.values())
    item = known.wikidata
    if not posts or named or item is None or any(ever_held(item, post) for post, _ in posts):
        return person
    return replace(person, key=None)


def _key(
    person: Entity, held: Sequence[_Told], by_id: Mapping[str, Entity], day: str
) -> str | None:
    items = set(_items(person, held, by_id, day))
    if len(items) != 1:
        return None
    item = min(items)
    return person_of_item().get(item, item)


def _items(
    person: Entity, held: Sequence[_Told], by_id: Mapping[str, Entity], day: str
) -> Iterator[str]:
    """The known holders of each of the person's posts."""
    for title, of in held:
        claimed, owner = claimed_post(title), by_id.get(of or "")
        if claimed is None or owner is None or owner.type not in _OWNERS:
            continue
        state = owner.key if owner.type == EntityType.STATE else ""
        if state is not None:
            item = office_holder((person.label, *person.names), claimed, day, state)
            if item:
                yield item
