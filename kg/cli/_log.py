"""What commands tell on standard error, in lines to read or JSON; how those that run long end."""

import contextlib
import json
import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import FrameType
from typing import NoReturn, TypeVar

import click

F = TypeVar("F", bound=Callable[..., None])

LOG = logging.getLogger("kg")
_NAMES = {logging.INFO: "info", logging.WARNING: "note", logging.ERROR: "error"}


class Terminated(KeyboardInterrupt):
    """SIGTERM, which is handled as Ctrl-C is."""


def logged(command: F) -> F:
    """Options of a command that tells what it does; ``start`` wants their values."""
    for option in (
        click.option("--log-json", "as_json", is_flag=True, help="Tell it all as lines of JSON."),
        click.option("-v", "--verbose", is_flag=True, help="Tell every step, and its time."),
        click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
    ):
        command = option(command)
    return command


def start(*, quiet: bool, verbose: bool, as_json: bool) -> None:
    """Tell as the options say, and end at SIGTERM as at Ctrl-C, until the command is done."""
    tell(logging.ERROR if quiet else logging.INFO if verbose else logging.WARNING, as_json=as_json)
    click.get_current_context().with_resource(_terminable())


def tell(level: int = logging.WARNING, *, as_json: bool = False) -> None:
    """Write to standard error what is told from now on, if it is of this level or above."""
    LOG.handlers = [_Json() if as_json else _Plain()]
    LOG.setLevel(level)


def is_json() -> bool:
    """Whether the command tells JSON."""
    return any(isinstance(handler, _Json) for handler in LOG.handlers)


class _Plain(logging.Handler):
    """A line as a person reads it."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line above the bar, if there is one."""
        if "tqdm" in sys.modules:
            from tqdm import tqdm

            with tqdm.external_write_mode(file=sys.stderr):
                self._write(record)
        else:
            self._write(record)

    def _write(self, record: logging.LogRecord) -> None:
        kind = "note: " if record.levelno == logging.WARNING else ""
        click.echo(f"{kind}{record.getMessage()}", err=True)


class _Json(_Plain):
    """The same as an object."""

    def _write(self, record: logging.LogRecord) -> None:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": _NAMES.get(record.levelno, record.levelname.lower()),
            "message": record.getMessage(),
        } | getattr(record, "fields", {})
        click.echo(json.dumps(told, ensure_ascii=True), err=True)


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM ends the block as Ctrl-C does; only a main thread can hear it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []

    def terminate(number: int, frame: FrameType | None) -> NoReturn:
        heard.append(number)
        raise Terminated

    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    except KeyboardInterrupt as error:
        if heard:  # Ray makes a Ctrl-C of it
            raise Terminated from error
        raise
    finally:
        signal.signal(signal.SIGTERM, before)
