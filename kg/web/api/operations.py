"""The operations of the JSON API by their paths, and how one of them is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

import msgspec

from kg.errors import RequestError
from kg.web.api import asked, lists, pages, parts, seen, words
from kg.web.api.index import Index

ROOT = "/api/"
_ID = "/{id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A path, what it answers, and the records of what is given and what comes back."""

    path: str  #: behind ROOT
    answer: Callable[[Index, Any], Any]
    given: type
    result: type

    @property
    def says(self) -> str:
        """What it answers, in words."""
        return (self.answer.__doc__ or "").strip()


def _operations(functions: Mapping[str, Callable[[Index, Any], Any]]) -> dict[str, Operation]:
    made = {}
    for path, function in functions.items():
        hints = get_type_hints(function)
        result = hints.pop("return")
        made[path] = Operation(
            path=path, answer=function, given=list(hints.values())[1], result=result
        )
    return made


OPERATIONS = _operations(
    {
        "overview": lists.overview,
        "search": lists.search,
        "events": lists.events,
        f"events{_ID}": pages.event,
        "entities": lists.entities,
        f"entities{_ID}": pages.entity,
        "articles": lists.articles,
        f"articles{_ID}": pages.article,
        f"parts{_ID}": parts.parts,
        "places": seen.places,
        "network": seen.network,
        "compare": seen.compare,
        "vocabulary": words.vocabulary,
        "questions": words.questions,
    }
)


def answer(index: Index, path: str, given: Mapping[str, str]) -> bytes:
    """The answer as JSON; ``path`` is behind ROOT, and decoded.

    RequestError 404 for what is not there, 400 for parameters that do not fit.
    """
    name, _, id_ = path.partition("/")
    operation = OPERATIONS.get(name + _ID if id_ else path)
    if operation is None:
        raise RequestError(404, f"{ROOT}{path}: nothing there; see {ROOT}openapi.json")
    told: Any = asked.read({**given, "id": id_} if id_ else given, operation.given)
    return msgspec.json.encode(operation.answer(index, told))
