"""The options that choose how a workspace is made; they are remembered in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

import kg.views
from kg.found import names

F = TypeVar("F", bound=Callable[..., Any])

_NONE, _USUAL = "none", "usual"  #: in the place of formats
_NO_NAMES = "none"  #: takes names of one's own out of a workspace


def settings(command: F) -> F:
    """Options ``models``, ``fast``, ``own``, ``base`` and ``formats``, which ``chosen`` wants."""
    for option in (
        click.option(
            "--format",
            "formats",
            multiple=True,
            type=click.Choice([_NONE, _USUAL, *names(kg.views)]),
            help="Write this format too, now and from now on; may be given again. With none, no"
            " file is written but in the formats named beside it: enough for a large workspace,"
            " since questions are asked of its store. usual: page, trig and turtle again.",
        ),
        click.option("--base", metavar="IRI", help="Begin the IRIs of things with this."),
        click.option(
            "--names",
            "own",
            metavar="DIR|none",
            help="Names of your own, beside those that ship, now and from now on;"
            " none forgets them.",
        ),
        click.option(
            "--fast/--exact",
            "fast",
            default=None,
            help="Parse in bfloat16, now and from now on, on a processor with AMX: 1.6 times as"
            " fast, and of 2,000 labels about one differs. --exact parses as usual again. A"
            " workspace is parsed anew when this changes.",
        ),
        click.option(
            "--models",
            envvar="SIMPUL_MODELS",
            metavar="DIR|stanford",
            help="Language models other than the bundled ones.",
        ),
    ):
        command = option(command)
    return command


def chosen(
    models: str | None,
    own: str | None,
    base: str | None,
    formats: tuple[str, ...],
    fast: bool | None,
    *,
    here: bool = True,
) -> dict[str, object]:
    """Those fields of a workspace's settings that the options name.

    ModelError where parsing is to be fast, and ``here``, on a processor that cannot.
    """
    given: dict[str, object] = {"models": _absolute(models), "base": base}
    given["formats"] = tuple(name for name in formats if name not in (_NONE, _USUAL))
    given = {name: value for name, value in given.items() if value}
    if _NONE in formats or _USUAL in formats:
        given["usual"] = _NONE not in formats
    if own:
        given["names"] = None if own == _NO_NAMES else str(Path(own).resolve())
    if fast is not None:
        given["fast"] = fast
    if fast and here:  # before the workspace remembers it, and asks for it from now on
        from kg.sentences.parsers.fast import check_processor  # imports torch: seconds

        check_processor()
    return given


def _absolute(models: str | None) -> str | None:
    """A folder of models however the workspace is reached later; "stanford" stays a name."""
    from kg.sentences.models import STANFORD

    return models if models in (None, STANFORD) else str(Path(str(models)).resolve())
