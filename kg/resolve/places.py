"""States and places across articles: by key, and places without one by name."""

from collections.abc import Sequence

from kg.resolve.groups import by_key
from kg.resolve.named import Joins, Named
from kg.resolve.names import place_name


def join_places(places: Sequence[Named], joins: Joins) -> None:
    """Join states, or places, of all articles.

    Places of one name with different keys are different; one without a key joins the only key
    that its name has.
    """
    keyed = [one for one in places if one.entity.key]
    for members in by_key((one.entity.key or "", one.member) for one in keyed).values():
        joins.join_equal(members)
    named = by_key((place_name(one.entity.label), one.member) for one in places)
    for members in named.values():
        keys = {joins.groups.key(joins.groups.find(name)) for name in members} - {None}
        bare = [name for name in members if not joins.groups.key(joins.groups.find(name))]
        joins.join_equal(members if len(keys) == 1 else bare)
