"""What all articles together tell of the things that act in events: whom they stand for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import EntityType
from kg.resolve import whereabouts
from kg.resolve.entities import Entities
from kg.resolve.numbers import ByText
from kg.resolve.whereabouts import Whereabouts


class Served(NamedTuple):
    """What an office tells of its holders."""

    holders: Set[str]
    states: Set[str]
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Entities by global id."""

    labels: Mapping[str, str]
    sides: Mapping[str, str]  #: the state for which a person or body acts
    places: Mapping[str, Whereabouts]

    def state(self, id_: str) -> str:
        """The state something stands for or lies in; the thing itself if that is not known."""
        if id_ in self.places:
            return f"state/{self.places[id_].state}"
        return self.sides.get(id_, id_)

    def nested(self, left: str, right: str) -> bool:
        """Whether one of the two is a state and the other a place in it."""
        return any(
            inner in self.places and outer == f"state/{self.places[inner].state}"
            for inner, outer in ((left, right), (right, left))
        )

    def acts_for(self, left: str, right: str) -> bool:
        """Whether one of the two is a state and the other acts for it."""
        return self.sides.get(left) == right or self.sides.get(right) == left

    def label(self, id_: str) -> str:
        """The canonical name of an entity; other values stand for themselves."""
        return self.labels.get(id_, id_)

    def of(self, ids: Iterable[str]) -> "World":
        """All that is known of these."""
        wanted = frozenset(ids)
        return World(
            labels={id_: self.labels[id_] for id_ in wanted if id_ in self.labels},
            sides={id_: self.sides[id_] for id_ in wanted & self.sides.keys()},
            places={id_: self.places[id_] for id_ in wanted & self.places.keys()},
        )


def world(found: Entities, offices: Iterable[Served]) -> World:
    """What the entities and offices of all articles tell."""
    places, sides = {}, _states_served(offices)
    for number, (id_, label, key) in enumerate(
        zip(found.ids, found.labels, found.keys, strict=True)
    ):
        type_ = found.type(number)
        if type_ is EntityType.PLACE:
            if where := whereabouts.place(label, key):
                places[id_] = where
        elif type_ is EntityType.ORGANIZATION and (state := whereabouts.body(label, key)):
            sides[id_] = f"state/{state}"
    return World(labels=ByText(found.ids, found.labels.__getitem__), sides=sides, places=places)


def _states_served(offices: Iterable[Served]) -> dict[str, str]:
    """The state that most articles give a person's office of; none if two have as many."""
    served: dict[str, Counter[str]] = {}
    for office in offices:
        for holder in office.holders:
            for state in office.states:
                if state.startswith("state/"):
                    served.setdefault(holder, Counter())[state] += office.articles
    return {holder: most for holder, counted in served.items() if (most := _most(counted))}


def _most(counted: Counter[str]) -> str | None:
    best = counted.most_common(2)
    return None if len(best) == 2 and best[0][1] == best[1][1] else best[0][0]
