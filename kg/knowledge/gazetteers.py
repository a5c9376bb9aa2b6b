"""Names of states, places, organisations and people that are known beforehand.

Each folder of ``ontology/gazetteers`` is one source with its licence; this module makes one list
of them, and an index from the words of a name to what it can stand for. A user's own names join
them while they are in use.
"""

import contextlib
import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, TypeVarTuple

from kg.errors import KnowledgeError
from kg.fingerprint import fingerprint
from kg.knowledge.files import shipped
from kg.knowledge.known import OWN, Known, all_names, name_words, read_things, thing_of
from kg.knowledge.morphology import voices
from kg.knowledge.office_holders import known_holder
from kg.knowledge.sources import ABOUT, TABLE, Source, read_source, rows
from kg.model import EntityType

__all__ = [
    "NO_NAMES",
    "Known",
    "OwnNames",
    "by_name",
    "common_words",
    "in_use",
    "is_common",
    "known",
    "name_words",
    "nicknames",
    "of_names_in_use",
    "own_names",
    "person_of_item",
    "properties",
]

Arguments = TypeVarTuple("Arguments")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OwnNames:
    """A user's own names, beside those that ship."""

    digest: str = ""  #: of all their files; names with an equal one are equal
    things: tuple[Known, ...] = ()


_ITEM = re.compile(r"Q[1-9][0-9]*")
NO_NAMES = OwnNames()
_in_use: ContextVar[OwnNames] = ContextVar("names in use", default=NO_NAMES)


@contextlib.contextmanager
def in_use(own: OwnNames) -> Iterator[None]:
    """Know a user's own names too, while the block runs.

    They win over names that ship: what else of their type bears such a name is not found by it.
    """
    before = _in_use.set(own)
    try:
        yield
    finally:
        _in_use.reset(before)


def of_names_in_use(function: Callable[[*Arguments], T]) -> Callable[[*Arguments], T]:
    """The function with a memory of its results, another one for each set of names in use."""

    @functools.lru_cache(maxsize=65536)
    def remembered(_: str, *arguments: *Arguments) -> T:
        return function(*arguments)

    @functools.wraps(function)
    def answered(*arguments: *Arguments) -> T:
        return remembered(_in_use.get().digest, *arguments)

    return answered


@of_names_in_use
def known() -> tuple[Known, ...]:
    """Everything known, sorted by key. KnowledgeError where two things share a key."""
    return tuple(sorted((*_shipped(), *_in_use.get().things), key=lambda thing: thing.key))


def properties(key: str) -> Known | None:
    """What is known under a key, None where nothing is: names, state, Wikidata, coordinates.

    An item of Wikidata is the key of a person known only to have held a post.
    """
    return known_holder(key) if _ITEM.fullmatch(key) else _by_key().get(key)


@of_names_in_use
def person_of_item() -> Mapping[str, str]:
    """From an item of Wikidata to the key of the person who has it."""
    persons = (thing for thing in known() if thing.type == EntityType.PERSON)
    return {person.wikidata: person.key for person in persons if person.wikidata}


@of_names_in_use
def by_name() -> Mapping[tuple[str, ...], tuple[tuple[str, Known], ...]]:
    """From the folded words of a name to the name as written and the things that bear it."""
    index = _index(_shipped())
    for words, own in _index(_in_use.get().things).items():
        types = {thing.type for _, thing in own}
        others = [(name, thing) for name, thing in index.get(words, ()) if thing.type not in types]
        index[words] = [*own, *others]
    return {words: tuple(things) for words, things in sorted(index.items())}


def _index(things: Iterable[Known]) -> dict[tuple[str, ...], list[tuple[str, Known]]]:
    index: dict[tuple[str, ...], list[tuple[str, Known]]] = defaultdict(list)
    for thing in things:
        for name in thing.names:
            index[name_words(name)].append((name, thing))
    return index


@functools.cache
def nicknames() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """From the folded words of a nickname to those of the name."""
    rows = _rows("nicknames", "nickname", "name")
    return {name_words(row["nickname"]): name_words(row["name"]) for row in rows}


@functools.cache
def is_common(word: str) -> bool:
    """Whether a word in small letters names nothing: a common word, or the stem of a common verb
    as headlines write it ("Putin Sambut Kim")."""
    forms = voices(word) if len(word) > 3 and word.isalpha() else ()
    return word in common_words() or any(form in common_words() for form in forms)


@functools.cache
def common_words() -> frozenset[str]:
    """Words that news writes in small letters: by themselves, in capitals, they name nothing."""
    return frozenset(row["word"] for row in _rows("common-words", "word"))


@of_names_in_use
def _by_key() -> Mapping[str, Known]:
    return {thing.key: thing for thing in known()}


