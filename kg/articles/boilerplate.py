"""What in a text is the page's and not the article's: links, credits, menus, advertisements."""

import bisect
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.articles import tables
from kg.articles.lines import Line, lines
from kg.articles.related import end_of_title
from kg.errors import KnowledgeError
from kg.model import Skip

SCOPES = ("line", "heading", "foot", "inline", "title")
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_CELL_SIGN = re.compile(r"\t| \| ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One kind of boilerplate; the examples mark with « and » what it must find."""

    name: str
    scope: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


def find_boilerplate(text: str) -> tuple[Skip, ...]:
    """The boilerplate of a text, sorted and not overlapping."""
    all_lines = tuple(lines(text))
    whole = merged([*_whole_lines(text, all_lines), *_table_rows(all_lines)])
    rest = outside(all_lines, whole)
    return merged([*whole, *(skip for line in rest for skip in _within(text, line))])


def merged(skips: Iterable[Skip]) -> tuple[Skip, ...]:
    """The same stretches, sorted, overlapping ones joined under the name of the first."""
    joined: list[Skip] = []
    for skip in sorted(skips, key=lambda skip: (skip.start, -skip.end, skip.why)):
        if joined and skip.start < joined[-1].end:
            last = joined.pop()
            end = max(last.end, skip.end)
            joined.append(Skip(start=last.start, end=end, why=last.why))
        else:
            joined.append(skip)
    return tuple(joined)


def outside(all_lines: Iterable[Line], skips: Sequence[Skip]) -> Iterator[Line]:
    """The lines that no skip covers; skips are sorted and do not overlap."""
    starts = [skip.start for skip in skips]
    for line in all_lines:
        before = bisect.bisect_right(starts, line.start)
        if not before or skips[before - 1].end < line.end:
            yield line


def _whole_lines(text: str, all_lines: Sequence[Line]) -> Iterator[Skip]:
    heading: Pattern | None = None  # titles of other articles may follow
    for line in all_lines:
        pattern = _pattern_of(line)
        if pattern and pattern.scope == "foot":
            yield Skip(start=line.start, end=len(text.rstrip()), why=pattern.name)
            return
        if pattern:
            heading = pattern if pattern.scope in ("heading", "title") else heading
            yield Skip(start=line.start, end=line.end, why=pattern.name)
        elif heading and (not line.is_prose or line.text.endswith(("?", "!"))):
            yield Skip(start=line.start, end=line.end, why=heading.name)
            heading = heading if heading.scope == "heading" else None  # a link has one title
        else:
            heading = None


def _pattern_of(line: Line) -> Pattern | None:
    """The pattern of a whole line; a link alone in it has its title in the next one."""
    for pattern in patterns():
        if pattern.scope in ("line", "heading", "title") and pattern.regex.fullmatch(line.text):
            return pattern
        if pattern.scope == "foot" and pattern.regex.match(line.text):
            return pattern
    return None


def _within(text: str, line: Line) -> Iterator[Skip]:
    for pattern in patterns():
        if pattern.scope not in ("inline", "title"):
            continue
        for match in pattern.regex.finditer(text, line.start, line.end):
            end = match.end()
            if pattern.scope == "title":
                end = end_of_title(text, end, line_start=match.start() == line.start)
            end = match.start() + len(text[match.start() : end].rstrip())
            yield Skip(start=match.start(), end=end, why=pattern.name)


def _table_rows(all_lines: Sequence[Line]) -> Iterator[Skip]:
    """Rows of tables that lost their cell borders: neighbours with equally many glued words."""
    cells = [0 if line.is_prose else _cells(line.text) for line in all_lines]
    for i, line in enumerate(all_lines):
        beside = {cells[i - 1] if i else 0, cells[i + 1] if i + 1 < len(cells) else 0}
        if cells[i] and cells[i] in beside:
            yield Skip(start=line.start, end=line.end, why="table")


def _cells(text: str) -> int:
    """How many borders of cells a line shows."""
    return len(_CELL_SIGN.findall(text)) or len(_GLUED.findall(text))


@functools.cache
def patterns() -> tuple[Pattern, ...]:
    """The shipped patterns."""
    return load_patterns(tables.table("boilerplate.yaml"))


def load_patterns(path: Path) -> tuple[Pattern, ...]:
    """Read a file of patterns; KnowledgeError where it breaks its rules."""
    entry = tables.load(path, {"fragments": dict, "patterns": list})
    return tuple(
        _pattern(one, entry["fragments"], f"{path}: patterns[{index}]")
        for index, one in enumerate(entry["patterns"])
    )


def _pattern(entry: object, fragments: dict[str, str], where: str) -> Pattern:
    fields = {"name": str, "scope": str, "pattern": str, "examples": list}
    if isinstance(entry, dict):
        fields |= {"not": list} if "not" in entry else {}
    checked = tables.fields_of(entry, fields, where)
    where = f"{where} ({checked['name']})"
    if checked["scope"] not in SCOPES:
        raise KnowledgeError(f"{where}: scope must be one of {', '.join(SCOPES)}")
    return Pattern(
        name=checked["name"],
        scope=checked["scope"],
        regex=tables.regex(checked["pattern"], f"{where}: pattern", fragments),
        examples=tables.words(checked["examples"], f"{where}: examples"),
        counterexamples=tables.words(checked.get("not", []), f"{where}: not"),
    )
