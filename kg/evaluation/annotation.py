"""What somebody, or Simpul, found in one article, in the shape in which the two are compared."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError

SUFFIX = ".gold.json"

#: The slots that count, by event type; figures of losses stand for their two bounds.
SCORED: Mapping[str, tuple[str, ...]] = {
    "Meeting": ("participant", "place", "date"),
    "Visit": ("visitor", "destination", "date"),
    "Treaty": ("party", "signatory", "place", "date", "inForceFrom"),
    "Deployment": ("deployer", "destination", "beneficiary", "troopsMin", "troopsMax", "date"),
    "Transfer": ("supplier", "recipient", "date"),
    "Attack": ("attacker", "target", "place", "date"),
    "Casualties": ("affected", "killed", "wounded", "captured", "place", "date"),
    "Sanction": ("imposer", "target", "date"),
    "Exercise": ("participant", "place", "date"),
    "Statement": ("speaker", "stance", "target", "date"),
}
DATES = frozenset({"date", "inForceFrom"})
LOSSES = frozenset({"killed", "wounded", "captured"})
LITERALS = LOSSES | {"stance", "troopsMin", "troopsMax"}

_NO_WORD = re.compile(r"[^\w\s']")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A named entity."""

    id: str
    type: str
    code: str | None  #: of a state
    names: frozenset[str]  #: in plain form


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Who holds which office."""

    holder: str
    of: str | None
    title: frozenset[str]  #: its words in plain form


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """One value of one slot: the id of an entity, a date, a figure or a stance."""

    slot: str
    value: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """An event or agreement."""

    id: str
    type: str
    fillers: tuple[Filler, ...]
    factuality: str | None
    attributed_to: frozenset[str]
    spans: tuple[tuple[int, int], ...] = ()  #: where the article says so, if Simpul found it
    quotes: tuple[str, ...] = ()  #: how the article says so, if an annotator found it
    confidence: float = 1.0  #: that there is an event of this type


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """All that was found in one article."""

    things: tuple[Thing, ...] = ()
    posts: tuple[Post, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()

    def called(self, id_: str) -> str:
        """The longest name of an entity; anything else as it is."""
        names = (thing.names for thing in self.things if thing.id == id_)
        return max(next(names, frozenset({id_})), key=lambda name: (len(name), name))


def plain(text: str) -> str:
    """A name without case, punctuation, hyphens and doubled spaces, as names are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("-", " ").replace("’", "'")
    return " ".join(_NO_WORD.sub(" ", folded).split())


def read_annotations(folder: Path) -> dict[str, Annotation]:
    """The annotations of a folder, <article id>.gold.json each, by id of the article, sorted.

    InputError for a folder without any, and where a file is broken.
    """
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    if not paths:
        raise InputError(f"{folder}: no annotations (*{SUFFIX}) here")
    return {path.name.removesuffix(SUFFIX): _annotation(path) for path in paths}


def _annotation(path: Path) -> Annotation:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        return Annotation(
            things=tuple(_thing(entity) for entity in given["entities"]),
            posts=tuple(_post(office) for office in given.get("offices", ())),
            occurrences=tuple(_occurrence(event) for event in given.get("events", ())),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not an annotation: {error!r}") from error


def _thing(entity: Mapping[str, Any]) -> Thing:
    names = frozenset(plain(name) for name in (entity["name"], *entity["mentions"]))
    return Thing(id=entity["id"], type=entity["type"], code=entity.get("iso3"), names=names)


def _post(office: Mapping[str, Any]) -> Post:
    title = frozenset(plain(office["title"]).split())
    return Post(holder=office["holder"], of=office.get("of"), title=title)


def _occurrence(event: Mapping[str, Any]) -> Occurrence:
    return Occurrence(
        id=event["id"],
        type=event["type"],
        fillers=tuple(_fillers(event)),
        factuality=event.get("factuality"),
        attributed_to=frozenset(event.get("attributedTo", ())),
        quotes=tuple(event.get("evidence", ())),
    )


def _fillers(event: Mapping[str, Any]) -> Iterator[Filler]:
    for slot in SCORED[event["type"]]:
        given: Any = event.get(slot)
        is_list = isinstance(given, list) and slot not in LOSSES
        for value in given if is_list else (given,):
            if value is not None:
                text = value if isinstance(value, str) else json.dumps(value)
                yield Filler(slot=slot, value=text)
