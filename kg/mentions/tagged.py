"""Names that the tagger of the parser found, trimmed to the name proper."""

from collections.abc import Iterator, Sequence

from kg.knowledge import lexicon
from kg.knowledge.gazetteers import by_name, common_words, is_common, nicknames
from kg.knowledge.name_heads import name_heads
from kg.knowledge.titles import title_at, titles
from kg.mentions.listed import one_piece
from kg.mentions.names import Name
from kg.mentions.words import Word, last_words
from kg.model import EntityType

_ABBREVIATION = 4  #: letters; longer words in capitals are shouted
_TITLE = 4  #: words of a title with its owner
_ROMAN = frozenset("IVX")
_HEADLINE = 4  #: letters; shorter common words may be names of other peoples
_ABBREVIATED = 2  #: letters; a longer word before a full stop ends a sentence
_TYPES = {
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "LOC": EntityType.PLACE,
    "GPE": EntityType.PLACE,  # a state; which one, if it is one, the gazetteers say
}


def tagged_names(sentence: int, words: Sequence[Word]) -> Iterator[Name]:
    """The tagger's names without titles, small words at their ends and words that are no names."""
    for first, last in _spans(words):
        kind = _TYPES.get(words[first].ner)
        if kind is None:
            continue
        first, last = trimmed(words, first, last, person=kind == EntityType.PERSON)
        if kind == EntityType.PLACE and first <= last:
            first = _behind_place_word(words, first, last)
        if kind == EntityType.PERSON and first <= last:
            first, last = _begun(words, first), _extended(words, first, last)
        if kind == EntityType.ORGANIZATION and _agreement(words, first, last):
            continue
        if kind == EntityType.PERSON and first == last and _initials(words[first]):
            kind = EntityType.ORGANIZATION
        if first <= last and not no_name(words, first, last):
            yield Name(sentence=sentence, first=first, last=last, type=kind, origin="ner")


