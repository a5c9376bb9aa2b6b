"""A source of names: a folder with ``source.yaml``, which says what it is, and ``rows.csv``.

``source.yaml`` has a title, where it is from, its licence, its date and what each column means.
Where it has a type too, its rows are persons, organisations or places, and anybody may add one.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml
from kg.model import EntityType

ABOUT = "source.yaml"
TABLE = "rows.csv"
TYPES = (EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PLACE)
_TEXTS = ("title", "from", "licence", "date")
_COLUMNS = "columns"
_TYPE = "type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table."""

    where: str  #: file and line: for messages
    cells: Mapping[str, str]  #: by column

    def get(self, column: str) -> str:
        """What stands in a column; nothing where the table has no such column."""
        return self.cells.get(column, "")

    def required(self, column: str, pattern: str, expected: str) -> str:
        """What stands in a column.

        KnowledgeError where the pattern does not match it all; ``expected`` says that in words.
        """
        if not re.fullmatch(pattern, self.get(column), re.ASCII):
            raise self.error(column, f"not {expected}")
        return self.get(column)

    def optional(self, column: str, pattern: str, expected: str) -> str | None:
        """The same, and None where nothing stands there."""
        return self.required(column, pattern, expected) if self.get(column) else None

    def error(self, column: str, why: str) -> KnowledgeError:
        """The error of a cell."""
        return KnowledgeError(f"{self.where}: {column} {self.get(column)!r} is {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source whose ``source.yaml`` keeps the rules."""

    folder: Path
    type: EntityType | None  #: what its rows are, where they are all of one type
    columns: tuple[str, ...]

    @property
    def table(self) -> Path:
        """The file with the rows."""
        return self.folder / TABLE


def read_source(folder: Path) -> Source:
    """What a source says of itself. KnowledgeError names the file and the field."""
    path = folder / ABOUT
    about = load_yaml(path)
    known = (*_TEXTS, _COLUMNS, _TYPE)
    if not isinstance(about, dict):
        raise KnowledgeError(f"{path}: a mapping with {', '.join(known)} is expected")
    for field in about:
        if field not in known:
            raise KnowledgeError(f"{path}: {field} is no field here; known are {', '.join(known)}")
    for field in _TEXTS:
        if about.get(field) in (None, "") or isinstance(about[field], dict | list):
            raise KnowledgeError(f"{path}: {field} is missing, or is no text")
    columns = about.get(_COLUMNS)
    if not isinstance(columns, dict) or not all(isinstance(name, str) for name in columns):
        raise KnowledgeError(f"{path}: columns must say what each column means")
    type_ = about.get(_TYPE)
    if _TYPE in about and type_ not in TYPES:
        raise KnowledgeError(f"{path}: type {type_} is unknown; known are {', '.join(TYPES)}")
    return Source(folder=folder, type=EntityType(type_) if type_ else None, columns=tuple(columns))


def rows(source: Source, *needed: str) -> Iterator[Row]:
    """The rows of a source.

    KnowledgeError, with file and line, where a column of ``needed`` is missing, the columns are
    not those that the source describes, or a row has more or fewer.
    """
    path = source.table
    try:
        # Spreadsheets put a byte order mark before what they write.
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            _check_columns(source, list(reader.fieldnames or ()), needed)
            for cells in reader:
                where = f"{path}:{reader.line_num}"
                if None in cells or None in cells.values():
                    raise KnowledgeError(f"{where}: wrong number of columns")
                yield Row(where=where, cells=cells)
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path}: not UTF-8; save it as UTF-8") from error
    except csv.Error as error:
        raise KnowledgeError(f"{path}:{reader.line_num}: not a table: {error}") from error


def _check_columns(source: Source, found: list[str], needed: tuple[str, ...]) -> None:
    path = f"{source.table}:1"
    for column in (*needed, *source.columns):
        if column not in found:
            raise KnowledgeError(f"{path}: column {column!r} is missing")
    for column in found:
        if found.count(column) > 1:
            raise KnowledgeError(f"{path}: column {column!r} is there twice")
        if column not in source.columns:
            raise KnowledgeError(f"{path}: column {column!r} is not described in {ABOUT}")
