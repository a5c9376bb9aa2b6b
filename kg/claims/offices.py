"""Offices: who holds which title of which state or body, as an article says.

What one sentence says is read in ``held``; here the offices of an article come together, and an
owner that a sentence leaves out is found where the article makes it plain.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.claims.held import Held, held_before, held_behind, row_of
from kg.knowledge.gazetteers import properties
from kg.knowledge.titles import titles, written_out
from kg.mentions.words import name_parts
from kg.model import (
    OFFICE,
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Factuality,
    Mention,
    Sentence,
    Value,
    ValueKind,
)

_STATED, _INFERRED = 0.95, 0.8  #: confidence of an owner that stands there, and of a guessed one


def find_offices(
    article: Article, sentences: Sequence[Sentence], entities: Sequence[Entity]
) -> tuple[Event, ...]:
    """The offices an article states, as events of type "Office" with ids local to the article."""
    parts = name_parts(article)
    mentions = _by_sentence(entities)
    found: list[Held] = []
    for sentence in sentences:
        row = row_of(article, sentence, parts, mentions.get(sentence.index, ()))
        found += [*held_before(row), *held_behind(row)]
    joined = _joined(_owned(_own(found), entities))
    return tuple(_event(article, f"f{n}", office) for n, office in enumerate(joined, start=1))


def title_index(offices: Sequence[Event]) -> Mapping[tuple[tuple[str, ...], str | None], str]:
    """From a title (its words, short titles written out) and the id of its owner to the holder,
    where the article gives that office to one person only; the owner None stands for any."""
    holders: dict[tuple[tuple[str, ...], str | None], set[str]] = {}
    for office in offices:
        values = {claim.slot: claim.value.text for claim in office.claims}
        title = written_out(values["title"])
        for owner in {values.get("of"), None}:
            holders.setdefault((title, owner), set()).add(values["holder"])
    return {key: min(ids) for key, ids in holders.items() if len(ids) == 1}


def _by_sentence(entities: Sequence[Entity]) -> dict[int, list[tuple[Mention, Entity]]]:
    found: dict[int, list[tuple[Mention, Entity]]] = {}
    for entity in entities:
        for mention in entity.mentions:
            found.setdefault(mention.sentence, []).append((mention, entity))
    return found


def _own(found: Sequence[Held]) -> list[Held]:
    """Offices without those of somebody's servants: where the article gives a person an office of
    state, "utusan khusus Trump" is not about an office of his."""
    rulers = {held.holder for held in found if _begins(held, titles().state_titles)}
    return [
        held
        for held in found
        if held.holder not in rulers or held.stated or not _begins(held, titles().dependent_titles)
    ]


def _begins(held: Held, phrases: frozenset[tuple[str, ...]]) -> bool:
    words = written_out(held.title)
    return any(words[: len(phrase)] == phrase for phrase in _written(phrases))


def _owned(found: Sequence[Held], entities: Sequence[Entity]) -> Iterator[Held]:
    """The offices, each with the owner that the article makes plain.

    What heads a region or a city is of no state unless a state stands there.
    """
    by_id = {entity.id: entity for entity in entities}
    states = {entity.key: entity for entity in entities if entity.type == EntityType.STATE}
    for office in found:
        owner = by_id.get(office.of or "")
        if _begins(office, titles().place_titles) and not _of_state(owner):
            yield replace(office, of=None, stated=False)
        elif owner is not None and owner.type == EntityType.PLACE:
            known = properties(owner.key) if owner.key else None
            state = states.get(known.state) if known else None
            yield replace(office, of=state.id if state else None, stated=False)
        elif owner is None:
            guess = _guess(office, found, states, by_id)
            yield replace(office, of=guess.id if guess else None)
        else:
            yield office


def _of_state(owner: Entity | None) -> bool:
    return owner is not None and owner.type == EntityType.STATE


def _guess(
    office: Held,
    found: Sequence[Held],
    states: Mapping[str | None, Entity],
    by_id: Mapping[str, Entity],
) -> Entity | None:
    """The owner of an office that is named without one.

    That of the holder's other offices, the state the holder is known to speak for, or for a title
    of state the home state where it is named, unless that gives the title to somebody else. Never
    a state only because it is near.
    """
    words = written_out(office.title)
    of_state = _begins(office, titles().state_titles)
    others = [o for o in found if o.holder == office.holder and o.of and o.kind == "heads"]
    same = [o for o in others if written_out(o.title) == words]
    holder = by_id[office.holder]
    known = properties(holder.key) if holder.key else None
    guesses = [by_id[other.of or ""] for other in same]
    if known and known.state in states:
        guesses.append(states[known.state])
    guesses += [by_id[other.of or ""] for other in others]
    for guess in guesses:
        if guess.type == EntityType.STATE or (
            guess.type == EntityType.ORGANIZATION and not of_state
        ):
            return guess
    home = states.get(titles().home_state)
    if office.kind == "ranks" or not of_state or home is None:
        return None
    given = {o.of for o in found if o.holder != office.holder and written_out(o.title) == words}
    return home if home.id not in given else None


def _written(phrases: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    return frozenset(written_out(" ".join(phrase)) for phrase in phrases)


def _joined(found: Iterator[Held]) -> list[Held]:
    """One office for each holder, title and owner: the fullest title, and the stated owner."""
    kept: dict[tuple[str, tuple[str, ...]], Held] = {}
    for office in found:
        key = (office.holder, written_out(office.title))
        other = kept.get(key)
        if other is None:
            kept[key] = office
        else:
            owned = office if office.of and not other.of else other
            kept[key] = replace(owned, title=max(other.title, office.title, key=_length))
    return list(kept.values())


def _length(title: str) -> int:
    return len(title.split())


def _event(article: Article, local: str, office: Held) -> Event:
    values = [
        ("type", Value(kind=ValueKind.TYPE, text=OFFICE)),
        ("holder", Value(kind=ValueKind.ENTITY, text=office.holder)),
        ("title", Value(kind=ValueKind.TEXT, text=office.title)),
    ]
    if office.of:
        values.append(("of", Value(kind=ValueKind.ENTITY, text=office.of)))
    claims = [
        Claim(
            article_id=article.id,
            subject=local,
            slot=slot,
            value=value,
            start=office.sentence.start,
            end=office.sentence.end,
            quote=office.sentence.text,
            factuality=Factuality.CERTAIN,
            attributed_to=(),
            denied_by=(),
            confidence=_STATED if slot != "of" or office.stated else _INFERRED,
            reason=office.reason,
        )
        for slot, value in values
    ]
    ordered = sorted(claims, key=lambda claim: (claim.start, claim.slot, claim.value.text))
    return Event(id=local, type=OFFICE, claims=tuple(ordered))
