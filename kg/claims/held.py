"""Titles of one sentence with those who hold them.

A title stands before the name ("Menteri Luar Negeri Rusia, Sergey Lavrov"), behind it ("Kim Jong
Un, pemimpin Korea Utara") or is told ("Yahya Sinwar sebagai pemimpin Hamas").
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.claims.owned import Owned, owned
from kg.claims.rows import Row
from kg.knowledge.titles import Title, title_at, titles
from kg.model import Entity, EntityType, Sentence

_CLOSE = frozenset(
    {" ", "", ", ", " (", ") ", "-", ",", "), ", ")", "(", "/", " / ", " - ", ' "', '" '}
)
_NEXT = frozenset({" ", "", " (", ") ", "-", "/"})
_SHORT = 6  #: letters of a title that may have a full stop behind it ("Letjen. Adi")
_LONGEST_RUN = 14  #: words between a title and its holder
_LONGEST_TELLING = 6  #: words between a name and the title told of it
_BODIES = (EntityType.STATE, EntityType.ORGANIZATION)
_Person = tuple[int, Entity]  #: the last word of a name, and who is named


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


def held_before(row: Row) -> Iterator[Held]:
    """Offices whose titles stand before the name."""
    position = told = 0  #: ``told``: where the last title with a holder ends
    served: tuple[int, Entity] | None = None  #: where the title of the one served begins
    while position < len(row.words):
        title = title_at(row.texts, position, row.named)
        if title is None or position in row.named:
            position += 1
            continue
        before = row.folded(position - 1) if position else ""
        short = position == told and row.words[position].gap == " ("  # "Menlu" in brackets
        nobody = short or before in titles().plural_words | titles().naming_words
        behind = position + title.words
        if title.kind != "honorifics" and not nobody:
            found, read = _holder(row, owned(row, position, title))
            if found is None:
                position = behind
                continue
            if served != (position, found[1]) and not _beside(row, found, read):
                yield from _office(row, found[1], _joined(row, found, read), "before the name")
            if read.begins(row, titles().dependent_titles):
                served = (read.end, found[1])
            told, behind = read.end, max(behind, read.next)  # past "Kantor Presiden Ukraina"
        position = behind


def _beside(row: Row, found: _Person, read: Owned) -> bool:
    """Whether a name only stands behind a clause that ends with an office: "… kepada perdana
    menteri Israel, Trump menjawab". Where it is the holder, a second comma follows."""
    first = next(first for first, (last, _) in row.named.items() if last == found[0])
    small = not row.words[read.first].capital and read.begins(row, titles().state_titles)
    if not small or row.words[first].gap != ", " or found[0] + 1 >= len(row.words):
        return False
    return not row.words[found[0] + 1].gap.startswith((",", " (", "."))


def held_behind(row: Row) -> Iterator[Held]:
    """Offices whose titles stand behind the name, after a comma or a word of holding, and those
    that are added to them ("CEO Merah, sekaligus Ketua Biru")."""
    for last, entity in row.named.values():
        if entity.type != EntityType.PERSON:
            continue
        start = _told_at(row, last + 1)
        while start is not None:
            title = title_at(row.texts, start, row.named)
            if title is None or title.kind == "honorifics":
                break
            read = owned(row, start, title)
            if _holder(row, read, _NEXT)[0] is None:
                yield from _office(row, entity, read, "behind the name")
            start = _added_at(row, read.next)


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


def _added_at(row: Row, position: int) -> int | None:
    """Where a title begins that is added to the one before ``position``, and to where its holder
    is sent ("Duta Besar Australia untuk AS dan mantan perdana menteri")."""
    if row.folded(position) in titles().toward_words and position + 1 in row.named:
        position = row.named[position + 1][0] + 1
    if position + 1 < len(row.words) and row.folded(position) in titles().title_links:
        return position + 1
    return None


def _joined(row: Row, found: _Person, read: Owned) -> Owned:
    """The title with the body that stands behind the name ("pendeta Jimmy Sormin dari PGI")."""
    position = found[0] + 1
    if read.owner is not None or row.folded(position) not in titles().behind_words:
        return read
    owner = row.owner(position + 1)
    if owner is None or owner[1].type not in _BODIES:
        return read
    return replace(read, owner=owner[1])


