"""The state or body of an office that a sentence names without one, where the article is plain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.claims.held import Held
from kg.knowledge.gazetteers import name_words, properties
from kg.knowledge.office_holders import state_of
from kg.knowledge.posts import claimed_post
from kg.knowledge.titles import titles, written_out
from kg.model import Entity, EntityType

_Words = tuple[str, ...]


def with_owners(found: Sequence[Held], entities: Sequence[Entity], day: str) -> Iterator[Held]:
    """The offices, each with the owner that the article makes plain.

    ``day`` is the article's, empty where it is not known. What heads a region or a city is of no
    state unless a state stands there.
    """
    by_id = {entity.id: entity for entity in entities}
    states = {entity.key: entity for entity in entities if entity.type == EntityType.STATE}
    for office in found:
        owner = by_id.get(office.of or "")
        body = _implied(office, owner, entities)
        if body is not None:
            yield replace(office, of=body.id, stated=False)
        elif begins(office, titles().place_titles) and not _of_state(owner):
            yield replace(office, of=None, stated=False)
        elif owner is not None and owner.type == EntityType.PLACE:
            known = properties(owner.key) if owner.key else None
            national = known is not None and begins(office, titles().state_titles)
            state = states.get(known.state) if known and national else None
            yield replace(office, of=state.id if state else None, stated=False)
        elif owner is None:
            guess = _guess(office, found, states, by_id, day)
            yield replace(office, of=guess.id if guess else None)
        else:
            yield office


def begins(held: Held, phrases: frozenset[_Words]) -> bool:
    """Whether the title of an office begins with one of the phrases."""
    words = written_out(held.title)
    return any(words[: len(phrase)] == phrase for phrase in _written(phrases))


def _written(phrases: frozenset[_Words]) -> frozenset[_Words]:
    return frozenset(written_out(" ".join(phrase)) for phrase in phrases)


def _of_state(owner: Entity | None) -> bool:
    return owner is not None and owner.type == EntityType.STATE


def _implied(office: Held, owner: Entity | None, entities: Sequence[Entity]) -> Entity | None:
    """The body that a title names by itself ("Kapolres Jepara" is of a "Polres"): the only one of
    the article, or the one of the place that stands behind the title."""
    if owner is not None and owner.type not in (EntityType.PLACE, EntityType.PERSON):
        return None
    bare = tuple(word for word in name_words(office.title) if (word,) not in titles().qualifiers)
    for name in titles().implied_bodies.get(bare, ()):
        bodies = [e for e in entities if e.type == EntityType.ORGANIZATION and _named(e, name)]
        local = [body for body in bodies if owner is not None and _shares(body, owner, name)]
        if len(local) == 1 or (not local and len(bodies) == 1):
            return (local or bodies)[0]
    return None


def _named(body: Entity, name: _Words) -> bool:
    """Whether a name of the body begins with the words."""
    return any(name_words(each)[: len(name)] == name for each in (body.label, *body.names))


def _shares(body: Entity, place: Entity, name: _Words) -> bool:
    """Whether a body bears the name of a place behind the words for what it is."""
    where = {name_words(each) for each in (place.label, *place.names)}
    return any(name_words(each)[len(name) :] in where for each in (body.label, *body.names))


def _guess(
    office: Held,
    found: Sequence[Held],
    states: Mapping[str | None, Entity],
    by_id: Mapping[str, Entity],
    day: str,
) -> Entity | None:
    """The owner of an office that is named without one.

    That of the holder's other offices, the state the holder is known to speak for, or for a title
    of state the home state where it is named, unless that gives the title to somebody else. Never
    a state only because it is near.
    """
    words = written_out(office.title)
    of_state = begins(office, titles().state_titles)
    others = [o for o in found if o.holder == office.holder and o.of and o.kind == "heads"]
    same = [o for o in others if written_out(o.title) == words]
    holder = by_id[office.holder]
    spoken = _known_state(office, holder, day)
    guesses = [by_id[other.of or ""] for other in same]
    if spoken in states:
        guesses.append(states[spoken])
    guesses += [by_id[other.of or ""] for other in others]
    for guess in guesses:
        if guess.type == EntityType.STATE or (
            guess.type == EntityType.ORGANIZATION and not of_state
        ):
            return guess
    home = states.get(titles().home_state)
    foreign = spoken not in (None, titles().home_state)
    if office.kind == "ranks" or not of_state or home is None or foreign:
        return None
    given = {o.of for o in found if o.holder != office.holder and written_out(o.title) == words}
    return home if home.id not in given else None


def _known_state(office: Held, holder: Entity, day: str) -> str | None:
    """The state that the holder is known to speak for, or held such an office of at the time."""
    known = properties(holder.key) if holder.key else None
    if known and known.state:
        return known.state
    claimed = claimed_post(office.title)
    return state_of((holder.label, *holder.names), claimed, day) if claimed else None
