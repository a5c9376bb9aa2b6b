"""Readings made from gold annotations: what a perfect reader would hand to the resolver."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kg.model import Event, Reading
from tests.gold_graph import GoldArticle


@dataclass(frozen=True)
class LocalArticle(GoldArticle):
    """An annotation file whose ids stay the annotators' own, as those of a reading are."""

    @cached_property
    def ids(self) -> dict[str, str]:
        return {e["id"]: e["id"] for e in self.gold["entities"]}

    def reading(self) -> Reading:
        events = zip(self.gold["events"], self.events({}), strict=True)
        offices = enumerate(self.offices(), start=1)
        return Reading(
            article=self.article,
            entities=tuple(self.entities()),
            offices=tuple(_renamed(office, f"f{number}") for number, office in offices),
            events=tuple(_renamed(event, e["id"]) for e, event in events),
        )


def _renamed(event: Event, id_: str) -> Event:
    claims = tuple(replace(claim, subject=id_) for claim in event.claims)
    return Event(id=id_, type=event.type, claims=claims)


def readings(paths: Iterable[Path]) -> list[Reading]:
    """A reading of every annotation file."""
    return [LocalArticle(path).reading() for path in sorted(paths)]
