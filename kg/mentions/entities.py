"""Entities made of the names of an article."""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.knowledge.gazetteers import properties
from kg.mentions.chains import Chain, Folded, other_chains, person_chains
from kg.mentions.forms import canonical, owner
from kg.mentions.names import Name
from kg.mentions.reading import Read
from kg.model import Article, Entity, EntityType, Mention, Sentence

_LETTERS = {
    EntityType.PERSON: "p",
    EntityType.STATE: "s",
    EntityType.ORGANIZATION: "o",
    EntityType.PLACE: "l",
}
_Found = dict[tuple[Folded, str | None], list[Mention]]
_Written = dict[tuple[int, int], str]  #: names in usual case, by the place where they stand


def entities_of(article: Article, reads: Sequence[Read]) -> tuple[Entity, ...]:
    """The entities behind the names, by type and in the order of their first mention."""
    found: dict[EntityType, _Found] = {kind: defaultdict(list) for kind in EntityType}
    written: _Written = {}
    for read in reads:
        for name in read.names:
            key = name.known.key if name.known else None
            mention = _mention(article, read, name, key)
            found[name.type][name.folded(read.words), key].append(mention)
            written[mention.start, mention.end] = _written(read, name)
    aliases = dict(_aliases(article, reads))
    entities: list[Entity] = []
    for kind, names in found.items():
        chains = _chains(kind, names, aliases)
        ordered = sorted(chains, key=lambda chain: min(map(min, chain.names.values())))
        for number, chain in enumerate(ordered, start=1):
            entities.append(_entity(f"{_LETTERS[kind]}{number}", chain, names, written))
    return tuple(entities)


def _chains(kind: EntityType, found: _Found, aliases: dict[Folded, Folded]) -> list[Chain]:
    positions = {name: [m.start for m in mentions] for name, mentions in found.items()}
    if kind == EntityType.PERSON:
        persons: dict[Folded, list[int]] = defaultdict(list)
        for (name, _), starts in positions.items():
            persons[name].extend(starts)
        return person_chains(persons, aliases)
    return other_chains(kind, positions, aliases)


def _entity(local: str, chain: Chain, found: _Found, written: _Written) -> Entity:
    mentions = sorted(
        {m for (name, key), ms in found.items() if name in chain.names for m in ms},
        key=lambda m: (m.start, m.end),
    )
    names = [written[mention.start, mention.end] for mention in mentions]
    state = properties(chain.key) if chain.key and chain.type == EntityType.STATE else None
    return Entity(
        id=local,
        type=chain.type,
        label=state.label if state else _fullest(names),
        names=tuple(sorted(set(names))),
        mentions=tuple(mentions),
        key=chain.key,
        reasons=tuple(dict.fromkeys(chain.reasons)),
    )


def _fullest(names: Sequence[str]) -> str:
    """The name with most words; among equals the first one."""
    return min(names, key=lambda name: (-len(name.split()), -len(name)))


def _written(read: Read, name: Name) -> str:
    """A name as the article has it, but in usual case."""
    first, *others = read.words[name.first : name.last + 1]
    written = first.text + "".join(word.gap + word.text for word in others)
    return written + ")" * (written.count("(") - written.count(")"))


def _mention(article: Article, read: Read, name: Name, key: str | None) -> Mention:
    first, last = read.words[name.first], read.words[name.last]
    return Mention(
        article_id=article.id,
        sentence=read.sentence.index,
        first=first.first,
        last=last.last,
        head=_head(read.sentence, first.first, last.last),
        start=first.start,
        end=last.end,
        quote=article.text[first.start : last.end],
        type=name.type,
        key=key,
        origin=name.origin,
    )


def _head(sentence: Sentence, first: int, last: int) -> int:
    """The token of the span that hangs on one outside of it."""
    span = sentence.tokens[first - 1 : last]
    return next((t.index for t in span if not first <= t.head <= last), first)


def _aliases(article: Article, reads: Sequence[Read]) -> Iterator[tuple[Folded, Folded]]:
    """Short forms in brackets behind a name or in it, and known names beside what describes them:
    the short form, and the name."""
    for read in reads:
        for name in read.names:
            yield from _bracketed(read, name)
        for left, right in itertools.permutations(read.names, 2):
            if right.first != left.last + 1 or left.type != right.type:
                continue
            gap = read.words[right.first].gap.strip()
            after = article.text[read.words[right.last].end :][:1]
            short, full = right.folded(read.words), left.folded(read.words)
            if (
                gap == "("
                and right.size == 1
                and (_shortens(short[0], full) or _agreed(read, left, right))
            ) or (gap == "," and _apposed(full, right, after)):
                yield short, full


def _bracketed(read: Read, name: Name) -> Iterator[tuple[Folded, Folded]]:
    """The other forms of a name with its short form in brackets: "Majelis Ulama Indonesia (MUI)
    Kota Sukabumi" is the "MUI Kota Sukabumi", and the same without brackets."""
    folded = name.folded(read.words)
    for at in range(1, name.size):
        if read.words[name.first + at].gap.strip() == "(":
            yield folded[at:], folded
            yield folded, folded[:at] + folded[at + 1 :]


def _agreed(read: Read, left: Name, right: Name) -> bool:
    """A short form in brackets behind an organisation's long name, in whatever language."""
    if left.type != EntityType.ORGANIZATION or left.size == 1:
        return False
    outlet = right.known is not None and right.known.kind in ("media", "platform")
    described = left.origin.startswith("descriptive")
    return not outlet and (described or read.words[right.first].text.isupper())


def _apposed(full: Folded, right: Name, after: str) -> bool:
    """ "badan intelijen Israel, Mossad": a description, and the known body of that state."""
    if right.known is None or right.known.type != EntityType.ORGANIZATION or after not in ",.;":
        return False
    return right.known.state is not None and owner(canonical(full)) == right.known.state


def _shortens(short: str, full: Folded) -> bool:
    """Whether the letters of the short form stand in the name in their order."""
    letters = iter("".join(full))
    return short[0] == full[0][0] and all(letter in letters for letter in short)
