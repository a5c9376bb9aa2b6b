"""Decisions of people: one line each in a text file that wins over every score.

    simpul decisions 1
    same person/sergei-lavrov person/sergey-lawrow # one minister, two spellings
    different seed-001/e1 seed-004/e1 # two visits
    different seed-003/p1 seed-000/p2 seed-005/p1 # the first is a namesake of the others
    wrong claim/seed-000/event/meeting-seed-000-e1/place/place/moskow # it was in Beijing

A thing is named by its id, its IRI, or, for a part of one article, "<article>/<local id>".
A decision about something that is not in the articles (any more) waits, and the graph tells that
it does. To undo one, delete its line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self
from urllib.parse import quote, unquote

from kg.disk import save
from kg.errors import DecisionError

DECISIONS = "decisions.txt"  #: name of the file in a workspace
HEADER = "simpul decisions 1"
_IN_IRI = re.compile(
    r"[/#:=]((?:claim|person|state|organization|place|event|treaty|office)/.+)$", re.DOTALL
)

Verb = Literal["same", "different", "wrong"]
_MOST = 1000  # things that one line may name, so that it stays one that people can read
_THINGS: dict[str, tuple[int, int, str]] = {  # how many a verb takes, in figures and words
    "same": (2, 2, "two things"),
    "different": (2, _MOST, "two things or more"),
    "wrong": (1, 1, "one claim"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line: what somebody decided, about which things, and why."""

    verb: Verb
    things: tuple[str, ...]
    why: str
    line: int = 0

    def __str__(self) -> str:
        things = " ".join(quote(thing, safe="/-._~") for thing in self.things)
        return f"{self.verb} {things}" + (f" # {self.why}" if self.why else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All decisions, in the order of the file."""

    decisions: tuple[Decision, ...] = ()
    path: Path | None = None

    @classmethod
    def read(cls, path: Path) -> Self:
        """The decisions in a file; none if there is no such file. DecisionError names the line."""
        if not path.is_file():
            return cls(path=path)
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError as error:
            raise DecisionError(f"{path}: not UTF-8 text ({error.reason})") from error
        if not lines or lines[0].strip() != HEADER:
            raise DecisionError(f'{path}:1: the first line must be "{HEADER}"')
        ledger = cls(decisions=tuple(_decisions(path, lines)), path=path)
        ledger.check()
        return ledger

    def where(self, decision: Decision) -> str:
        """File and line of a decision, for messages."""
        return f"{self.path or 'decisions'}:{decision.line}"

    def of(self, verb: Verb) -> list[Decision]:
        """The decisions of one kind."""
        return [decision for decision in self.decisions if decision.verb == verb]

    def check(self) -> None:
        """DecisionError where two lines decide the opposite about the same two things."""
        apart = {
            frozenset((decision.things[0], other)): decision
            for decision in self.of("different")
            for other in decision.things[1:]
        }
        for same in self.of("same"):
            if other := apart.get(frozenset(same.things)):
                raise DecisionError(
                    f"{self.where(same)}: contradicts line {other.line}; delete one of them"
                )


def append(path: Path, verb: Verb, things: tuple[str, ...], why: str) -> Decision:
    """Add a decision to a file, which is made if need be; one that is there already is kept.

    DecisionError if the decision or the file is malformed, or contradicts an earlier line.
    """
    if not path.parent.is_dir():
        raise DecisionError(f"{path.parent}: no such folder")
    ledger = Ledger.read(path)
    ids = tuple(thing if "://" not in thing else thing_id(thing) for thing in things)
    reason = " ".join(why.encode(errors="replace").decode().split())
    line = str(Decision(verb=verb, things=ids, why=reason))
    decision = _decision(f"{path}", line, len(ledger.decisions) + 2)
    if any((known.verb, known.things) == (verb, decision.things) for known in ledger.decisions):
        return decision
    Ledger(decisions=(*ledger.decisions, decision), path=path).check()
    text = path.read_text(encoding="utf-8") if path.is_file() else f"{HEADER}\n"
    _save(path, text.rstrip("\n") + f"\n{decision}\n")
    return decision


def withdraw(path: Path, text: str) -> None:
    """Delete the line of a decision, given as ``str(decision)``; all other lines stay.

    DecisionError if there is no such decision (any more).
    """
    lines = {decision.line for decision in Ledger.read(path).decisions if str(decision) == text}
    if not lines:
        raise DecisionError(f"{path}: no decision {text!r}; perhaps it was undone already")
    written = path.read_text(encoding="utf-8").splitlines(keepends=True)
    _save(path, "".join(line for n, line in enumerate(written, start=1) if n not in lines))


def _save(path: Path, text: str) -> None:
    try:
        save(path, text.encode())
    except OSError as error:
        raise DecisionError(f"{path}: {error.strerror}") from error


def _decisions(path: Path, lines: list[str]) -> Iterator[Decision]:
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() and not line.lstrip().startswith("#"):
            yield _decision(f"{path}:{number}", line, number)


def _decision(where: str, line: str, number: int) -> Decision:
    said, _, why = line.partition(" #")
    verb, *things = said.split()
    if verb not in _THINGS:
        raise DecisionError(f"{where}: {verb!r}: same, different or wrong is expected")
    least, most, wanted = _THINGS[verb]
    if not least <= len(things) <= most:
        raise DecisionError(f"{where}: {verb} takes {wanted}, then # and why")
    ids = tuple(thing_id(thing) for thing in things)
    if ids[0] in ids[1:]:
        raise DecisionError(f"{where}: {ids[0]} is named twice")
    if verb == "wrong" and not ids[0].startswith("claim/"):
        raise DecisionError(f"{where}: {ids[0]}: the id of a claim begins with claim/")
    return Decision(verb=verb, things=ids, why=why.strip(), line=number)  # type: ignore[arg-type]


def thing_id(text: str) -> str:
    """The id in an IRI under any base, or the id itself; percent-encoding is undone."""
    text = text.strip("<>")
    found = _IN_IRI.search(text) if "://" in text else None
    return unquote(found[1] if found else text)
