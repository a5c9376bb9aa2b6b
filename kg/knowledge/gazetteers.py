"""Names of states, places, organisations and people that are known beforehand.

Each folder of ``ontology/gazetteers`` is one source with its licence; this module makes one list
of them, and an index from the words of a name to what it can stand for.
"""

import csv
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.errors import KnowledgeError
from kg.knowledge.files import shipped
from kg.knowledge.morphology import voices
from kg.model import EntityType

_WORD = re.compile(r"[^\W_]+(?:['’ʻ][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A thing the gazetteers know."""

    key: str  #: unique in all sources; for a state its ISO 3166-1 alpha-3 code
    type: EntityType
    kind: str  #: "state", "former", "capital", "power", "city", "region", "media", "person", ...
    label: str  #: usual name in Indonesian news
    names: tuple[str, ...]  #: every name, the label too, sorted
    state: str | None = None  #: the state it belongs to
    wikidata: str | None = None
    geonames: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    support: bool = False  #: also an ordinary word; a reader needs a second sign that it is meant
    source: str = field(default="", compare=False)  #: folder under ``ontology/gazetteers``


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded for comparing ("Kim Jong-un" and "Kim Jong Un" are alike)."""
    return tuple(w.replace("’", "'").casefold() for w in _WORD.findall(name))


@functools.cache
def known() -> tuple[Known, ...]:
    """Everything known, sorted by key. KnowledgeError where two things share a key."""
    by_key: dict[str, Known] = {}
    for thing in [*_states(), *_capitals(), *_places(), *_cities(), *_organizations(), *_people()]:
        if thing.key in by_key:
            where = f"{by_key[thing.key].source} and {thing.source}"
            raise KnowledgeError(f"ontology/gazetteers: key {thing.key!r} twice, in {where}")
        by_key[thing.key] = thing
    return tuple(by_key[key] for key in sorted(by_key))


def properties(key: str) -> Known | None:
    """What is known under a key, None where nothing is: names, state, Wikidata, coordinates."""
    return _by_key().get(key)


@functools.cache
def by_name() -> Mapping[tuple[str, ...], tuple[tuple[str, Known], ...]]:
    """From the folded words of a name to the name as written and the things that bear it."""
    index: dict[tuple[str, ...], list[tuple[str, Known]]] = defaultdict(list)
    for thing in known():
        for name in thing.names:
            index[name_words(name)].append((name, thing))
    return {words: tuple(things) for words, things in sorted(index.items())}


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


@functools.cache
def _by_key() -> Mapping[str, Known]:
    return {thing.key: thing for thing in known()}


def _rows(source: str, *columns: str) -> Iterator[dict[str, str]]:
    """The rows of a source. KnowledgeError where a column is missing or a row is too long."""
    path = shipped("ontology") / "gazetteers" / source / "rows.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise KnowledgeError(f"{path}: column {min(missing)!r} is missing")
        for row in reader:
            if None in row or None in row.values():
                raise KnowledgeError(f"{path}:{reader.line_num}: wrong number of columns")
            yield row


def _states() -> Iterator[Known]:
    """States with their names from CLDR, from the press and their seats of government."""
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
    for row in _rows("seats", "name", "iso3", "kind", "key"):
        if row["kind"] == "government":
            names[row["iso3"]].append(row["name"])
    for iso3, written in names.items():
        code = codes.get(iso3, {})
        yield Known(
            key=iso3,
            type=EntityType.STATE,
            kind="former" if iso3 in former else "state",
            label=labels[iso3],
            names=_all(labels[iso3], written),
            state=iso3,
            wikidata=code.get("wikidata") or None,
            geonames=code.get("geonames") or None,
            source="states",
        )


def _capitals() -> Iterator[Known]:
    """Capitals that stand for their state when they act."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows("seats", "name", "iso3", "kind", "key", "wikidata"):
        if row["kind"] != "government":
            rows[row["key"]].append(row)
    for key, group in rows.items():
        yield Known(
            key=key,
            type=EntityType.PLACE,
            kind=group[0]["kind"],
            label=group[0]["name"],
            names=_all(group[0]["name"], [row["name"] for row in group]),
            state=group[0]["iso3"],
            wikidata=group[0]["wikidata"] or None,
            source="seats",
        )


def _places() -> Iterator[Known]:
    for row in _rows("places", "key", "kind", "label", "names", "iso3", "geonames", "lat", "long"):
        yield _place(row, row["kind"], row["names"].split("|"), source="places")


def _cities() -> Iterator[Known]:
    """Cities of the world; many bear ordinary words or the names of people."""
    for row in _rows("cities", "key", "label", "iso3", "geonames", "lat", "long"):
        yield _place(row, "city", (), source="cities", support=True)


def _place(
    row: dict[str, str], kind: str, names: Iterable[str], *, source: str, support: bool = False
) -> Known:
    return Known(
        key=row["key"],
        type=EntityType.PLACE,
        kind=kind,
        label=row["label"],
        names=_all(row["label"], names),
        state=row["iso3"] or None,
        geonames=row["geonames"] or None,
        latitude=float(row["lat"]) if row["lat"] else None,
        longitude=float(row["long"]) if row["long"] else None,
        support=support,
        source=source,
    )


def _organizations() -> Iterator[Known]:
    columns = ("key", "kind", "label", "names", "wikidata", "iso3", "support")
    for row in _rows("organizations", *columns):
        yield Known(
            key=row["key"],
            type=EntityType.ORGANIZATION,
            kind=row["kind"],
            label=row["label"],
            names=_all(row["label"], row["names"].split("|")),
            state=row["iso3"] or None,
            wikidata=row["wikidata"] or None,
            support=bool(row["support"]),
            source="organizations",
        )


def _people() -> Iterator[Known]:
    for row in _rows("people", "key", "label", "names", "iso3", "wikidata"):
        yield Known(
            key=row["key"],
            type=EntityType.PERSON,
            kind="person",
            label=row["label"],
            names=_all(row["label"], row["names"].split("|")),
            state=row["iso3"] or None,
            wikidata=row["wikidata"] or None,
            source="people",
        )


def _all(label: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({label, *filter(None, names)}))
