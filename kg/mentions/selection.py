"""Which of the names found in a sentence stand where they overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.knowledge.gazetteers import by_name
from kg.knowledge.name_heads import name_heads
from kg.knowledge.titles import title_at, titles
from kg.mentions.described import described_names
from kg.mentions.listed import listed_names, one_piece
from kg.mentions.names import Name
from kg.mentions.tagged import no_name, nothing, tagged_names, trimmed
from kg.mentions.titled import titled_names
from kg.mentions.words import Word
from kg.model import EntityType

_LONGEST_TITLE = 8  #: words of a title and the state behind it


def names_of(sentence: int, words: Sequence[Word]) -> tuple[Name, ...]:
    """The names of a sentence, in order. A name may lie in another one and is then its owner."""
    tagged = tuple(_announced(words, name) for name in tagged_names(sentence, words))
    persons = [name for name in tagged if name.type == EntityType.PERSON]
    listed = [
        name for name in listed_names(sentence, words) if not _in_person(words, name, persons)
    ]
    described = tuple(described_names(sentence, words, {name.first: name for name in listed}))
    chosen = _settled(words, listed, described, tagged)
    chosen = _with_short_forms(sentence, words, chosen)
    covered = {p: name for name in chosen for p in range(name.first, name.last + 1)}
    found = [*chosen, *titled_names(sentence, words, covered)]
    return tuple(sorted(found, key=lambda name: (name.first, name.last)))


def _with_short_forms(sentence: int, words: Sequence[Word], chosen: list[Name]) -> list[Name]:
    """The names, and the capitals in brackets behind an organisation's long name as its own."""
    known = {name.first for name in chosen if name.known}
    short = {
        name.last + 1
        for name in chosen
        if name.type == EntityType.ORGANIZATION and name.size > 1 and name.last + 1 not in known
        if _bracketed(words, name.last + 1)
    }
    kind, origin = EntityType.ORGANIZATION, "short form in brackets"
    return [
        *(name for name in chosen if name.first not in short),
        *(
            Name(sentence=sentence, first=position, last=position, type=kind, origin=origin)
            for position in sorted(short)
        ),
    ]


def _bracketed(words: Sequence[Word], position: int) -> bool:
    """Whether a word in capitals stands alone in brackets."""
    if position >= len(words) or words[position].gap.strip() != "(":
        return False
    closed = position + 1 == len(words) or words[position + 1].gap.startswith(")")
    return closed and len(words[position].text) > 1 and words[position].text.isupper()


def _announced(words: Sequence[Word], name: Name) -> Name:
    """The name as a person's where a title that only persons have stands before it."""
    if name.type == EntityType.PERSON or (name.size == 1 and words[name.first].text.isupper()):
        return name
    if name.last + 1 < len(words) and _runs_on(words[name.last + 1]):
        return name
    texts = [word.text for word in words]
    inner = title_at(texts, name.first)
    if inner and inner.words < name.size and inner.kind != "callings":
        if (words[name.first].folded,) in titles().name_titles:
            return name
        first = name.first + inner.words
        return replace(name, first=first, type=EntityType.PERSON, origin="title before the name")
    start = max(name.first - _LONGEST_TITLE, 0)
    while start < name.first:
        title = title_at(texts, start)
        if title and _leads(words, start + title.words, name.first):
            folded = tuple(word.folded for word in words[start : start + title.words])
            of_state = any(folded[: len(t)] == t for t in titles().state_titles)
            if title.kind in ("ranks", "honorifics") or of_state:
                return replace(name, type=EntityType.PERSON, origin="title before the name")
        start += title.words if title else 1
    return name


def _runs_on(word: Word) -> bool:
    """Whether the word behind a name goes on with what the tagger saw, or names a person: what a
    title announces is then not the name, but a longer one or the person behind it."""
    return word.ner != "" and (word.ner == "PER" or not word.opens) and word.gap in ("", " ")


def _leads(words: Sequence[Word], position: int, first: int) -> bool:
    """Whether a title ends right before a name, or before the state between it and the name."""
    if position > first or not one_piece(words, position - 1, first):
        return False
    between = tuple(word.folded for word in words[position:first])
    states = [thing for _, thing in by_name().get(between, ()) if thing.type == EntityType.STATE]
    return not between or bool(states)


def _in_person(words: Sequence[Word], name: Name, persons: Iterable[Name]) -> bool:
    """Whether a known name is only part of a person's name ("Israel Katz", "Xi Jinping")."""
    for person in persons:
        if name.within(person):
            starts = name.first == person.first
            given = words[name.first].folded in name_heads().given_names
            return not starts or given or name.type != EntityType.STATE
        if (name.first, name.last) == (person.first, person.last):
            return bool(name.known and name.known.support)
    return False


def _settled(
    words: Sequence[Word],
    listed: Sequence[Name],
    described: Sequence[Name],
    tagged: Sequence[Name],
) -> list[Name]:
    """Known names first, descriptive ones around them, the tagger's where neither says anything."""
    outer = [name for name in described if not _swallowed(name, listed)]
    wider = [name for name in tagged if _wider(words, name, listed)]
    inner = [name for name in listed if _stands(name, [*outer, *wider])]
    chosen = [*outer, *inner]
    for name in tagged:
        rest = _free(words, name, chosen)
        if rest is not None:
            chosen.append(_announced(words, rest))
    return chosen


def _swallowed(name: Name, listed: Iterable[Name]) -> bool:
    """Whether a known name covers the descriptive one."""
    return any(
        name.within(other)
        or (name.first, name.last) == (other.first, other.last)
        or (name.first == other.first and other.type == name.type and other.size > 1)
        for other in listed
    )


def _wider(words: Sequence[Word], name: Name, listed: Iterable[Name]) -> bool:
    """Whether the tagger's place is a longer name than a known place that it begins with."""
    if name.type != EntityType.PLACE:
        return False
    inside = [other for other in listed if other.first <= name.last and name.first <= other.last]
    if len(inside) != 1 or inside[0].type != EntityType.PLACE or inside[0].first != name.first:
        return False
    rest = words[inside[0].last + 1 : name.last + 1]
    return bool(rest) and rest[0].folded in name_heads().links and not nothing(rest[-1])


def _stands(name: Name, outer: Iterable[Name]) -> bool:
    """Whether a known name stays: alone, or as the owner at the end of a descriptive name."""
    for other in outer:
        if name.first <= other.last and other.first <= name.last:
            owner = name.last == other.last and name.first > other.first
            return owner and name.within(other)
    return True


def _free(words: Sequence[Word], name: Name, chosen: Iterable[Name]) -> Name | None:
    """The tagger's name without the known names at its ends; None where nothing is left."""
    first, last = name.first, name.last
    for other in sorted(chosen, key=lambda other: (other.first, -other.last)):
        if other.first <= first <= other.last:
            first = other.last + 1
        elif first < other.first <= last:
            owned = name.type == EntityType.ORGANIZATION and other.last == last
            if owned and not no_name(words, first, other.first - 1):
                continue
            last = other.first - 1
    if (first, last) != (name.first, name.last):
        person = name.type == EntityType.PERSON
        first, last = trimmed(words, first, last, person=person)
    if first > last or no_name(words, first, last):
        return None
    return Name(sentence=name.sentence, first=first, last=last, type=name.type, origin=name.origin)
