"""To which state a place or body belongs, from the gazetteers.

So Moskow and Rusia are no contradiction, and the Israeli army is Israel where it acts.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.knowledge.gazetteers import Known, known, of_names_in_use, properties
from kg.model import EntityType
from kg.resolve.names import body_name, place_name

_CITY = ("capital", "city")
_ACT_FOR_STATE = ("force", "body")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The ISO 3166-1 alpha-3 code of a state, and whether this is a city in it."""

    state: str
    city: bool


def place(label: str, key: str | None) -> Whereabouts | None:
    """Where a place lies; None if unknown or ambiguous."""
    thing = _find(EntityType.PLACE, label, key)
    return Whereabouts(thing.state, thing.kind in _CITY) if thing and thing.state else None


def body(label: str, key: str | None) -> str | None:
    """The state for which an organisation acts, a force or a state body; None for others."""
    thing = _find(EntityType.ORGANIZATION, label, key)
    return thing.state if thing and thing.kind in _ACT_FOR_STATE else None


_COMPARABLE: Mapping[EntityType, Callable[[str], str]] = {
    EntityType.PLACE: place_name,
    EntityType.ORGANIZATION: body_name,
}


def _find(type_: EntityType, label: str, key: str | None) -> Known | None:
    found = properties(key) if key else None
    return found or _by_name(type_).get(_COMPARABLE[type_](label))


@of_names_in_use
def _by_name(type_: EntityType) -> Mapping[str, Known]:
    """Things by comparable name, where one bearer comes before all others."""
    bearers: dict[str, set[tuple[int, Known]]] = defaultdict(set)
    for thing in known():
        if thing.type is type_:
            # Cities of the long list bear ordinary words: they come last.
            rank = 2 if thing.support else 0 if thing.kind == "capital" else 1
            for name in thing.names:
                bearers[_COMPARABLE[type_](name)].add((rank, thing))
    first = {name: min(rank for rank, _ in ranked) for name, ranked in bearers.items()}
    best = {n: [t for rank, t in ranked if rank == first[n]] for n, ranked in bearers.items()}
    return {name: things[0] for name, things in best.items() if len(things) == 1}
