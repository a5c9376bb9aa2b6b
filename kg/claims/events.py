"""Events of one article: event mentions that tell of the same event, joined, as claims."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.claims.confidence import confidence, properties, weighed
from kg.claims.extract import EventMention
from kg.claims.fillers import LIKELY, Filler, Sides
from kg.claims.learned.features import around
from kg.claims.learned.groups import Judged, judged
from kg.claims.learned.sources import decided_sources
from kg.claims.phrases import Clause
from kg.claims.told import Told, told
from kg.knowledge.frames import Frame, Role, frames
from kg.model import Article, Claim, EntityType, Event, Factuality, Sentence, Value, ValueKind

_FOLLOWS_WITHIN = 2  #: sentences
_STRENGTH = {
    Factuality.CERTAIN: 0,
    Factuality.POSSIBLE: 1,
    Factuality.PLANNED: 2,
    Factuality.DENIED: 3,
}


def join(
    article: Article,
    clauses: Sequence[Clause],
    mentions: Sequence[EventMention],
    sides: Sides,
) -> tuple[Event, ...]:
    """The events of an article, numbered in the order in which it tells them."""
    kept = [one for one in judge(clauses, mentions, sides) if one.is_event]
    return tuple(
        _event(article, clauses, f"e{number}", one, decided_sources(one.told, sides))
        for number, one in enumerate(kept, start=1)
    )


def judge(
    clauses: Sequence[Clause], mentions: Sequence[EventMention], sides: Sides
) -> list[Judged]:
    """All that may be events, in order, each with the decision whether it is one."""
    article = around(clauses, len(mentions))
    return [
        judged(group, complete=is_complete(group), article=article)
        for group in joined(clauses, mentions, sides)
    ]


def joined(
    clauses: Sequence[Clause], mentions: Sequence[EventMention], sides: Sides
) -> list[list[Told]]:
    """The mentions of each event, completed from their context and each other, in order."""
    groups: list[list[Told]] = []
    in_order = sorted(mentions, key=lambda m: (m.sentence, m.follows, m.token))
    for one in told(clauses, in_order, sides):
        group = next((g for g in reversed(groups) if _same(g, one, sides)), None)
        if group is not None:
            group.append(one)
        elif not one.mention.follows:
            groups.append([one])
    return [_without_lesser(_with_stand_ins(group, sides), sides) for group in groups]


def _same(group: Sequence[Told], one: Told, sides: Sides) -> bool:
    """Whether a mention tells of the event of a group: no key slot differs, and one agrees."""
    frame = frames()[one.mention.frame]
    if group[0].mention.frame != frame.name:
        return False
    if one.mention.follows and one.mention.sentence - group[-1].mention.sentence > _FOLLOWS_WITHIN:
        return False
    agree = one.mention.sentence == group[-1].mention.sentence
    for role in frame.roles:
        known = _values(group, role.slot)
        new = one.mention.values(role.slot)
        if not known or not new:
            continue
        if role.single and not frame.said and not _compatible(known, new):
            return False  # a stance taken again is the same stance, on whatever day
        if role.key and not one.mention.follows:
            if not _overlap(known, new, role, sides, one.mention.anaphoric):
                return False
            agree = agree or role.slot != "stance"
    if one.mention.follows or one.mention.anaphoric:
        return agree or one.mention.follows or not _keyed(frame, one)
    return agree or (not _keyed(frame, one) and _next_to(group, one))


def _next_to(group: Sequence[Told], one: Told) -> bool:
    """Whether a mention that names nobody stands right behind one of the group."""
    return one.mention.sentence - group[-1].mention.sentence <= _FOLLOWS_WITHIN


def _keyed(frame: Frame, one: Told) -> bool:
    return any(role.key and one.mention.values(role.slot) for role in frame.roles)


def _values(group: Sequence[Told], slot: str) -> frozenset[str]:
    return frozenset().union(*(one.mention.values(slot) for one in group))


def _overlap(
    known: frozenset[str], new: frozenset[str], role: Role, sides: Sides, anaphoric: bool
) -> bool:
    """Whether two sets of fillers can be of one event.

    Where it takes two parties both agree, and other persons make another event, unless the words
    point back ("pertemuan itu").
    """
    if role.least < 2 or anaphoric:
        return bool(known & new)
    persons = [{e for e in part if sides.types[e] is EntityType.PERSON} for part in (known, new)]
    if min(map(len, persons)) >= role.least and persons[0] != persons[1]:
        return False
    left, right = ({sides.side(e) for e in part} | part for part in (known, new))
    shared = len({sides.side(e) for e in left & right})
    return shared >= min(role.least, len(known), len(new))


def _with_stand_ins(group: Sequence[Told], sides: Sides) -> list[Told]:
    """Empty slots that go by another: it hit what lies there, who signs, signs for a state."""
    frame = frames()[group[0].mention.frame]
    added: list[Filler] = []
    for role in frame.roles:
        if role.otherwise and not _values(group, role.slot):
            group = [_moved(one, role) for one in group]
        if not role.by or _values(group, role.slot):
            continue
        for entity in sorted(_values(group, role.by)):
            side = sides.of.get(entity) or sides.around.get(entity)
            if side and sides.types[side] in role.range:
                value = Value(kind=ValueKind.ENTITY, text=side)
                path = f"state of the {role.by}"
                added.append(Filler(slot=role.slot, value=value, score=LIKELY, path=path))
    mention = replace(group[0].mention, fillers=group[0].mention.fillers + tuple(added))
    return [replace(group[0], mention=mention), *group[1:]]


def _moved(one: Told, role: Role) -> Told:
    """A mention whose fillers of another slot fill this role: what is hit is where it is hit."""
    fillers = tuple(
        replace(f, slot=role.slot) if f.slot == role.otherwise else f for f in one.mention.fillers
    )
    return replace(one, mention=replace(one.mention, fillers=fillers))


def _without_lesser(group: Sequence[Told], sides: Sides) -> list[Told]:
    """Without what another filler rules out.

    A state that takes part through a named person is no party of its own, one around a named place
    is not where it happened, and nobody is on both sides.
    """
    roles = frames()[group[0].mention.frame].roles
    lesser: set[tuple[str, str]] = set()
    for role in roles:
        present = _values(group, role.slot)
        if role.least > 1:
            persons = {e for e in present if sides.types[e] is EntityType.PERSON}
            lesser |= {
                (role.slot, side) for side in map(sides.side, persons) if side not in persons
            }
        if role.apart:
            lesser |= {(role.slot, e) for e in present & _values(group, role.apart)}
        if role.narrow and any(sides.types[e] is EntityType.PLACE for e in present):
            states = {e for e in present if sides.types[e] is EntityType.STATE}
            lesser |= {(role.slot, state) for state in states}
    return [replace(one, mention=_dropping(one.mention, lesser)) for one in group]


def _dropping(mention: EventMention, lesser: set[tuple[str, str]]) -> EventMention:
    kept = tuple(f for f in mention.fillers if (f.slot, f.value.text) not in lesser)
    return replace(mention, fillers=kept)


def _compatible(known: frozenset[str], new: frozenset[str]) -> bool:
    """Whether dates or figures can be one: equal, or one less precise than the other."""
    return all(any(a.startswith(b) or b.startswith(a) for a in known) for b in new)


def is_complete(group: Sequence[Told]) -> bool:
    """Whether the mentions of an event fill all that its frame asks for."""
    frame = frames()[group[0].mention.frame]
    filled = {role.slot: _values(group, role.slot) for role in frame.roles}
    for role in frame.roles:
        if (role.required and not filled[role.slot]) or len(filled[role.slot]) < role.least:
            return False
    needed = sum(len(filled[slot]) >= count for slot, count in frame.needs.items())
    return not frame.needs or needed >= frame.least


def _event(
    article: Article,
    clauses: Sequence[Clause],
    id_: str,
    one: Judged,
    attributed: tuple[str, ...],
) -> Event:
    type_ = one.told[0].mention.frame
    factuality = _factuality(one.told)
    denied = tuple(dict.fromkeys(entity for each in one.told for entity in each.denied_by))
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
            confidence=0.0,
            reason=_reason(one, each, filler),
        )
        for each, filler, sentence in _first_told(clauses, one.told)
    ]
    claims.sort(key=lambda claim: (claim.start, claim.slot, claim.value.text))
    sure = [replace(c, confidence=confidence(properties(type_, c, claims))) for c in claims]
    return Event(id=id_, type=type_, claims=tuple(sure))


def _reason(event: Judged, one: Told, filler: Filler) -> str:
    """What told a value and how, with its chance where that was weighed."""
    told = f"{one.mention.group} ({one.mention.words}): {filler.path}"
    if event.chance is None:
        return told
    return told + weighed(event.chance if filler.slot == "type" else event.chance * filler.score)


def _factuality(group: Sequence[Told]) -> Factuality:
    """The strongest that a verb gives, or a noun where no verb tells it; denied in part: possible.

    Nouns alone say little: "dijadwalkan bertemu … dalam pertemuan itu" is planned.
    """
    if any(one.is_denied for one in group):
        return Factuality.POSSIBLE
    verbal = [one.mention for one in group if one.mention.verbal and not one.mention.follows]
    mentions = verbal or [one.mention for one in group]
    return min((mention.factuality for mention in mentions), key=_STRENGTH.__getitem__)


def _first_told(
    clauses: Sequence[Clause], group: Sequence[Told]
) -> Iterator[tuple[Told, Filler, Sentence]]:
    """Each slot value once, by the sentence that is surest of it; one date, the most precise."""
    type_value = Value(kind=ValueKind.TYPE, text=group[0].mention.frame)
    type_filler = Filler(slot="type", value=type_value, score=0.9, path="trigger")
    yield group[0], type_filler, clauses[group[0].mention.sentence].sentence
    frame = frames()[group[0].mention.frame]
    for role in frame.roles:
        given = [(one, f) for one in group for f in one.mention.fillers if f.slot == role.slot]
        if role.single or role.longest:
            given = sorted(given, key=lambda pair: -len(pair[1].value.text))[:1]
        seen: set[str] = set()
        for one, filler in sorted(given, key=_unsure):
            if filler.value.text not in seen:
                seen.add(filler.value.text)
                yield one, filler, clauses[one.mention.sentence].sentence


def _unsure(given: tuple[Told, Filler]) -> float:
    """Sorts by what tells a value most surely."""
    one, filler = given
    return -one.mention.chance * filler.score
