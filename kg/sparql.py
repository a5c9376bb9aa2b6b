"""The text of a query: what may not run, what is said of it, and where it is wrong."""

import re
from collections.abc import Iterator

from kg.errors import QueryError

_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}

# Whatever could hold a keyword without being one comes first.
_TOKEN = re.compile(
    r"""
      \#[^\n\r]*                                                # comment
    | "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3} | "(?:[^"\\\n\r]|\\.)*"  # strings
    | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} | '(?:[^'\\\n\r]|\\.)*'
    | <[^<>"{}|^`\\\x00-\x20]*>                                 # IRI
    | [?$@]\w+                                                  # variable, language
    | [\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*                   # name with a prefix
    | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)

# A call, wherever it stands: what is before it tells too little, since the store takes keywords
# and names apart where a grammar would see one word ("5SERVICE", "SERVICE:x").
_BETWEEN = r"(?:\s|\#[^\n\r]*+)*+"
_CALL = re.compile(
    rf"SERVICE{_BETWEEN}(?:SILENT{_BETWEEN})?(?:<[^<>{{]*>|[?$][^\s{{]+|[^\s{{:]*:[^\s{{]*){_BETWEEN}\{{",
    re.IGNORECASE,
)
_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_REASON = re.compile(r"(?:^|, )((?:The )?[A-Za-z]+(?: [A-Za-z]+)* [a-z][A-Za-z ]*)(?=,|$)")
_SHOWN = 60  # characters of the line that does not parse


def words(text: str) -> Iterator[str]:
    """The bare words of a query in upper case: keywords, and what no grammar would let stand."""
    return (found["word"].upper() for found in _TOKEN.finditer(text) if found["word"])


def refuse(text: str) -> None:
    """QueryError for updates and calls; the store would follow SERVICE without asking."""
    if _CALL.search(text):
        raise QueryError("SERVICE is refused: a query may not call other machines")
    first = next((word for word in words(text) if word not in {"BASE", "PREFIX", "VERSION"}), None)
    if first in _UPDATES:
        raise QueryError(f"{first} is refused: the graph can be read, not changed")
    if first is None:
        raise QueryError("there is no query in it")


def where(text: str, message: str) -> str:
    """The place of an error in one line; the parser's own words where they help."""
    found = _PLACE.match(message)
    if not found:
        return " ".join(message.split())
    line, column = int(found[1]), int(found[2])
    lines = text.split("\n")
    near = lines[line - 1].strip() if line <= len(lines) else ""
    shown = f"{near[:_SHOWN]} …" if len(near) > _SHOWN else near
    reason = _REASON.search(found[3])
    why = reason[1] if reason else "not SPARQL"
    return f"line {line}, column {column}: {why}" + (f": {shown}" if shown else "")
