"""What articles have of a thing, by the names that decisions of people use."""

from dataclasses import dataclass

from kg.errors import RequestError
from kg.explain.members import members
from kg.web.api.asked import ById
from kg.web.api.index import Index

_LISTED = 200  # articles that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one article has of a thing, by the name that decisions of people use."""

    name: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of articles that were taken for one thing."""

    id: str
    items: tuple[Part, ...]  #: sorted by article


def parts(index: Index, asked: ById) -> Parts:
    """What articles have of an entity or event: the parts that were taken for one thing."""
    if asked.id in index.entities:
        articles = index.entities[asked.id].articles
    elif asked.id in index.events:
        articles = index.events[asked.id].articles
    else:
        raise RequestError(404, f"{asked.id}: nothing of that id")
    readings = index.readings(sorted(set(articles))[:_LISTED])
    names = members(index.graph, readings).get(asked.id, ())
    return Parts(
        id=asked.id,
        items=tuple(Part(name=name, article=name.rpartition("/")[0]) for name in names),
    )
