"""The solutions of a query as named tuples with Python's own numbers."""

import json
from collections import namedtuple
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from kg.api.rows import Rows
from kg.store import Answer

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPES: dict[str, Callable[[str], object]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": float,
    f"{_XSD}double": float,
    f"{_XSD}float": float,
    f"{_XSD}boolean": {"true": True, "false": False, "1": True, "0": False}.__getitem__,
}


def rows(answer: Answer) -> Rows[Any]:
    """A named tuple for each solution, in its order.

    Numbers and booleans are Python's, all else is text; what is unbound is None. A variable that
    cannot be a name in Python is called by its place: ``_0``. ASK has one row with ``answer``.
    """
    row = _row(answer.columns)
    columns = {name: itemgetter(place) for place, name in enumerate(answer.columns)}
    told = json.loads(answer.document)
    if "boolean" in told:
        return Rows([row(told["boolean"])], columns)
    solutions = told["results"]["bindings"]
    return Rows(
        (row(*(_value(found.get(name)) for name in answer.columns)) for found in solutions), columns
    )


def _row(columns: tuple[str, ...]) -> Callable[..., Any]:
    return namedtuple("Row", columns, rename=True)


def _value(term: Mapping[str, str] | None) -> object:
    if term is None:
        return None
    text = term["value"]
    try:
        return _TYPES.get(term.get("datatype", ""), str)(text)
    except (ValueError, KeyError):  # a literal that is not what it says it is
        return text
