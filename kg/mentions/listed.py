"""Names that the gazetteers list."""

from collections.abc import Iterator, Sequence

from kg.knowledge.gazetteers import Known, by_name, is_common
from kg.knowledge.known import LONGEST
from kg.knowledge.name_heads import name_heads
from kg.mentions.names import Name
from kg.mentions.words import Word
from kg.model import EntityType

_INSIDE = frozenset({" ", "-", "–", "‑", ".", ". ", "'", "’", " - "})
_SHOUTED = 3  #: letters; a word of so many in capitals may be a headline's


def known_names(words: Sequence[Word]) -> Iterator[tuple[int, int, tuple[Known, ...]]]:
    """Every stretch that is written like known names: first and last word, and what bears them."""
    for start in range(len(words)):
        for size in range(1, min(LONGEST, len(words) - start) + 1):
            if things := _bearers(words, start, size):
                yield start, start + size - 1, things


def listed_names(sentence: int, words: Sequence[Word]) -> Iterator[Name]:
    """The longest known names, left to right, none overlapping another."""
    position = 0
    while position < len(words):
        found = _longest(words, position)
        if found is None:
            position += 1
            continue
        size, thing = found
        last = position + size - 1
        if thing.type == EntityType.STATE and _compass(words, last + 1):
            yield Name(
                sentence=sentence,
                first=position,
                last=last + 1,
                type=EntityType.PLACE,
                origin=f"part of {thing.label}",
            )
            position = last + 2
            continue
        if _common_person(words, position, last, thing):
            position = last + 1
            continue
        if not thing.support or supported(words, position, last):
            yield Name(
                sentence=sentence,
                first=position,
                last=last,
                type=thing.type,
                origin=f"gazetteer {thing.source}",
                known=thing,
            )
            yield from _inside(sentence, words, position, last, thing)
        position = last + 1


def _inside(
    sentence: int, words: Sequence[Word], first: int, last: int, thing: Known
) -> Iterator[Name]:
    """The place a building is named after ("Istana Kepresidenan Jakarta")."""
    if thing.kind == "building" and last > first:
        found = _longest(words[: last + 1], last)
        if found and found[1].type == EntityType.PLACE and not found[1].support:
            origin = f"gazetteer {found[1].source}"
            kind, known = found[1].type, found[1]
            yield Name(
                sentence=sentence, first=last, last=last, type=kind, origin=origin, known=known
            )


def _common_person(words: Sequence[Word], first: int, last: int, thing: Known) -> bool:
    """Whether a person's name is but a common word here: "Sisi positifnya" at the beginning of a
    sentence, where the tagger sees no person."""
    person = thing.type == EntityType.PERSON and first == last
    return person and is_common(words[first].folded) and words[first].ner != "PER"


def _compass(words: Sequence[Word], position: int) -> bool:
    """ "Lebanon selatan" is a part of Lebanon."""
    if position >= len(words) or words[position].gap != " ":
        return False
    return words[position].folded in name_heads().compass


def one_piece(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether nothing but spaces, hyphens and the like stands between the words."""
    return all(word.gap in _INSIDE for word in words[first + 1 : last + 1])


def _longest(words: Sequence[Word], start: int) -> tuple[int, Known] | None:
    for size in range(min(LONGEST, len(words) - start), 0, -1):
        if things := _bearers(words, start, size):
            return size, things[0]
    return None


def _bearers(words: Sequence[Word], start: int, size: int) -> tuple[Known, ...]:
    """What bears a name that is written like these words."""
    written = words[start : start + size]
    things = by_name().get(_joined(written), ())
    if not things or any(word.gap and word.gap not in _INSIDE for word in written[1:]):
        return ()
    return tuple(thing for name, thing in things if _same_case(written, name))


def _joined(words: Sequence[Word]) -> tuple[str, ...]:
    """The folded words; those with nothing between them are one ("detikNews")."""
    joined = [words[0].folded]
    for word in words[1:]:
        if word.gap:
            joined.append(word.folded)
        else:
            joined[-1] += word.folded
    return tuple(joined)


def _same_case(words: Sequence[Word], name: str) -> bool:
    """A short form must be written as listed; a longer name may be shouted or begin small."""
    joined = "".join(word.text for word in words)
    letters = "".join(filter(str.isalnum, name.replace("’", "'")))
    plain = "".join(filter(str.isalnum, joined.replace("’", "'")))
    if plain == letters:
        return True
    if len(words) == 1:
        return plain.isupper() and len(plain) > _SHOUTED and letters.istitle()
    return plain[1:] == letters[1:] or joined.isupper() or all(w.capital for w in words)


def supported(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the tagger or the words around say that an ordinary word is meant as a name."""
    lists = name_heads()
    if words[first].ner in ("ORG", "LOC", "GPE") and words[first].opens:
        return last + 1 == len(words) or words[last + 1].opens or not words[last + 1].ner
    before = words[max(first - 3, 0) : first]
    if any(word.folded in lists.support_words for word in before):
        return True
    return bool(before) and before[-1].folded in lists.place_prepositions and not words[first].ner
