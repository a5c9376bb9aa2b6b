"""Names that the tagger of the parser found, trimmed to the name proper."""

from collections.abc import Iterator, Sequence

from kg.knowledge.name_heads import name_heads
from kg.knowledge.titles import title_at
from kg.mentions.listed import one_piece
from kg.mentions.names import Name
from kg.mentions.words import Word
from kg.model import EntityType

_TYPES = {"PER": EntityType.PERSON, "ORG": EntityType.ORGANIZATION, "LOC": EntityType.PLACE}


def tagged_names(sentence: int, words: Sequence[Word]) -> Iterator[Name]:
    """The tagger's names without titles, small words at their ends and words that are no names."""
    for first, last in _spans(words):
        kind = _TYPES.get(words[first].ner)
        if kind is None:
            continue
        first, last = trimmed(words, first, last, person=kind == EntityType.PERSON)
        if first <= last and not _no_name(words, first, last):
            yield Name(sentence=sentence, first=first, last=last, type=kind, origin="ner")


def _spans(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    start = 0
    for position in range(1, len(words) + 1):
        ends = position == len(words)
        if ends or words[position].ner != words[start].ner or words[position].opens:
            if words[start].ner:
                yield from _pieces(words, start, position - 1)
            start = position


def _pieces(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    """A tagged stretch, cut where a comma or a bracket runs through it."""
    start = first
    for position in range(first + 1, last + 1):
        if not one_piece(words, position - 1, position) and words[position].gap.strip():
            yield start, position - 1
            start = position
    yield start, last


def trimmed(words: Sequence[Word], first: int, last: int, *, person: bool) -> tuple[int, int]:
    """The span without titles before a person and small words at either end."""
    texts = [word.text for word in words[: last + 1]]
    moved = True
    while moved and first <= last:
        moved = False
        if person and (title := title_at(texts, first)):
            first, moved = first + title.words, True
        elif (
            not words[first].capital
            and not words[first].text[0].isdigit()
            and not _particle(words, first, last)
        ):
            first, moved = first + 1, True
    while last > first and not words[last].capital and not words[last].text[0].isdigit():
        if _kept_small(words, last, person=person):
            break
        last -= 1
    return first, last


def _particle(words: Sequence[Word], first: int, last: int) -> bool:
    """ "al-Sultan" begins small and is one name."""
    return first < last and words[first + 1].gap == "-" and words[first + 1].capital


def _kept_small(words: Sequence[Word], last: int, *, person: bool) -> bool:
    """ "Kim Jong-un" and "Gaza utara" end small."""
    if person:
        return words[last].gap == "-"
    return words[last].folded in name_heads().compass


def _no_name(words: Sequence[Word], first: int, last: int) -> bool:
    folded = tuple(word.folded for word in words[first : last + 1])
    if folded in name_heads().not_names:
        return True
    return all(word.text.isdigit() or len(word.text) == 1 for word in words[first : last + 1])