@functools.cache
def _shipped() -> tuple[Known, ...]:
    """What ships, sorted by key."""
    found: dict[str, Known] = {}
    for thing in (*_states(), *_capitals(), *_cities()):
        if thing.key in found:
            where = f"{found[thing.key].source} and {thing.source}"
            raise KnowledgeError(f"ontology/gazetteers: key {thing.key!r} twice, in {where}")
        found[thing.key] = thing
    taken = {key: thing.source for key, thing in found.items()}
    for name, source in _sources().items():
        if source.type:
            things = read_things(source, name, _codes(found.values()), taken)
            found |= {thing.key: thing for thing in things}
    return tuple(found[key] for key in sorted(found))


def _codes(things: Iterable[Known]) -> frozenset[str]:
    """The codes of the states among the things."""
    return frozenset(thing.key for thing in things if thing.type is EntityType.STATE)


def own_names(folder: Path) -> OwnNames:
    """The names in a user's folder, in which each folder is a source with a type.

    The name of its source is put before each key, so that none is that of a thing that ships.
    KnowledgeError, one line with file and line, where the folder is not there or breaks the rules.
    """
    try:
        folders = _folders(folder)
    except OSError as error:
        raise KnowledgeError(f"{folder}: no folder of names: {error.strerror}") from error
    if not folders:
        raise KnowledgeError(
            f"{folder}: no names in this folder; a folder in it with {ABOUT} and {TABLE} has some"
        )
    codes = _codes(_shipped())
    things: list[Known] = []
    parts: list[str | Path] = []
    for each in folders:
        source = read_source(each)
        found = read_things(source, f"{each.name}{OWN}", codes, {})
        things += [replace(thing, key=f"{each.name}/{thing.key}") for thing in found]
        parts += [each.name, each / ABOUT, each / TABLE]
    return OwnNames(digest=fingerprint(*parts), things=tuple(things))


def _folders(folder: Path) -> list[Path]:
    """The folders in a folder, without hidden ones, sorted by name."""
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")


@functools.cache
def _sources() -> Mapping[str, Source]:
    """The sources that ship, by name."""
    folders = _folders(shipped("ontology") / "gazetteers")
    return {folder.name: read_source(folder) for folder in folders}


def _rows(source: str, *columns: str) -> Iterator[Mapping[str, str]]:
    """The rows of a shipped source. KnowledgeError where it breaks the rules of sources."""
    return (row.cells for row in rows(_sources()[source], *columns))


def _states() -> Iterator[Known]:
    """States with their names from CLDR and from the press."""
    codes = {row["iso3"]: row for row in _rows("states", "iso3", "wikidata", "geonames")}
    names: dict[str, list[str]] = defaultdict(list)
    labels: dict[str, str] = {}
    former: set[str] = set()
    for row in _rows("cldr", "iso3", "type", "name"):
        if row["type"] == EntityType.STATE:
            names[row["iso3"]].append(row["name"])
            labels[row["iso3"]] = row["name"]
    for row in _rows("press", "iso3", "kind", "name"):
        names[row["iso3"]].append(row["name"])
        if row["kind"] == "label" or row["iso3"] not in labels:
            labels[row["iso3"]] = row["name"]
        if row["kind"] == "former":
            former.add(row["iso3"])
    for iso3, written in names.items():
        code = codes.get(iso3, {})
        yield Known(
            key=iso3,
            type=EntityType.STATE,
            kind="former" if iso3 in former else "state",
            label=labels[iso3],
            names=all_names(labels[iso3], written),
            state=iso3,
            wikidata=code.get("wikidata") or None,
            geonames=code.get("geonames") or None,
            source="states",
        )


def _capitals() -> Iterator[Known]:
    """Capitals and seats of government that stand for their state when they act."""
    seats: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    columns = ("name", "iso3", "kind", "key", "wikidata", "geonames", "lat", "long")
    for row in _rows("seats", *columns):
        seats[row["key"]].append(row)
    for key, group in seats.items():
        yield Known(
            key=key,
            type=EntityType.PLACE,
            kind=group[0]["kind"],
            label=group[0]["name"],
            names=all_names(group[0]["name"], [row["name"] for row in group]),
            state=group[0]["iso3"],
            wikidata=group[0]["wikidata"] or None,
            geonames=group[0]["geonames"] or None,
            latitude=float(group[0]["lat"]) if group[0]["lat"] else None,
            longitude=float(group[0]["long"]) if group[0]["long"] else None,
            source="seats",
        )


def _cities() -> Iterator[Known]:
    """Cities of the world; many bear ordinary words or the names of people."""
    for row in rows(_sources()["cities"], "key", "label", "iso3", "geonames", "lat", "long"):
        yield thing_of(row, EntityType.PLACE, "cities", kind="city", support=True)
