"""Titles of one sentence with those who hold them.

A title stands before the name ("Menteri Luar Negeri Rusia, Sergey Lavrov"), behind it ("Kim Jong
Un, pemimpin Korea Utara") or is told ("Yahya Sinwar sebagai pemimpin Hamas").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.name_heads import name_heads
from kg.knowledge.titles import Title, title_at, titles
from kg.mentions.words import Word, words_of
from kg.model import Article, Entity, EntityType, Mention, Sentence

_OWNERS = (EntityType.STATE, EntityType.ORGANIZATION, EntityType.PLACE)
_CLOSE = frozenset(
    {" ", "", ", ", " (", ") ", "-", ",", "), ", ")", "(", "/", " / ", " - ", ' "', '" '}
)
_NEXT = frozenset({" ", "", ") ", "-", "/"})
_LONGEST_NARROWING = 7  #: words between a title and its owner
_LONGEST_TELLING = 6  #: words between a name and the title told of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A title with its holder, before offices that are told twice are joined."""

    holder: str
    title: str
    kind: str
    of: str | None
    stated: bool
    sentence: Sentence
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The words of a sentence and what its mentions name, by first word."""

    sentence: Sentence
    words: tuple[Word, ...]
    named: dict[int, tuple[int, Entity]]  #: first word -> last word and the entity

    @property
    def texts(self) -> list[str]:
        """The words as written."""
        return [word.text for word in self.words]


def row_of(
    article: Article,
    sentence: Sentence,
    parts: frozenset[str],
    mentions: Sequence[tuple[Mention, Entity]],
) -> Row:
    """The words of a sentence with its mentions; ``parts`` are the name parts of the article."""
    words = words_of(article, sentence, parts)
    starts = {word.start: number for number, word in enumerate(words)}
    ends = {word.end: number for number, word in enumerate(words)}
    named: dict[int, tuple[int, Entity]] = {}
    for mention, entity in mentions:
        first, last = starts.get(mention.start), ends.get(mention.end)
        if first is not None and last is not None:
            named[first] = max(named.get(first, (last, entity)), (last, entity), key=_last)
    return Row(sentence=sentence, words=words, named=named)


def _last(named: tuple[int, Entity]) -> int:
    return named[0]


def held_before(row: Row) -> Iterator[Held]:
    """Offices whose titles stand before the name."""
    position = 0
    served: tuple[int, Entity] | None = None  #: where the title of the one served begins
    while position < len(row.words):
        title = title_at(row.texts, position, row.named)
        if title is None or position in row.named:
            position += 1
            continue
        plural = position and row.words[position - 1].folded in titles().plural_words
        if title.kind != "honorifics" and not plural:
            holder, read = _holder(row, _read(row, position, title))
            if holder is not None and served != (position, holder):
                yield from _office(row, holder, read, "title before the name")
            if holder is not None and _dependent(row, read):
                served = (read.end, holder)
        position += title.words


def held_behind(row: Row) -> Iterator[Held]:
    """Offices whose titles stand behind the name, after a comma or a word of holding."""
    for last, entity in row.named.values():
        if entity.type != EntityType.PERSON:
            continue
        start = _told_at(row, last + 1)
        title = title_at(row.texts, start, row.named) if start is not None else None
        if start is None or title is None or title.kind == "honorifics":
            continue
        read = _read(row, start, title)
        if _holder(row, read, _NEXT)[0] is None:
            yield from _office(row, entity, read, "title behind the name")


def _told_at(row: Row, position: int) -> int | None:
    """Where a title begins that is told of the name before ``position``."""
    words, start = row.words, position
    if start >= len(words):
        return None
    comma = words[start].gap in (", ", " (")
    while (
        start < min(position + _LONGEST_TELLING, len(words))
        and words[start].folded in titles().holding_words
    ):
        start += 1
    return start if start < len(words) and (comma or start > position) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A title with its owner: words ``first`` to before ``end``, and what follows at ``next``."""

    title: Title
    first: int
    end: int
    owner: Entity | None
    next: int


