"""The text of a query: what may not run, what is said of it, and where it is wrong."""

import re
from collections.abc import Iterator

from kg.errors import QueryError

_STRING = r'"((?:[^"\\\n\r]|\\[tnrbf"\'\\])*)"'
#: Where a query has the value of a parameter: before it, the parameter's name, the value, after it.
VALUES = re.compile(rf"(?m)^([ \t]*VALUES \?(\w+) \{{ ){_STRING}( \}})")
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_ESCAPED = {value: f"\\{letter}" for letter, value in _ESCAPES.items()}

_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}

# Whatever could hold a keyword without being one comes first.
_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
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
_FIRST = re.compile(r"#[ \t]*first:")
_BRACE = re.compile(r"[{}]")
_FORM = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_REASON = re.compile(r"(?:^|, )((?:The )?[A-Za-z]+(?: [A-Za-z]+)* [a-z][A-Za-z ]*)(?=,|$)")
_SHOWN = 60  # characters of the line that does not parse


def words(text: str) -> Iterator[str]:
    """The bare words of a query in upper case: keywords, and what no grammar would let stand."""
    return (found["word"].upper() for found in _TOKEN.finditer(text) if found["word"])


def comments(text: str) -> Iterator[re.Match[str]]:
    """The comments of a query."""
    return (found for found in _TOKEN.finditer(text) if found["comment"])


def first(text: str) -> Iterator[tuple[int, int]]:
    """Where the groups stand that a comment ``# first: …`` comes before: those inside none."""
    plain, end = _plain(text), 0
    for comment in comments(text):
        if comment.start() < end or not _FIRST.match(comment[0]):
            continue
        start = plain.find("{", comment.end())
        depth = 0
        for brace in _BRACE.finditer(plain, start if start >= 0 else len(plain)):
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                end = brace.end()
                yield start, end
                break


def prologue(text: str) -> str:
    """The prefixes of a query."""
    found = _FORM.search(_plain(text))
    return text[: found.start()] if found else ""


def _plain(text: str) -> str:
    """A query of the same length that has blanks where no keyword or brace can stand."""
    return _TOKEN.sub(lambda found: found["word"] or " " * len(found[0]), text)


def value(text: str, name: str) -> str | None:
    """The value of a parameter where it stands last in a text; None where it does not."""
    found = [unescaped(one[3]) for one in VALUES.finditer(text) if one[2] == name]
    return found[-1] if found else None


def literal(value: str) -> str:
    """A string of SPARQL with exactly this value; QueryError for what is no text."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise QueryError(f"a value that is not UTF-8: {value!r}") from error
    return '"' + re.sub(r'\\[uU]?|["\t\n\r\b\f]', _escaped, value) + '"'


def unescaped(text: str) -> str:
    """The value of what stands between the quotation marks of a parameter."""
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), text)


def _escaped(found: re.Match[str]) -> str:
    first, rest = found[0][0], found[0][1:]
    if first in '"\\':
        # Many stores look for \\u before they look for strings: no u may follow a backslash.
        return f"\\{first}" + "".join(f"\\U{ord(letter):08X}" for letter in rest)
    return _ESCAPED[first]


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
