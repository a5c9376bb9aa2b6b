"""Names that say what they name: "Kementerian Luar Negeri Rusia", "Selat Hormuz"."""

from collections.abc import Iterator, Mapping, Sequence

from kg.knowledge.gazetteers import common_words
from kg.knowledge.name_heads import Phrases, name_heads
from kg.knowledge.titles import title_at, titles
from kg.mentions.listed import one_piece
from kg.mentions.names import Name
from kg.mentions.words import Word
from kg.model import EntityType

_LONGEST_HEAD = 4  #: words
_LONGEST_ROW = 5  #: words of a row that "dan" ends
_SHORT = 3  #: letters; shorter short forms need a name behind them


def described_names(
    sentence: int, words: Sequence[Word], inside: Mapping[int, Name]
) -> Iterator[Name]:
    """Descriptive names, left to right. ``inside`` gives the known names by their first word."""
    position = 0
    while position < len(words):
        found = _name_at(sentence, words, position, inside)
        if found:
            yield found
        position = found.last + 1 if found else position + 1


def _name_at(
    sentence: int, words: Sequence[Word], start: int, inside: Mapping[int, Name]
) -> Name | None:
    lists = name_heads()
    for kind, phrases in (
        (EntityType.ORGANIZATION, lists.organizations | lists.loose_organizations),
        (EntityType.PLACE, lists.places),
    ):
        size = _head(words, start, phrases)
        if _short(words[start]):
            return _short_name(sentence, words, start, inside)
        if size and all(word.capital for word in words[start : start + size]):
            last = _reach(words, start, size, inside)
            if last >= start + size and not _owner_only(words, start, size, last, inside, kind):
                origin = f"descriptive name of {kind.value.lower()}"
                return Name(sentence=sentence, first=start, last=last, type=kind, origin=origin)
    return _small_name(sentence, words, start, inside)


def _short(word: Word) -> bool:
    """Whether a word is the short name of a ministry or the like ("Kemlu")."""
    return word.capital and word.folded in name_heads().short_heads and len(word.text) > _SHORT


def _short_name(
    sentence: int, words: Sequence[Word], start: int, inside: Mapping[int, Name]
) -> Name:
    """A short name, with the state it belongs to where that stands behind."""
    owner = inside.get(start + 1)
    joined = owner and owner.type == EntityType.STATE and one_piece(words, start, start + 1)
    return Name(
        sentence=sentence,
        first=start,
        last=owner.last if owner and joined else start,
        type=EntityType.ORGANIZATION,
        origin="descriptive name of organization",
    )


def _small_name(
    sentence: int, words: Sequence[Word], start: int, inside: Mapping[int, Name]
) -> Name | None:
    """A descriptive name in small letters, which must end with a known name."""
    size = _head(words, start, name_heads().small_organizations)
    if not size or start + size >= len(words) or not _close(words, start + size):
        return None
    owner = inside.get(start + size)
    head = tuple(word.folded for word in words[start : start + size])
    if owner is None:
        last = _reach(words, start, size, inside) if _portfolio(words[start + size]) else start
    elif owner.type == EntityType.ORGANIZATION and head in name_heads().organization_words:
        return None
    else:
        last = owner.last
    if last < start + size:
        return None
    return Name(
        sentence=sentence,
        first=start,
        last=last,
        type=EntityType.ORGANIZATION,
        origin="descriptive name of organization",
    )


def _close(words: Sequence[Word], position: int) -> bool:
    return not words[position].gap or one_piece(words, position - 1, position)


def _portfolio(word: Word) -> bool:
    """ "kementerian Luar Negeri" is a name, for all that it begins small."""
    return word.capital and word.folded in titles().complements


def _head(words: Sequence[Word], start: int, phrases: Phrases) -> int:
    """How many words the longest head takes that begins here; 0 where none does."""
    for size in range(min(_LONGEST_HEAD, len(words) - start), 0, -1):
        folded = tuple(word.folded for word in words[start : start + size])
        if folded in phrases and one_piece(words, start, start + size - 1):
            return size
    return 0


def _owner_only(
    words: Sequence[Word],
    start: int,
    size: int,
    last: int,
    inside: Mapping[int, Name],
    kind: EntityType,
) -> bool:
    """Whether a head that needs more has only a state ("Pasukan Israel", "Bandara Israel"), or
    only says what kind of thing the known name behind it is ("Kantor Berita AFP")."""
    owner = inside.get(start + size)
    if owner is None or owner.last != last:
        return False
    head = tuple(word.folded for word in words[start : start + size])
    if owner.type == EntityType.STATE:
        return kind == EntityType.PLACE or head in name_heads().loose_organizations
    return owner.type == EntityType.ORGANIZATION and head in name_heads().organization_words


def _reach(words: Sequence[Word], start: int, size: int, inside: Mapping[int, Name]) -> int:
    """The last word of a name with a head of ``size`` words."""
    head = tuple(word.folded for word in words[start : start + size])
    persons = head in name_heads().named_after_persons
    places = head in name_heads().places
    position, last, named = start + size, start + size - 1, False
    while position < len(words) and _goes_on(words, position, last):
        known = inside.get(position)
        glued = not words[position].gap and position > start + size
        if glued or (known and not words[position].gap and known.type == EntityType.ORGANIZATION):
            break
        if known and known.type in (EntityType.STATE, EntityType.PLACE):
            return last if places and named else known.last
        if places and named and words[position].folded in common_words():
            break
        if words[position].capital and (persons or not _person_follows(words, position)):
            last, named = position, named or words[position].folded not in common_words()
        elif known or not _links(words, position, inside):
            break
        position += 1
    return last


def _goes_on(words: Sequence[Word], position: int, last: int) -> bool:
    """Whether a word may belong to the name before it: it stands close, or both are in a row of
    common words that "dan" ends ("Departemen Pertanian, Perikanan dan Kehutanan")."""
    if not words[position].gap or one_piece(words, position - 1, position):
        return True
    row = words[position : position + _LONGEST_ROW]
    ends = [number for number, word in enumerate(row) if word.folded in name_heads().row_links]
    if words[position].gap != ", " or not ends or last != position - 1:
        return False
    return all(
        _plain(word) and (word.capital or word.folded in name_heads().row_links)
        for word in row[: ends[0] + 2]
    )


def _plain(word: Word) -> bool:
    return word.folded in common_words() or word.folded in titles().complements


def _links(words: Sequence[Word], position: int, inside: Mapping[int, Name]) -> bool:
    """Whether a small word joins two capitals of one name."""
    after = position + 1
    if words[position].folded not in name_heads().links or after == len(words):
        return False
    if after in inside or _person_follows(words, after):
        return False
    lists = name_heads()
    heads = _head(words, after, lists.organizations) or _head(words, after, lists.places)
    return words[after].capital and words[after].gap == " " and not heads


def _person_follows(words: Sequence[Word], position: int) -> bool:
    """Whether the tagger begins a person here, or a title does."""
    if words[position].opens and words[position].ner == "PER":
        return True
    title = title_at([word.text for word in words], position)
    return title is not None and title.kind in ("ranks", "honorifics")