def _read(row: Row, first: int, title: Title) -> _Read:
    """The title at ``first`` with the words that narrow it and the state or body it belongs to."""
    end = first + title.words
    if _word(row, end) in name_heads().clitics and not row.words[end].gap:
        owner = _last_owner(row, first)
        return _Read(title=title, first=first, end=end, owner=owner, next=end + 1)
    past = _past_bracket(row, end)
    found = _named(row, past) if past > end else None
    if found:
        return _Read(title=title, first=first, end=end, owner=found[1], next=found[0] + 1)
    for reach in range(end, min(end + _LONGEST_NARROWING, len(row.words)) + 1):
        if reach > end and not _narrows(row, reach - 1, title):
            break
        at = reach + 1 if _word(row, reach) in titles().of_words else reach
        found = _named(row, at)
        if found:
            return _Read(title=title, first=first, end=reach, owner=found[1], next=found[0] + 1)
    return _Read(title=title, first=first, end=end, owner=None, next=end)


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
    return word.capital or title.kind != "ranks"


def _word(row: Row, position: int) -> str:
    return row.words[position].folded if position < len(row.words) else ""


def _named(row: Row, position: int) -> tuple[int, Entity] | None:
    """The last word and the entity, where a possible owner is named at ``position``."""
    last, entity = row.named.get(position, (position, None))
    if (
        entity is None
        or entity.type not in _OWNERS
        or row.words[position].gap not in (" ", "", ") ", ")")
    ):
        return None
    return last, entity


def _holder(row: Row, read: _Read, gaps: frozenset[str] = _CLOSE) -> tuple[Entity | None, _Read]:
    """The person whom a title announces, with nothing but ``gaps`` between words, and the title
    with the owner found on the way. Of "juru bicara Presiden Putin, Dmitry Peskov" it is the
    second person."""
    position, serves = read.next, None
    while position < len(row.words) and row.words[position].gap in gaps:
        last, entity = row.named.get(position, (position, None))
        if entity is not None and entity.type == EntityType.PERSON:
            other = _person_behind(row, last + 1)
            if serves is not None:
                if row.words[position].gap.startswith(","):
                    other = entity
                return other, replace(read, owner=read.owner or serves.owner)
            dependent = position == read.end and other is not None and _dependent(row, read)
            return (other if dependent else entity), read
        following = title_at(row.texts, position, row.named)
        close = position == read.end and row.words[position].gap == " "
        if close and following and following.kind == "heads":
            serves = _read(row, position, following)
        step = _step(row, position)
        if step is None:
            break
        position = step
    return None, read


def _person_behind(row: Row, position: int) -> Entity | None:
    """The person named at ``position`` behind a comma."""
    entity = row.named.get(position, (position, None))[1]
    if entity is None or entity.type != EntityType.PERSON or row.words[position].gap != ", ":
        return None
    return entity


def _dependent(row: Row, read: _Read) -> bool:
    words = tuple(word.folded for word in row.words[read.first : read.end])
    return any(words[: len(title)] == title for title in titles().dependent_titles)


def _step(row: Row, position: int) -> int | None:
    """Past a name, a title, a phrase or a linking word between a title and its holder."""
    if position in row.named:
        return row.named[position][0] + 1
    following = title_at(row.texts, position, row.named)
    if following:
        return position + following.words
    word = row.words[position].folded
    if word in titles().of_words | titles().toward_words:
        return row.named.get(position + 1, (position + 1, None))[0] + 1
    return position + 1 if word in titles().title_links else None


def _office(row: Row, holder: Entity, read: _Read, reason: str) -> Iterator[Held]:
    owner = read.owner
    words = tuple(word.folded for word in row.words[read.first : read.end])
    if words in titles().owned_titles and owner is None:
        return
    if read.title.kind == "callings" and (owner is None or owner.type != EntityType.ORGANIZATION):
        return
    yield Held(
        holder=holder.id,
        title=row.sentence.between(row.words[read.first].start, row.words[read.end - 1].end),
        kind=read.title.kind,
        of=owner.id if owner else None,
        stated=owner is not None,
        sentence=row.sentence,
        reason=reason,
    )
