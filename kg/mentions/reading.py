"""The names of a whole article: what one sentence shows helps to read the others."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.gazetteers import Known, common_words, name_words, properties
from kg.mentions.candidates import candidates
from kg.mentions.listed import one_piece
from kg.mentions.metonymy import SEATS, reading_of
from kg.mentions.names import Name, taken
from kg.mentions.selection import names_of
from kg.mentions.signs import Line, elsewhere
from kg.mentions.words import Word, name_parts, words_of
from kg.model import Article, EntityType, Sentence

_SHORTEST = 3  #: letters of a part of a person's name that is looked for elsewhere
Folded = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A sentence with its words and the names in them."""

    sentence: Sentence
    words: tuple[Word, ...]
    names: tuple[Name, ...]


def read_names(article: Article, sentences: Sequence[Sentence]) -> tuple[Read, ...]:
    """The sentences of an article with all names in them, in order."""
    lines = lines_of(article, sentences)
    publisher = name_words(article.publisher or "")
    found = elsewhere(lines, publisher)
    reads = [
        Read(sentence=line.sentence, words=line.words, names=names_of(line, found))
        for line in lines
    ]
    reads = _voted(reads, publisher)
    reads = _repeated(reads)
    return tuple(_seated(reads))


def lines_of(article: Article, sentences: Sequence[Sentence]) -> tuple[Line, ...]:
    """The sentences of an article with their words and candidates for names."""
    parts = name_parts(article)
    lines = []
    for sentence in sentences:
        words = words_of(article, sentence, parts)
        found = candidates(sentence.index, words)
        lines.append(Line(sentence=sentence, words=words, candidates=found))
    return tuple(lines)


def _voted(reads: Sequence[Read], publisher: Folded) -> list[Read]:
    """One name has one type in an article: that of the gazetteer, or the one found most often.

    The article's publisher is an organization, whatever the tagger takes its name for.
    """
    votes: dict[Folded, Counter[EntityType]] = defaultdict(Counter)
    things: dict[Folded, Known] = {}
    for read in reads:
        for name in read.names:
            if name.known is None or name.type == EntityType.PERSON:
                votes[name.folded(read.words)][name.type] += 1
            elif name.known.support:
                things[name.folded(read.words)] = name.known
    full = _full_names(votes)
    tails = {name[start:] for name in full for start in range(1, len(name))}
    persons = tails | {(word,) for name in full for word in name}

    def vote(name: Name, folded: Folded) -> Name:
        thing = things.get(folded)
        if name.known:
            return name
        if folded == publisher:
            return replace(name, type=EntityType.ORGANIZATION)
        if thing and name.type != EntityType.PERSON:
            return replace(name, type=thing.type, known=thing)
        return replace(name, type=_type(folded, votes[folded], tails, persons))

    return [
        replace(read, names=tuple(vote(name, name.folded(read.words)) for name in read.names))
        for read in reads
    ]


def _full_names(votes: Mapping[Folded, Counter[EntityType]]) -> set[Folded]:
    """Names of several words that are mostly seen as persons."""
    return {
        name
        for name, types in votes.items()
        if len(name) > 1 and types.most_common(1)[0][0] == EntityType.PERSON
    }


def _type(
    name: Folded, types: Counter[EntityType], tails: set[Folded], persons: set[Folded]
) -> EntityType:
    """The type of a name: a person's where it is part of a person's longer name."""
    if name in tails or (name in persons and EntityType.PERSON in types):
        return EntityType.PERSON
    best = max(types.values())
    order = list(EntityType)
    return min((t for t, count in types.items() if count == best), key=order.index)


def _repeated(reads: Sequence[Read]) -> list[Read]:
    """Names found in one sentence, looked for in all the others."""
    types: dict[Folded, EntityType] = {}
    for read in reads:
        for name in read.names:
            if name.known is None or name.type == EntityType.PERSON:
                folded = name.folded(read.words)
                types.setdefault(folded, name.type)
                if name.type == EntityType.PERSON and len(folded) > 1:
                    for part in read.words[name.first : name.last + 1]:
                        if part.capital and len(part.text) >= _SHORTEST and not _common(part):
                            types.setdefault((part.folded,), EntityType.PERSON)
    longest = max(map(len, types), default=0)
    return [_with_repeats(read, types, longest) for read in reads]


def _common(word: Word) -> bool:
    return word.folded in common_words()


def _with_repeats(read: Read, types: Mapping[Folded, EntityType], longest: int) -> Read:
    covered = taken(read.names)
    found = list(read.names)
    for name in _matches(read, types, longest):
        if not covered & set(range(name.first, name.last + 1)):
            found.append(name)
            covered |= taken([name])
    return replace(read, names=tuple(sorted(found, key=lambda n: (n.first, n.last))))


def _matches(read: Read, types: Mapping[Folded, EntityType], longest: int) -> Iterator[Name]:
    """Places where a name of the article stands, longest first."""
    words = read.words
    for size in range(min(longest, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            last = first + size - 1
            folded = tuple(word.folded for word in words[first : last + 1])
            if folded in types and words[first].capital and one_piece(words, first, last):
                yield Name(
                    sentence=read.sentence.index,
                    first=first,
                    last=last,
                    type=types[folded],
                    origin="named elsewhere in the article",
                )


def _seated(reads: Sequence[Read]) -> Iterator[Read]:
    """Capitals told apart into states that act and places."""
    readings = {
        (read.sentence.index, name.first, name.last): reading_of(
            read.sentence, read.words, name, read.names
        )
        for read in reads
        for name in read.names
        if name.known and name.known.kind in SEATS
    }
    states = {
        name.known.key
        for read in reads
        for name in read.names
        if name.known and name.type == EntityType.STATE
    }
    for read in reads:
        yield replace(read, names=tuple(_seat(name, readings, states) for name in read.names))


def _seat(
    name: Name,
    readings: Mapping[tuple[int, int, int], EntityType | None],
    states: set[str],
) -> Name:
    place = (name.sentence, name.first, name.last)
    if place not in readings or name.known is None or name.known.state is None:
        return name
    meant = readings[place]
    if meant is None:
        acts = name.known.kind == "government" or (
            name.known.kind == "power" and name.known.state in states
        )
        meant = EntityType.STATE if acts else EntityType.PLACE
    if meant == EntityType.PLACE:
        return name
    return replace(
        name,
        type=EntityType.STATE,
        known=properties(name.known.state),
        origin=f"{name.known.label} acting for its state",
    )
