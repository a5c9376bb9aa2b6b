"""Resolving in pieces: what is remembered and who works on them shows nowhere in the graph."""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from benchmarks.resolve import readings
from kg.model import Graph, Reading, Run
from kg.resolve import resolve
from kg.resolve.graphs import whole
from kg.resolve.joined import join
from kg.resolve.ledger import Decision, Ledger, Verb
from kg.resolve.memory import AtHand, Given, Results, Spread, here
from kg.spreading import spreading

RUN = Run(version="test", models="none", settings="")
COUNT = 120
NEWS = tuple(readings(COUNT))
WHOLE = resolve(NEWS, Ledger(), RUN)


class Kept:
    """A memory that counts what was made."""

    def __init__(self) -> None:
        self.known: dict[str, Counted] = {}
        self.made: Counter[str] = Counter()

    def recall(self, step: str) -> Results:
        return self.known.setdefault(step, Counted(self.made, step))


class Counted(AtHand):
    """Results, new ones of which are counted."""

    def __init__(self, made: Counter[str], step: str) -> None:
        self.made, self.step = made, step

    def add(self, new: Iterable[tuple[bytes, bytes]]) -> None:
        found = list(new)
        self.made[self.step] += len(found)
        super().add(found)


def graph(
    among: Iterable[Reading],
    ledger: Ledger | None = None,
    memory: Kept | None = None,
    spread: Spread = here,
) -> Graph:
    stock = Given(among)
    stock.spread = spread
    if memory:
        stock.memory = memory
    return whole(join(stock, ledger or Ledger(), RUN))


def decided(chance: random.Random) -> Ledger:
    """Decisions of every kind about things that may be there or not."""
    people = sorted({one.id for one in WHOLE.entities if one.id.startswith("person/")})
    reports = [f"{reading.article.id}/e{number}" for reading in NEWS for number in range(3)]
    things: list[tuple[Verb, tuple[str, ...]]] = [
        ("same", tuple(chance.sample(people, 2))),
        ("different", tuple(chance.sample(people, 2))),
        ("different", tuple(chance.sample(reports, 2))),
        *(("wrong", (claim(chance),)) for _ in range(6)),
    ]
    return Ledger(
        decisions=tuple(
            Decision(verb=verb, things=named, why="", line=line)
            for line, (verb, named) in enumerate(things)
        )
    )


def claim(chance: random.Random) -> str:
    """The id of a claim."""
    event = chance.choice((*WHOLE.events, *WHOLE.offices))
    told = chance.choice(event.claims)
    slot = chance.choice(("type", told.slot))
    return f"claim/{told.article_id}/{event.id}/{slot}/{told.value.text}"


@pytest.mark.parametrize("seed", range(6))
def test_what_is_remembered_changes_nothing(seed: int) -> None:
    """Whatever was added, taken out and decided before."""
    chance = random.Random(seed)
    memory = Kept()
    for _ in range(4):
        among = chance.sample(NEWS, chance.randrange(1, COUNT))
        ledger = chance.choice((Ledger(), decided(chance)))
        assert graph(among, ledger, memory) == resolve(among, ledger, RUN)


def test_one_article_more_costs_what_it_touches() -> None:
    memory = Kept()
    graph(NEWS[1:], memory=memory)
    all_made = memory.made.copy()
    memory.made.clear()
    graph(NEWS, memory=memory)
    assert memory.made["told"] == 1
    assert memory.made["edges"] < all_made["edges"] / 5
    assert memory.made["clusters"] < all_made["clusters"] / 5
    memory.made.clear()
    graph(NEWS, memory=memory)
    assert memory.made.total() == 0


def test_what_nobody_wants_any_more_is_forgotten() -> None:
    memory = Kept()
    graph(NEWS, memory=memory)
    graph(NEWS[:10], memory=memory)
    alone = Kept()
    graph(NEWS[:10], memory=alone)
    known, expected = (
        {step: results for step, results in each.known.items() if results}
        for each in (memory, alone)
    )
    assert known == expected


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("together", [1, 50])
def test_processes_give_what_one_gives(
    jobs: int, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.spreading._FEW", 0)
    monkeypatch.setattr("kg.spreading._TOGETHER", together)
    assert graph(NEWS, spread=spreading(jobs)) == resolve(NEWS, Ledger(), RUN)


def test_the_order_of_the_pieces_does_not_count() -> None:
    def backwards(function: Callable[[Any], bytes], items: Iterable[Any]) -> Iterator[bytes]:
        made = [function(item) for item in reversed(list(items))]
        yield from reversed(made)

    assert graph(NEWS, spread=backwards) == resolve(NEWS, Ledger(), RUN)


def dying(item: int) -> bytes:
    """Ends every process but the first."""
    if os.environ.get("FIRST") != str(os.getpid()):
        os._exit(1)
    return bytes([item])


def test_pieces_of_a_process_that_died_are_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.spreading._FEW", 0)
    monkeypatch.setattr("kg.spreading._TOGETHER", 3)
    monkeypatch.setenv("FIRST", str(os.getpid()))
    assert list(spreading(2)(dying, range(50))) == [bytes([item]) for item in range(50)]
