"""People known to have held posts of government, found by state or name, post and time.

The table is read when somebody first asks; nothing of it is read before.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.knowledge.files import shipped
from kg.knowledge.known import Known, name_words
from kg.knowledge.posts import Claimed, Post, read_post
from kg.knowledge.sources import read_source, rows
from kg.knowledge.spellings import left_out, person_parts, plain
from kg.model import EntityType

_SOURCE = "office-holders"
_NO_STATE = "-"
_ENDING = 3


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """A person with an item of Wikidata and the posts held."""

    item: str
    name: str
    written: str  #: the posts as the table has them

    def posts(self) -> tuple[Post, ...]:
        """The posts."""
        return tuple(map(read_post, self.written.split("|")))

    def states(self, claimed: Claimed, day: str) -> frozenset[str | None]:
        """The states of the posts that an article of that day may mean."""
        return frozenset(post.state for post in self.posts() if post.fits(claimed, day))


def office_holder(names: Iterable[str], claimed: Claimed, day: str, state: str) -> str | None:
    """The item of the one person of that name who held the post of that state at the time.

    ``state`` is the code of a state, or empty for an international organisation; ``day`` is an
    ISO date or the beginning of one.
    """
    found = {
        holder.item
        for holder in _by_state().get(state or _NO_STATE, ())
        if _is_named(holder, names) and (state or None) in holder.states(claimed, day)
    }
    return min(found) if len(found) == 1 else None


def state_of(names: Iterable[str], claimed: Claimed, day: str) -> str | None:
    """The one state for which somebody of that name held the post at the time."""
    endings = {_ending(name) for name in names if len(name_words(name)) > 1}
    found = {
        state
        for ending in endings
        for holder in _by_ending().get(ending, ())
        if _is_named(holder, names)
        for state in holder.states(claimed, day)
    }
    return found.pop() if len(found) == 1 else None


def ever_held(item: str, claimed: Claimed) -> bool:
    """Whether a person who is not in the table, or held such a post at any time."""
    holder = _by_item().get(item)
    return holder is None or any(
        post.kind.agrees(kind) for post in holder.posts() for kind in claimed.kinds
    )


def known_holder(item: str) -> Known | None:
    """What is known of an item of Wikidata, None where nothing is."""
    holder = _by_item().get(item)
    if holder is None:
        return None
    states = {post.state for post in holder.posts()}
    return Known(
        key=item,
        type=EntityType.PERSON,
        kind="person",
        label=holder.name,
        names=(holder.name,),
        state=min(filter(None, states)) if len(states) == 1 and states != {None} else None,
        wikidata=item,
        source=_SOURCE,
    )


def _is_named(holder: OfficeHolder, names: Iterable[str]) -> bool:
    """Whether a name is the holder's, in whatever spelling, or leaves out some of its words."""
    full = person_parts(holder.name)
    for name in names:
        parts = person_parts(name)
        short, long = sorted((parts, full), key=len)
        ends = len(short) > 1 and (short[0] == long[0] or short[-1] == long[-1])
        if ends and left_out(long, short) is not None:
            return True
    return False


@functools.cache
def _holders() -> tuple[OfficeHolder, ...]:
    source = read_source(shipped("ontology") / "gazetteers" / _SOURCE)
    return tuple(
        OfficeHolder(row.cells["wikidata"], row.cells["name"], row.cells["posts"])
        for row in rows(source, "wikidata", "name", "posts")
    )


@functools.cache
def _by_item() -> Mapping[str, OfficeHolder]:
    return {holder.item: holder for holder in _holders()}


@functools.cache
def _by_state() -> Mapping[str, tuple[OfficeHolder, ...]]:
    found: dict[str, list[OfficeHolder]] = defaultdict(list)
    for holder in _holders():
        for state in {post.partition(" ")[0] for post in holder.written.split("|")}:
            found[state].append(holder)
    return {state: tuple(holders) for state, holders in found.items()}


@functools.cache
def _by_ending() -> Mapping[str, tuple[OfficeHolder, ...]]:
    found: dict[str, list[OfficeHolder]] = defaultdict(list)
    for holder in _holders():
        found[_ending(holder.name)].append(holder)
    return {ending: tuple(holders) for ending, holders in found.items()}


def _ending(name: str) -> str:
    """The letters with which the last word of a name begins; most spellings leave them alone."""
    words = plain(name).split()
    return words[-1][:_ENDING] if words else ""
