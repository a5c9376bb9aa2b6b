"""States and places across articles: places without a key by name."""

from collections.abc import Sequence

from kg.resolve.groups import by_key
from kg.resolve.named import Joins, Spelling, members_of
from kg.resolve.names import place_name


def join_places(places: Sequence[Spelling], joins: Joins) -> None:
    """Join states, or places, of all articles, of which those with equal keys are one already.

    Places of one name with different keys are different; one without a key joins the only key
    that its name has.
    """
    for alike in by_key((place_name(one.way.label), one) for one in places).values():
        keys = {one.way.key for one in alike} - {None}
        joins.join_equal(members_of([one for one in alike if len(keys) == 1 or not one.way.key]))