def _holder(row: Row, read: Owned, gaps: frozenset[str] = _CLOSE) -> tuple[_Person | None, Owned]:
    """The person whom a title announces, with nothing but ``gaps`` between words, and the title
    with the owner found on the way. Of "juru bicara Presiden Putin, Dmitry Peskov" it is the
    second person."""
    position, serves, own = read.next, None, True
    while position < len(row.words) and _close(row, position, gaps):
        person = row.person(position)
        if person is not None:
            found = (row.named[position][0], person)
            other = _behind_comma(row, found[0] + 1)
            if serves is not None:
                second = found if row.words[position].gap.startswith(",") else other
                return second, replace(read, owner=read.owner or serves.owner)
            serving = position == read.end and read.begins(row, titles().dependent_titles)
            return (other if serving and other else found), read
        following = title_at(row.texts, position, row.named)
        close = position == read.end and row.words[position].gap == " "
        if close and following and following.kind == "heads":
            serves = owned(row, position, following)
        step = _step(row, position, read.title)
        if step is None or step - read.next > _LONGEST_RUN:
            break
        if following is not None:
            own = False  # what is named behind another title is that one's
        elif own:
            read = _with_body(row, read, position)
        position = step
    return None, read


def _with_body(row: Row, read: Owned, position: int) -> Owned:
    """A title without an owner, with the organisation named on the way to its holder ("Kepala
    kantor regional Eropa Organisasi Kesehatan Dunia (WHO), Dr. Hans Kluge")."""
    named = row.named.get(position)
    if read.owner is not None or named is None or named[1].type != EntityType.ORGANIZATION:
        return read
    return replace(read, owner=named[1])


def _runs(row: Row, position: int) -> bool:
    """Whether a word may be of a title that nobody knows, or of what it belongs to."""
    word = row.words[position]
    named = word.capital and row.upos(position) not in ("VERB", "ADP", "PRON")
    return named or word.folded in titles().run_words


def _close(row: Row, position: int, gaps: frozenset[str]) -> bool:
    """Whether a word stands close to the one before it: nothing parts them, they are of one name,
    or only the full stop of a shortened title stands there, or what is said of a rank in brackets
    ("(Purn.)")."""
    gap = row.words[position].gap
    inside = row.words[position].ner != "" and not row.words[position].opens
    if gap in gaps or row.folded(position) in titles().asides or inside:
        return True
    before = row.folded(position - 1)
    return before in titles().asides or (gap == ". " and len(before) <= _SHORT)


def _behind_comma(row: Row, position: int) -> _Person | None:
    """The person named at ``position`` behind a comma."""
    person = row.person(position)
    if person is None or row.words[position].gap != ", ":
        return None
    return row.named[position][0], person


def _step(row: Row, position: int, title: Title) -> int | None:
    """Past a name, a title, a phrase, a linking word or one of a long title, between a title and
    its holder."""
    if position in row.named:
        return row.named[position][0] + 1
    following = title_at(row.texts, position, row.named)
    if following:
        return position + following.words
    pair = (row.folded(position), row.folded(position + 1))
    if pair in titles().time_words:
        return position + len(pair)
    word = row.folded(position)
    if word in titles().of_words | titles().toward_words:
        return row.named.get(position + 1, (position + 1, None))[0] + 1
    if word in titles().asides or row.words[position].ner not in ("", "PER"):
        return position + 1
    linked = _linked_title(row, position)
    if linked is None and title.kind == "heads" and _runs(row, position):
        return position + 1
    return linked


def _linked_title(row: Row, position: int) -> int | None:
    """Where the next title begins behind words that link it ("Menteri X yang juga Kepala Y")."""
    start = position
    while start < len(row.words) and row.folded(start) in titles().title_links:
        start += 1
    begins = start > position and title_at(row.texts, start, row.named)
    return start if begins else None


def _office(row: Row, holder: Entity, read: Owned, where: str) -> Iterator[Held]:
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
        reason=f"title {where}",
    )
