"""Decisions by weighing features: a logistic regression with weights as data.

The weights were learned from annotated articles (training/decisions.py) and stand in
ontology/decisions.json. They are sums in log-odds, so that ``reasons`` can tell what decided.
"""

import contextlib
import functools
import json
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from kg.claims.weighing import chance, reasons
from kg.errors import KnowledgeError
from kg.knowledge.files import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One kind of question: the weights of its features, and the least chances for a yes."""

    weights: Mapping[str, float]  #: that of "" for all
    least: float
    ruled: float  #: the least chance of what rules say too
    known: frozenset[str] = frozenset()  #: events that were seen while it was learned

    def chance(self, features: Mapping[str, float]) -> float:
        """The chance, from 0 to 1, that the answer is yes."""
        return chance(self.weights, features)

    def is_yes(self, chance: float, *, ruled: bool) -> bool:
        """Whether a chance suffices."""
        return chance >= (self.ruled if ruled else self.least)

    def reasons(self, features: Mapping[str, float]) -> tuple[str, ...]:
        """The features that moved the chance most, with what they added in log-odds."""
        return reasons(self.weights, features)


_GIVEN: ContextVar[Mapping[str, Decision] | None] = ContextVar("decisions", default=None)


@contextlib.contextmanager
def deciding_by(given: Mapping[str, Decision]) -> Iterator[None]:
    """Within, these decisions are in the place of those that ship."""
    token = _GIVEN.set(given)
    try:
        yield
    finally:
        _GIVEN.reset(token)


def decisions() -> Mapping[str, Decision]:
    """The decisions "event", "filler", "group" and "source".

    KnowledgeError where the file that ships is broken.
    """
    given = _GIVEN.get()
    return _shipped() if given is None else given


@functools.cache
def _shipped() -> Mapping[str, Decision]:
    path = shipped("ontology") / "decisions.json"
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        return {name: decision(one) for name, one in given.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{path}: not a table of decisions: {error!r}") from error


def decision(given: Mapping[str, Any]) -> Decision:
    """A decision as it was learned; KeyError or TypeError where something is missing."""
    return Decision(
        weights=given["weights"],
        least=given["least"],
        ruled=given["ruled"],
        known=frozenset(given.get("known", ())),
    )
