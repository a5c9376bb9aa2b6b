"""The questions that ship with Simpul: queries/<name>.rq, each plain SPARQL that any store runs.

The first comment lines of a file say what it asks, in Indonesian and in English, and what can be
given to it::

    # id: Siapa bertemu siapa?
    # en: Who met whom?
    # param: who: part of a name; everybody if empty

A parameter is a string in the query itself, ``VALUES ?who { "" }``: what stands there is the
default, and what a user gives takes its place, written so that it stays one string. A question
about all there is chooses some of it, the newest or the first: ``limit`` is the number in its lines
``LIMIT 100``, if the comment lines explain it.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError
from kg.knowledge.files import shipped
from kg.sparql import VALUES, literal, unescaped
from kg.store import Answer, answer

SUFFIX = ".rq"
LIMIT = "limit"  #: the parameter that is a number
NO_LIMIT = "1000000000"  #: as its value: more than there can be

_LIMIT = re.compile(r"(?m)^([ \t]*LIMIT )(\d+)[ \t]*$")
_HEADER = re.compile(r"#[ \t]*(id|en|param):[ \t]*(.+?)[ \t\r]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A string that a user may give to a question."""

    name: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query with what it asks in words; both are "" for a query without such lines."""

    name: str
    id: str
    en: str
    parameters: tuple[Parameter, ...]
    text: str  #: the file as it is, with the defaults

    def filled(self, given: Mapping[str, str]) -> str:
        """The query with values for some parameters, on the same lines; QueryError for others.

        Whatever a value holds, it stays one string of the query.
        """
        names = [parameter.name for parameter in self.parameters]
        for name in given:
            if name not in names:
                known = ", ".join(names) or "none"
                raise QueryError(f"no parameter {name!r}; there is: {known}")

        def fill(found: re.Match[str]) -> str:
            if found[2] not in given:
                return found[0]
            return f"{found[1]}{literal(given[found[2]])}{found[4]}"

        text = VALUES.sub(fill, self.text)
        if LIMIT not in given:
            return text
        if not re.fullmatch(r"\d{1,10}", given[LIMIT], re.ASCII):
            raise QueryError(f"{LIMIT}={given[LIMIT]!r}: not a number")
        return _LIMIT.sub(rf"\g<1>{given[LIMIT]}", text)

    def unlimited(self) -> str:
        """The query for all there is."""
        is_limited = any(parameter.name == LIMIT for parameter in self.parameters)
        return self.filled({LIMIT: NO_LIMIT} if is_limited else {})

    def notice(self, given: Mapping[str, str], rows: int) -> str | None:
        """What to say of an answer with so many rows that may not be whole; None if it is."""
        known = {parameter.name: parameter.default for parameter in self.parameters}
        limit = {**known, **given}.get(LIMIT)
        if limit is None or rows < int(limit):
            return None
        return f"there may be more than {LIMIT}={limit} gives"


def questions() -> dict[str, Question]:
    """All questions that ship, by name, sorted."""
    paths = sorted(shipped("queries").glob(f"*{SUFFIX}"))
    return {path.stem: parsed(path.stem, path.read_text(encoding="utf-8")) for path in paths}


def question(name: str) -> Question:
    """The question of that name; QueryError with the nearest names where there is none."""
    known = questions()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    raise QueryError(f"no question or file {name!r}; {meant}kg query --list shows all")


def read(path: Path) -> Question:
    """The query in a file of the user's; QueryError where it cannot be read."""
    try:
        return decoded(str(path), path.read_bytes())
    except OSError as error:
        raise QueryError(f"{path}: cannot be read: {error.strerror}") from error


def decoded(name: str, content: bytes) -> Question:
    """A query of the user's as bytes; QueryError where they are not UTF-8."""
    try:
        return parsed(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise QueryError(f"{name}: not UTF-8 at byte {error.start}") from error


def parsed(name: str, text: str) -> Question:
    """A query with its first comment lines taken apart."""
    header: list[tuple[str, str]] = []
    place = 0
    while found := _HEADER.match(text, place):
        header.append((found[1], found[2]))
        place = found.end()
    asked = dict(header)
    meanings = dict(_meaning(line) for kind, line in header if kind == "param")
    defaults = {found[2]: unescaped(found[3]) for found in VALUES.finditer(text)}
    if LIMIT in meanings and (found := _LIMIT.search(text)):
        defaults[LIMIT] = found[2]
    parameters = tuple(
        Parameter(name=name, default=default, meaning=meanings.get(name, ""))
        for name, default in defaults.items()
    )
    return Question(
        name=name, id=asked.get("id", ""), en=asked.get("en", ""), parameters=parameters, text=text
    )


def ask(asked: Question, path: Path, given: Mapping[str, str], seconds: float) -> Answer:
    """The answer of the graph in ``path``, with values for some parameters.

    The errors are those of ``kg.store.answer``; a QueryError begins with the question's name.
    """
    try:
        return answer(path, asked.filled(given), seconds=seconds)
    except QueryError as error:
        raise QueryError(f"{asked.name}: {error}") from error


def _meaning(line: str) -> tuple[str, str]:
    name, _, meaning = line.partition(":")
    return name.strip(), meaning.strip()
