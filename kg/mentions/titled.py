"""Persons whom a title announces where the tagger saw none: "Presiden Lee Jae Myung"."""

from collections.abc import Iterator, Mapping, Sequence

from kg.knowledge.name_heads import name_heads
from kg.knowledge.titles import Title, title_at, titles
from kg.mentions.listed import one_piece
from kg.mentions.names import Name
from kg.mentions.tagged import no_name, nothing, part_of_name, tells
from kg.mentions.words import Word
from kg.model import EntityType

_LONGEST = 6  #: words of a name
_ABBREVIATION = 2  #: letters; a longer word in capitals is no part of a person's name


def titled_names(
    sentence: int, words: Sequence[Word], inside: Mapping[int, Name]
) -> Iterator[Name]:
    """Names behind titles. ``inside`` gives the names found so far by every word they cover."""
    texts = [word.text for word in words]
    position = 0
    while position < len(words):
        title = title_at(texts, position)
        if title is None or part_of_name(words, texts, position):
            position += 1
            continue
        start = _behind(words, texts, position, title, inside)
        personal = _personal(words, position, title)
        last = _name_end(words, start, inside, personal=personal)
        if last > start or (last == start and personal):
            yield Name(
                sentence=sentence,
                first=start,
                last=last,
                type=EntityType.PERSON,
                origin="title before the name",
            )
        position = max(position + title.words, last + 1)


def _personal(words: Sequence[Word], position: int, title: Title) -> bool:
    """Whether one word behind a title is a name: "Presiden Sisi", but not "Direktur Riset"."""
    folded = tuple(word.folded for word in words[position : position + title.words])
    of_state = any(folded[: len(state)] == state for state in titles().state_titles)
    return of_state or title.kind in ("ranks", "honorifics")


def _behind(
    words: Sequence[Word],
    texts: Sequence[str],
    position: int,
    title: Title,
    inside: Mapping[int, Name],
) -> int:
    """Where the name must begin: behind the titles and the state or body they belong to."""
    position += title.words
    owned = False
    while position < len(words) and one_piece(words, position - 1, position):
        owner, following = inside.get(position), title_at(texts, position)
        if following and following.kind != "callings":
            position += following.words
        elif owner and owner.type != EntityType.PERSON and not owned:
            position, owned = owner.last + 1, True
        else:
            break
    return position


def _name_end(
    words: Sequence[Word], start: int, inside: Mapping[int, Name], *, personal: bool
) -> int:
    """The last word of the capitals that begin at ``start``; before it where there are none.

    What the tagger takes for a place is none behind a title that only persons have.
    """
    seen = {"", "PER", "LOC"} if personal else {"", "PER"}
    last, texts = start - 1, [word.text for word in words]
    for position in range(start, min(start + _LONGEST, len(words))):
        word = words[position]
        if position in inside or not one_piece(words, position - 1, position):
            break
        shouted = word.text.isupper() and len(word.text) > _ABBREVIATION
        small = word.folded in name_heads().links and position > start
        other = word.ner not in seen or title_at(texts, position) is not None
        if shouted or other or not (word.capital or small) or nothing(word):
            break
        if word.capital:
            last = position
    goes_on = last + 1 in inside or _goes_on(words, last + 1)
    if last < start or no_name(words, start, last) or goes_on:
        return start - 1
    return last


def _goes_on(words: Sequence[Word], position: int) -> bool:
    """Whether the capitals are the rest of a title ("Direktur Pelindungan WNI", "Duta Besar
    Pelucutan Senjata"), or of a law ("Peraturan Menteri Keuangan Nomor 64")."""
    if position >= len(words) or words[position].gap != " ":
        return False
    word = words[position]
    if word.text.isdigit():
        return True
    shouted = word.text.isupper() and len(word.text) > _ABBREVIATION
    return shouted or (word.capital and not tells(word) and not word.text.isupper())
