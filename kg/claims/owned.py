"""A title with the words that narrow it, and the state or body that it belongs to."""

from dataclasses import dataclass

from kg.claims.rows import Row
from kg.knowledge.name_heads import name_heads
from kg.knowledge.titles import Title, title_at, titles
from kg.model import Entity, EntityType

_LONGEST_NARROWING = 12  #: words between a title and its owner
_TURNS = frozenset({"ADP", "VERB", "AUX", "PRON", "SCONJ"})  #: what follows is of no title
_NARROWING = frozenset({"NOUN", "PROPN", "ADJ", "DET"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A title with its owner: words ``first`` to before ``end``, and what follows at ``next``."""

    title: Title
    first: int
    end: int
    owner: Entity | None
    next: int

    def begins(self, row: Row, phrases: frozenset[tuple[str, ...]]) -> bool:
        """Whether the title begins with one of the phrases."""
        words = tuple(word.folded for word in row.words[self.first : self.end])
        return any(words[: len(phrase)] == phrase for phrase in phrases)


def owned(row: Row, first: int, title: Title) -> Owned:
    """The title at ``first`` with the words that narrow it and the state or body it belongs to."""
    end = first + title.words
    if row.folded(end) in name_heads().clitics and not row.words[end].gap:
        owner = _last_owner(row, first)
        return Owned(title=title, first=first, end=end, owner=owner, next=end + 1)
    past = _past_bracket(row, end)
    found = row.owner(past) if past > end else None
    if found:
        return Owned(title=title, first=first, end=end, owner=found[1], next=found[0] + 1)
    for reach in range(end, min(end + _LONGEST_NARROWING, len(row.words)) + 1):
        if reach > end and not _narrows(row, reach - 1, title):
            break
        at = reach + 1 if row.folded(reach) in titles().of_words else reach
        found = row.owner(at)
        if found and reach > end and _of_body(row, end, found[1]):
            return Owned(title=title, first=first, end=end, owner=None, next=found[0] + 1)
        if found:
            return Owned(title=title, first=first, end=reach, owner=found[1], next=found[0] + 1)
        if reach > end and title.kind == "heads" and _announces(row, end, reach):
            return Owned(title=title, first=first, end=reach, owner=None, next=reach)
    return Owned(title=title, first=first, end=end, owner=None, next=end)


def _of_body(row: Row, position: int, owner: Entity) -> bool:
    """Whether what is named is the state or place of a body that the words before it begin to
    name ("Direktur Pusat Studi Strategis Yaman")."""
    return owner.type != EntityType.ORGANIZATION and row.folded(position) in titles().body_words


def _announces(row: Row, end: int, reach: int) -> bool:
    """Whether the words behind a title are nothing but its rest, with the holder behind them."""
    name = reach
    honorific = title_at(row.texts, reach, row.named)
    if honorific and honorific.kind == "honorifics":
        name += honorific.words
    if row.person(name) is None or row.words[reach].gap not in (" ", ", "):
        return False
    return all(_tells(row, position) for position in range(end, reach))


def _tells(row: Row, position: int) -> bool:
    """Whether a word may tell what somebody is the head of."""
    return row.upos(position) in _NARROWING or row.words[position].ner != ""


def _last_owner(row: Row, before: int) -> Entity | None:
    """The state or organisation named last before a word: the owner that "-nya" means."""
    bodies = (EntityType.STATE, EntityType.ORGANIZATION)
    named = [
        (start, entity)
        for start, (_, entity) in row.named.items()
        if start < before and entity.type in bodies
    ]
    return max(named, key=_position)[1] if named else None


def _position(named: tuple[int, Entity]) -> int:
    return named[0]


def _past_bracket(row: Row, position: int) -> int:
    """Behind a short title in brackets ("Menteri Luar Negeri (Menlu) Rusia")."""
    words = row.words
    if position + 1 >= len(words) or position in row.named:
        return position
    bracketed = words[position].gap == " (" and words[position + 1].gap.startswith(")")
    return position + 1 if bracketed else position


def _narrows(row: Row, position: int, title: Title) -> bool:
    """Whether a word between a title and its owner may belong to the title."""
    word = row.words[position]
    if position in row.named or word.gap not in (" ", "") or title_at(row.texts, position):
        return False
    if word.folded in titles().title_links | titles().toward_words | titles().of_words:
        return word.folded in titles().complement_links
    return word.capital or (title.kind != "ranks" and row.upos(position) not in _TURNS)
