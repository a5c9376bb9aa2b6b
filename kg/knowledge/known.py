"""What is known beforehand of a thing, and the tables of persons, organisations and places.

Such a table has a row for each thing, with the columns of ``COLUMNS``; its source says of which
type they are. The sources that ship and those of a user are read alike.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.errors import KnowledgeError
from kg.knowledge.sources import ABOUT, TYPES, Row, Source, rows
from kg.model import EntityType

KINDS = {
    EntityType.PERSON: ("person",),
    EntityType.ORGANIZATION: (
        *("international", "media", "platform", "group", "force", "body", "party", "company"),
        *("association", "university", "club"),
    ),
    EntityType.PLACE: ("region", "sea", "city", "regency", "province", "building"),
}
COLUMNS = (
    *("key", "label", "kind", "names", "iso3", "within", "wikidata", "geonames"),
    *("lat", "long", "support"),
)
OWN = " (own)"  #: behind the name of a user's source
LONGEST = 9  #: words of a name; longer ones are not looked up
_WORD = re.compile(r"[^\W_]+(?:['’ʻ][^\W_]+)*")
_KEY = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_LATITUDE = r"-?(?:[0-8]?\d(?:\.\d+)?|90(?:\.0+)?)"
_LONGITUDE = r"-?(?:(?:1[0-7]|\d)?\d(?:\.\d+)?|180(?:\.0+)?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A thing the gazetteers know."""

    key: str  #: unique in all sources; for a state its ISO 3166-1 alpha-3 code
    type: EntityType
    kind: str  #: "state", "former", "capital", "power", "city", "region", "media", "person", ...
    label: str  #: usual name in Indonesian news
    names: tuple[str, ...]  #: every name, the label too, sorted
    state: str | None = None  #: the state it belongs to
    within: str | None = None  #: key of the province that it lies in
    wikidata: str | None = None
    geonames: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    support: bool = False  #: also an ordinary word; a reader needs a second sign that it is meant
    source: str = field(default="", compare=False)  #: name of its folder, a user's with "(own)"

    @property
    def own(self) -> bool:
        """Whether a user knows it, beside what ships."""
        return self.source.endswith(OWN)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded for comparing ("Kim Jong-un" and "Kim Jong Un" are alike)."""
    return tuple(w.replace("’", "'").casefold() for w in _WORD.findall(name))


def all_names(label: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names of a thing, each once, sorted."""
    return tuple(sorted({label, *filter(None, names)}))


def read_things(
    source: Source, name: str, states: Container[str], taken: dict[str, str]
) -> Iterator[Known]:
    """The things of a source, which is called ``name``.

    ``states`` are the codes of all states. ``taken`` tells where each key is in use, and is kept up
    to date. KnowledgeError, with file and line, where the source does not say its type, a column
    is missing or unknown, a key is taken, or a cell breaks the rules of its column.
    """
    about = source.folder / ABOUT
    if source.type is None:
        raise KnowledgeError(f"{about}: type is missing; it is {_or(TYPES)}")
    for column in source.columns:
        if column not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise KnowledgeError(f"{about}: column {column!r} is unknown; known are {known}")
    needed = ("key", "label") if source.type is EntityType.PERSON else ("key", "label", "kind")
    for row in rows(source, *needed):
        kind = row.get("kind") or "person"
        if kind not in KINDS[source.type]:
            raise row.error("kind", f"none that is known: {_or(KINDS[source.type])}")
        thing = thing_of(row, source.type, name, kind=kind, support=bool(row.get("support")))
        if thing.key in taken:
            raise row.error("key", f"taken by {taken[thing.key]}")
        if thing.state and thing.state not in states:
            raise row.error("iso3", "the code of no state")
        taken[thing.key] = row.where
        yield thing


def thing_of(row: Row, type_: EntityType, name: str, *, kind: str, support: bool) -> Known:
    """The thing of a row of the source called ``name``. KnowledgeError as for ``read_things``."""
    label, *others = (each.strip() for each in (row.get("label"), *row.get("names").split("|")))
    for each in (label, *filter(None, others)):
        if not name_words(each):
            raise KnowledgeError(f"{row.where}: {each!r} is no name: it has no letters")
        if len(name_words(each)) > LONGEST:
            raise KnowledgeError(f"{row.where}: {each!r} has more than {LONGEST} words")
    latitude = row.optional("lat", _LATITUDE, "degrees, as -6.2")
    longitude = row.optional("long", _LONGITUDE, "degrees, as 106.8")
    return Known(
        key=row.required("key", _KEY, "small letters and digits with hyphens between"),
        type=type_,
        kind=kind,
        label=label,
        names=all_names(label, others),
        state=row.get("iso3") or None,
        within=row.get("within") or None,
        wikidata=row.optional("wikidata", r"Q\d+", "an item of Wikidata, as Q3874"),
        geonames=row.optional("geonames", r"\d+", "a number of GeoNames"),
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        support=support,
        source=name,
    )


def _or(choices: Sequence[str]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}" if len(choices) > 1 else choices[0]
