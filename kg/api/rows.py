"""Records in a fixed order that a notebook shows as a table and pandas takes as a frame."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from kg.errors import KgError

if TYPE_CHECKING:  # an extra, which all else does without
    import pandas

T = TypeVar("T")

_SHOWN = 60  #: rows of a table in a notebook; the rest becomes a number


class Rows(Sequence[T], Generic[T]):
    """A sequence of records; a slice of it is one too.

    ``columns`` says what stands under each heading, and ``shown`` which of them a notebook shows;
    all, if it is not given.
    """

    def __init__(
        self,
        items: Iterable[T],
        columns: Mapping[str, Callable[[T], object]],
        shown: Sequence[str] | None = None,
    ) -> None:
        self._items = tuple(items)
        self._columns = columns
        self._shown = tuple(columns) if shown is None else tuple(shown)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of ``to_frame``."""
        return tuple(self._columns)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows[T]": ...
    def __getitem__(self, index: int | slice) -> "T | Rows[T]":
        if isinstance(index, slice):
            return Rows(self._items[index], self._columns, self._shown)
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"<{_counted(len(self))}: {', '.join(self._shown)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self._shown)
        body = "".join(f"<tr>{self._cells(item)}</tr>" for item in self._items[:_SHOWN])
        left = len(self) - _SHOWN
        more = f", {left} of them not shown" if left > 0 else ""
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<p>{_counted(len(self))}{more}</p>"
        )

    def _cells(self, item: T) -> str:
        values = (self._columns[name](item) for name in self._shown)
        return "".join(f"<td>{escape(_text(value))}</td>" for value in values)

    def to_frame(self) -> "pandas.DataFrame":
        """A pandas DataFrame: a row for each record, several values of one cell as a tuple.

        KgError if pandas is not installed.
        """
        try:
            import pandas
        except ModuleNotFoundError as error:
            raise KgError(
                "to_frame needs pandas, which is not installed: pip install 'simpul[pandas]'"
            ) from error
        return pandas.DataFrame(
            {name: [cell(item) for item in self._items] for name, cell in self._columns.items()}
        )


def _counted(rows: int) -> str:
    return f"{rows} row{'' if rows == 1 else 's'}"


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
