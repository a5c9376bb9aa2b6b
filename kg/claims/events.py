"""Events of one article: event mentions that tell of the same event, joined, as claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.claims.attribution import Source, sources
from kg.claims.extract import EventMention, Filler
from kg.claims.phrases import Clause
from kg.knowledge.frames import Frame, frames
from kg.model import Article, Claim, Event, Factuality, Sentence, Value, ValueKind

_STRENGTH = {
    Factuality.CERTAIN: 0,
    Factuality.POSSIBLE: 1,
    Factuality.PLANNED: 2,
    Factuality.DENIED: 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event mention with the sources of its sentence."""

    mention: EventMention
    attributed_to: tuple[str, ...]
    denied_by: tuple[str, ...]


def join(article: Article, clauses: Sequence[Clause], mentions: Sequence[EventMention]) -> tuple[Event, ...]:
    """The events of an article, numbered in the order in which it tells them."""
    told = [_told(clauses[mention.sentence], mention) for mention in mentions]
    groups: list[list[Told]] = []
    for one in told:
        group = next((g for g in reversed(groups) if _same(g, one)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    kept = [group for group in groups if _complete(group)]
    return tuple(
        _event(article, clauses, f"e{number}", group) for number, group in enumerate(kept, start=1)
    )


def _told(clause: Clause, mention: EventMention) -> Told:
    own = {f.value.text for f in mention.fillers if f.value.kind is ValueKind.ENTITY}
    found = [s for s in sources(clause) if _reports(s, mention)]
    speakers = [e for s in found if not s.denies for e in s.entities if e not in own]
    deniers = [e for s in found if s.denies for e in s.entities]
    return Told(
        mention=mention,
        attributed_to=tuple(dict.fromkeys(speakers)),
        denied_by=tuple(dict.fromkeys(deniers)),
    )


def _reports(source: Source, mention: EventMention) -> bool:
    return source.scope[0] <= mention.token <= source.scope[1] and source.verb != mention.token


def _same(group: Sequence[Told], one: Told) -> bool:
    """Whether a mention tells of the event of a group: no key slot differs, and one agrees."""
    frame = frames()[one.mention.frame]
    if group[0].mention.frame != frame.name:
        return False
    agree = False
    for role in frame.roles:
        known = frozenset().union(*(told.mention.values(role.slot) for told in group))
        new = one.mention.values(role.slot)
        if not known or not new:
            continue
        if role.key and not known & new:
            return False
        if role.single and not _compatible(known, new):
            return False
        agree = agree or (role.key and bool(known & new) and role.slot != "stance")
    return agree or (one.mention.anaphoric and not _keyed(frame, one))


def _keyed(frame: Frame, one: Told) -> bool:
    return any(role.key and one.mention.values(role.slot) for role in frame.roles)


def _compatible(known: frozenset[str], new: frozenset[str]) -> bool:
    """Whether dates or figures can be one: equal, or one less precise than the other."""
    return all(any(a.startswith(b) or b.startswith(a) for a in known) for b in new)


def _complete(group: Sequence[Told]) -> bool:
    frame = frames()[group[0].mention.frame]
    filled = {
        role.slot: frozenset().union(*(told.mention.values(role.slot) for told in group))
        for role in frame.roles
    }
    for role in frame.roles:
        if (role.required and not filled[role.slot]) or len(filled[role.slot]) < role.least:
            return False
    needed = sum(bool(filled[slot]) for slot in frame.needs)
    return not frame.needs or needed >= frame.least


def _event(article: Article, clauses: Sequence[Clause], id_: str, group: Sequence[Told]) -> Event:
    factuality = _factuality(group)
    attributed = tuple(dict.fromkeys(e for told in group for e in told.attributed_to))
    denied = tuple(dict.fromkeys(e for told in group for e in told.denied_by))
    claims = [
        Claim(
            article_id=article.id,
            subject=id_,
            slot=filler.slot,
            value=filler.value,
            start=sentence.start,
            end=sentence.end,
            quote=sentence.text,
            factuality=factuality,
            attributed_to=attributed,
            denied_by=denied,
            confidence=round(filler.score, 2),
            reason=f"{told.mention.group} ({told.mention.words}): {filler.path}",
        )
        for told, filler, sentence in _first_told(clauses, group)
    ]
    claims.sort(key=lambda claim: (claim.start, claim.slot, claim.value.text))
    return Event(id=id_, type=group[0].mention.frame, claims=tuple(claims))


def _factuality(group: Sequence[Told]) -> Factuality:
    if any(told.denied_by for told in group):
        return Factuality.POSSIBLE
    return min((told.mention.factuality for told in group), key=_STRENGTH.__getitem__)


def _first_told(
    clauses: Sequence[Clause], group: Sequence[Told]
) -> Iterator[tuple[Told, Filler, Sentence]]:
    """Each slot value once, by the first sentence that gives it; one date, the most precise."""
    type_value = Value(kind=ValueKind.TYPE, text=group[0].mention.frame)
    type_filler = Filler(slot="type", value=type_value, score=0.9, path="trigger")
    yield group[0], type_filler, clauses[group[0].mention.sentence].sentence
    frame = frames()[group[0].mention.frame]
    for role in frame.roles:
        given = [(told, f) for told in group for f in told.mention.fillers if f.slot == role.slot]
        if role.single:
            given = sorted(given, key=lambda pair: -len(pair[1].value.text))[:1]
        seen: set[str] = set()
        for told, filler in given:
            if filler.value.text not in seen:
                seen.add(filler.value.text)
                yield told, filler, clauses[told.mention.sentence].sentence

