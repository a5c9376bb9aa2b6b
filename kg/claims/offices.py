"""Offices: who holds which title of which state or body, as an article says.

What one sentence says is read in ``held``; here the offices of an article come together, and an
owner that a sentence leaves out is found where the article makes it plain.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.claims.held import Held, held_before, held_behind
from kg.claims.owners import begins, with_owners
from kg.claims.rows import row_of
from kg.knowledge.titles import titles, written_out
from kg.mentions.words import name_parts
from kg.model import (
    OFFICE,
    Article,
    Claim,
    Entity,
    Event,
    Factuality,
    Mention,
    Sentence,
    Value,
    ValueKind,
)

_SHORT = 3  #: letters of a word that its short form keeps
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
    joined = _joined(with_owners(_own(found), entities, article.published or ""))
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
    rulers = {held.holder for held in found if begins(held, titles().state_titles)}
    return [
        held
        for held in found
        if held.holder not in rulers or held.stated or not begins(held, titles().dependent_titles)
    ]


def _joined(found: Iterable[Held]) -> list[Held]:
    """One office for each holder, title and owner: the fullest title, and the stated owner."""
    kept: list[Held] = []
    for office in found:
        same = next((n for n, other in enumerate(kept) if _same(office, other)), None)
        if same is None:
            kept.append(office)
        else:
            other = kept[same]
            owned = office if office.of and not (other.of and other.stated) else other
            kept[same] = replace(owned, title=max(other.title, office.title, key=_length))
    return kept


def _same(left: Held, right: Held) -> bool:
    """Whether two titles of one person are told of one office: the words of one are among those
    of the other ("Presiden", "mantan Presiden"), or it shortens the other ("Menpar"), and no two
    owners stand there."""
    owners = left.of == right.of or not (left.of and right.of and left.stated and right.stated)
    if (
        left.holder != right.holder
        or not owners
        or (left.kind == "ranks") != (right.kind == "ranks")
    ):
        return False
    short, full = sorted((written_out(left.title), written_out(right.title)), key=len)
    return set(short) <= set(full) or _shortens(short, full)


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a title is made of the beginnings of a longer one's words ("Menko Pangan")."""
    letters = iter("".join(full))
    begins = len(short) < len(full) and short[0][:_SHORT] == full[0][:_SHORT]
    return begins and all(letter in letters for letter in "".join(short))


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