def tagged_spans(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The stretches that the tagger marks, first and last word, as they are."""
    start = 0
    for position in range(1, len(words) + 1):
        ends = position == len(words)
        if ends or words[position].ner != words[start].ner or words[position].opens:
            if words[start].ner:
                yield start, position - 1
            start = position


def _spans(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for first, last in tagged_spans(words):
        yield from _pieces(words, first, last)


def _pieces(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    """A tagged stretch, cut where a comma or a bracket runs through it."""
    start = first
    for position in range(first + 1, last + 1):
        doubled = words[position].folded == words[start].folded
        if _parted(words, position) or doubled or _rank(words, position):
            yield start, position - 1
            start = position
    yield start, last


def _rank(words: Sequence[Word], position: int) -> bool:
    title = title_at([word.text for word in words], position)
    return title is not None and title.kind == "ranks"


def _parted(words: Sequence[Word], position: int) -> bool:
    """Whether a name ends before this word: at a comma, or where words were glued together."""
    gap = words[position].gap
    if not gap:
        left = words[position - 1]
        known = any((w.folded,) in by_name() for w in (left, words[position]))
        return words[position].opens or known or left.text in last_words()
    if gap == "–" or (gap == "-" and all(map(_state, words[position - 1 : position + 1]))):
        return True
    if gap.startswith(".") and gap != "." and len(words[position - 1].text) > _ABBREVIATED:
        return True  # a sentence that was not parted: "… kepada Kim. Putin …"
    return bool(gap.strip()) and not one_piece(words, position - 1, position)


def _state(word: Word) -> bool:
    things = by_name().get((word.folded,), ())
    return any(thing.type == EntityType.STATE for name, thing in things if name == word.text)


def trimmed(words: Sequence[Word], first: int, last: int, *, person: bool) -> tuple[int, int]:
    """The span without titles before a person and small words at either end."""
    texts = [word.text for word in words[: last + 1]]
    while first <= last and (size := _leading(words, texts, first, person=person)):
        first += size
    if person:
        last = next((i - 1 for i in range(first + 1, last + 1) if tells(words[i])), last)
    while last > first and _trails(words[last], person=person):
        last -= 1
    return first, last


def tells(word: Word) -> bool:
    """Whether a word is a verb that a headline writes large: "Retno Bertemu Blinken"."""
    long = len(word.text) > _HEADLINE and not word.text.isupper()
    return (
        long
        and word.folded.startswith(tuple(lexicon.words("grammar", "verb_prefixes")))
        and word.folded in common_words()
    )


def _leading(words: Sequence[Word], texts: Sequence[str], first: int, *, person: bool) -> int:
    """How many words at the beginning of a span are no part of the name."""
    title = title_at(texts, first) if person else None
    if title and not part_of_name(words, texts, first):
        return title.words
    last, word = len(texts) - 1, words[first]
    if person and first < last and _headline(word):
        return 1
    small = not word.capital and not word.text[0].isdigit()
    return int(small and not _particle(words, first, last))


def part_of_name(words: Sequence[Word], texts: Sequence[str], first: int) -> bool:
    """Whether a word that may be a title is part of the name: "Sultan bin Abdulaziz", or "Ratu
    Tisha" behind another title."""
    if (words[first].folded,) not in titles().name_titles or first + 1 >= len(texts):
        return False
    if words[first + 1].folded in name_heads().links:
        return True
    if not first or words[first].gap != ", ":
        return False
    return any(title_at(texts, start) for start in range(max(first - _TITLE, 0), first))


def _trails(word: Word, *, person: bool) -> bool:
    """Whether a word at the end of a span is no part of the name."""
    if person and _headline(word) and not word.text.isupper():
        return True
    return not word.capital and not word.text[0].isdigit() and not _kept_small(word, person=person)


def _initials(word: Word) -> bool:
    """Whether a word in capitals is rather the name of a body than of a person."""
    return word.text.isupper() and len(word.text) > 1 and (word.folded,) not in nicknames()


def _behind_place_word(words: Sequence[Word], first: int, last: int) -> int:
    """ "Desa Blatten" names Blatten."""
    for size in (2, 1):
        folded = tuple(word.folded for word in words[first : first + size])
        if first + size <= last and folded in name_heads().place_words:
            return first + size
    return first


def _agreement(words: Sequence[Word], first: int, last: int) -> bool:
    return any(w.folded in name_heads().agreement_words for w in words[first : last + 1])


def _begun(words: Sequence[Word], first: int) -> int:
    """The beginning of a person's name of which the tagger saw only the end."""
    texts = [word.text for word in words]
    while first and words[first].gap == " ":
        before = words[first - 1]
        known = (before.folded,) in by_name() or (before.folded,) in name_heads().not_names
        known = known or before.folded in titles().asides
        plain = before.capital and not before.text.isupper() and not nothing(before)
        if before.ner or known or not plain or before.opens or title_at(texts, first - 1):
            break
        first -= 1
    return first


def _extended(words: Sequence[Word], first: int, last: int) -> int:
    """The end of a person's name of which the tagger saw only the beginning."""
    texts = [word.text for word in words]
    while last + 1 < len(words):
        following = words[last + 1]
        known = (following.folded,) in by_name() or (following.folded,) in name_heads().not_names
        plain = following.capital and not following.text.isupper() and not nothing(following)
        if following.ner or known or not plain or title_at(texts, last + 1):
            break
        if following.gap != " " and not (following.gap == ". " and len(words[last].text) == 1):
            break
        last += 1
    return last


def _headline(word: Word) -> bool:
    """Whether a word at the edge of a name is only written large in a headline."""
    return is_common(word.folded) and len(word.text) >= _HEADLINE


def _particle(words: Sequence[Word], first: int, last: int) -> bool:
    """ "al-Sultan" begins small and is one name."""
    return first < last and words[first + 1].gap == "-" and words[first + 1].capital


def _kept_small(word: Word, *, person: bool) -> bool:
    """ "Kim Jong-un" and "Gaza utara" end small."""
    return word.gap.strip() == "-" if person else word.folded in name_heads().compass


def no_name(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the span names nothing, whatever tagged it: common words, numbers, letters."""
    folded = tuple(word.folded for word in words[first : last + 1])
    title = title_at([word.text for word in words], first)
    if folded in name_heads().not_names or (title and title.words >= len(folded)):
        return True
    if folded in name_heads().place_words or {*folded} <= name_heads().company_words:
        return True
    if any(w.gap == "-" and w.text[0].isdigit() for w in words[first + 1 : last + 1]):
        return True  # a weapon: "GBU-57"
    return all(nothing(word) for word in words[first : last + 1])


def nothing(word: Word) -> bool:
    """Whether a word by itself is no name."""
    if not word.capital or len(word.text) == 1 or any(map(str.isdigit, word.text)):
        return True
    if word.folded in name_heads().links or set(word.text) <= _ROMAN:
        return True
    shouted = word.text.isupper() and len(word.text) <= _ABBREVIATION
    plain = is_common(word.folded) or word.folded in titles().complements
    return plain and not shouted
