"""An open workspace: ask it, list what is in it, draw it."""

import keyword
import re
import warnings
from collections.abc import Callable, Collection
from datetime import date
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any

from kg.api.answers import rows
from kg.api.page import Page
from kg.api.records import Entity, Event, bounds, entity_records, event_records
from kg.api.rows import Rows
from kg.errors import QueryError, WorkspaceError
from kg.exports import stored_graph
from kg.knowledge.frames import frames
from kg.model import EntityType, Graph
from kg.questions import Question, ask, parsed, question, read
from kg.rdf.slots import slots
from kg.rdf.terms import BASE, Terms
from kg.store import graph_of
from kg.views._network import Network, network
from kg.workspace import Workspace

_PAGE = "graph.html"
_HEIGHT = 640  # pixels
_NAME = re.compile(r"[\w-]+")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_EVER = ("", "9999-12-31")

_ENTITY_COLUMNS = ("id", "iri", "type", "label", "names", "key", "articles")
_ENTITY_SHOWN = ("type", "label", "names", "articles")
_EVENT_BEGINNING = ("id", "iri", "type", "label_id", "label_en", "factuality", "confidence")
_EVENT_END = ("disputed", "attributed_to", "denied_by", "articles", "outlets", "sources")
_EVENT_SHOWN = ("label_id", "factuality", "confidence", "attributed_to", "articles")


class OpenWorkspace:
    """A workspace as ``kg build`` left it; nothing in it is changed.

    Events, entities and the network are made of the stored readings when one of them is asked for
    first, and kept: open the workspace again after a build.
    """

    def __init__(self, folder: Path, seconds: float) -> None:
        with Workspace(folder):
            self._folder = folder
        self._seconds = seconds

    def __repr__(self) -> str:
        return f"<workspace {self._folder}>"

    def query(self, asked: str | Path, /, **parameters: str | int | date) -> Rows[Any]:
        """The answer to a question by its name, to SPARQL, or to a file with SPARQL.

        The rows are named tuples. A parameter whose name Python keeps for itself is given with
        an underscore behind it: ``from_="2025"``. A UserWarning tells where there may be more than
        a question's ``limit`` gives. QueryError as ``kg query`` has it, also for a query that takes
        longer than the seconds given to ``kg.open``.
        """
        given = {_given(name): str(value) for name, value in parameters.items()}
        wanted = _question(asked)
        answer = ask(wanted, graph_of(self._folder), given, self._seconds)
        if notice := wanted.notice(given, len(answer.rows)):
            warnings.warn(notice, stacklevel=2)
        return rows(answer)

    def graph(self) -> Network:
        """A networkx.MultiDiGraph, the caller's own: the nodes and edges of the GraphML export."""
        return network(self._graph)

    def events(
        self,
        *,
        type: str | None = None,  # noqa: A002 - the record's own word
        who: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> Rows[Event]:
        """The events and agreements that fit all that is given, sorted by date.

        ``type`` is a class of the ontology ("Meeting"). ``who`` is in one of the slots: part of
        a name in any case, an id or an IRI. ``since`` and ``until`` (YYYY-MM-DD, YYYY-MM or YYYY,
        both inclusive) keep what may have been in that time; what has no date is then left out.
        QueryError for a type or date that is none.
        """
        _check_type(type, frames())
        first = _days("since", since)[0] if since else _EVER[0]
        last = _days("until", until)[1] if until else _EVER[1]
        known = {entity.id for entity in self.entities(name=who)} if who else set()
        found = (
            event
            for event in self._events
            if (type is None or event.type == type)
            and (not who or not known.isdisjoint(event.entities))
            and (not (since or until) or _meets(event, first, last))
        )
        columns: dict[str, Callable[[Event], object]] = {
            **{name: attrgetter(name) for name in _EVENT_BEGINNING},
            **{name: _slot(name) for name in slots()},
            **{name: attrgetter(name) for name in _EVENT_END},
        }
        return Rows(found, columns, _EVENT_SHOWN)

    def entities(
        self,
        *,
        type: str | None = None,  # noqa: A002 - the record's own word
        name: str | None = None,
    ) -> Rows[Entity]:
        """The persons, states, organisations and places that fit, sorted by label.

        ``name`` is part of a name in any case, an id or an IRI. QueryError for a type that is none.
        """
        _check_type(type, [kind.value for kind in EntityType])
        found = (
            entity
            for entity in self._entities
            if (type is None or entity.type == type) and (not name or _is_called(entity, name))
        )
        return Rows(found, {name: attrgetter(name) for name in _ENTITY_COLUMNS}, _ENTITY_SHOWN)

    def view(self, *, height: int = _HEIGHT) -> Page:
        """The page that ``kg build`` wrote; a notebook shows it, ``height`` pixels high.

        WorkspaceError if it is not there.
        """
        path = self._folder / _PAGE
        try:
            return Page(path.read_text(encoding="utf-8"), height)
        except (OSError, UnicodeDecodeError) as error:
            raise WorkspaceError(f"{path}: no page to read; kg build writes it") from error

    @cached_property
    def _resolved(self) -> tuple[Graph, Terms]:
        stored = stored_graph(self._folder)
        return stored.graph, Terms(stored.base or BASE)

    @property
    def _graph(self) -> Graph:
        return self._resolved[0]

    @cached_property
    def _events(self) -> tuple[Event, ...]:
        return tuple(event_records(*self._resolved))

    @cached_property
    def _entities(self) -> tuple[Entity, ...]:
        return tuple(entity_records(*self._resolved))


def _question(asked: str | Path) -> Question:
    if isinstance(asked, Path):
        return read(asked)
    return question(asked) if _NAME.fullmatch(asked) else parsed("SPARQL", asked)


def _given(name: str) -> str:
    """The parameter that a keyword of a call means."""
    plain = name.removesuffix("_")
    return plain if keyword.iskeyword(plain) else name


def _check_type(given: str | None, known: Collection[str]) -> None:
    if given is not None and given not in known:
        raise QueryError(f"no type {given!r}; there is: {', '.join(known)}")


def _days(what: str, given: str | date) -> tuple[str, str]:
    """The first and the last day of a date that the user gave."""
    text = f"{given:%Y-%m-%d}" if isinstance(given, date) else given
    if not _DATE.fullmatch(text):
        raise QueryError(f"{what}={text!r}: not a date; give YYYY-MM-DD, YYYY-MM or YYYY")
    return bounds(text)


def _meets(event: Event, first: str, last: str) -> bool:
    return any(begin <= last and first <= end for begin, end in event.periods)


def _is_called(entity: Entity, name: str) -> bool:
    if name in (entity.id, entity.iri):
        return True
    return any(name.lower() in known.lower() for known in (entity.label, *entity.names))


def _slot(name: str) -> Callable[[Event], object]:
    return lambda event: event.slots.get(name, ())
