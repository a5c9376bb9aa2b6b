"""The command line: one file per command, found by name and imported only when it is called.

Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 a failure
that one line explains, 2 a command that makes no sense, 3 built although some inputs were refused,
130 interrupted (Ctrl-C), 143 terminated (SIGTERM).
"""

import errno
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

import kg
from kg.cli._log import LOG, Terminated, is_json, tell
from kg.errors import KgError
from kg.found import names

REFUSED = 3
INTERRUPTED = 130
TERMINATED = 143
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  #: of a disk, of a user's share, of a file
_GO_ON = "what was finished is kept, and the same command goes on from there"


class Commands(click.Group):
    """The modules of this folder as commands: ``kg/cli/<name>.py`` holds a command ``<name>``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, sorted."""
        return names(kg.cli)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in names(kg.cli):
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was given; ``--help`` and ``--version`` are answered here already."""
        with _explained(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        tell()
        with _explained(ctx):
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done


@contextmanager
def _explained(ctx: click.Context) -> Iterator[None]:
    """What is not the program's fault becomes one line, without a traceback."""
    try:
        yield
    except KgError as error:
        _fail(ctx, error, str(error))
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _fail(ctx, error, f"{error.filename or 'standard output'}: {error.strerror}")
    except Terminated:
        LOG.error("terminated; %s", _GO_ON)
        ctx.exit(TERMINATED)
    except KeyboardInterrupt:
        LOG.error("interrupted; %s", _GO_ON)
        ctx.exit(INTERRUPTED)


def _fail(ctx: click.Context, error: Exception, why: str) -> NoReturn:
    """End a command with the one line that explains it."""
    if not is_json():
        raise click.ClickException(why) from error
    LOG.error("%s", why)
    ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """Simpul: a knowledge graph of Indonesian news; every fact leads back to its words.

    \b
    Start with:
      kg build examples/*.txt -o output/demo
      kg query --list

    Exit codes: 0 done; 1 failed; 2 wrong usage; 3 built, but some inputs were refused;
    130 interrupted; 143 terminated.
    """
