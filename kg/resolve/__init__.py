"""One graph of many readings: which entities and events of different articles are one.

The graph depends on the set of readings and on the decisions of people, on nothing else: neither
on the order of the articles nor on which were added first, nor on what is remembered of earlier
resolving or on how many processes share the work.

Each article is brought to its comparable form (``told``). These are joined (``joined``): first the
entities, then, with their global ids, offices and events (``events``, ``clusters``). What is found
has no words in it; readings give them to the things that somebody wants to have (``together``,
``graphs``).
"""

from collections.abc import Iterable

from kg.model import Graph, Reading, Run
from kg.resolve.graphs import whole
from kg.resolve.joined import join
from kg.resolve.ledger import Ledger
from kg.resolve.memory import Given


def resolve(readings: Iterable[Reading], ledger: Ledger, run: Run) -> Graph:
    """The graph of all readings; every article has one reading.

    DecisionError where decisions contradict each other or join things of different types.
    """
    return whole(join(Given(readings), ledger, run))
