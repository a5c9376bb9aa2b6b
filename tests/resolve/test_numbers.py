"""Numbers stand for the parts of all readings, and find their way back."""

from array import array
from collections.abc import Iterable

import pytest

from kg.resolve.ids import natural
from kg.resolve.numbers import NUMBER, Digests, Lists, Members, find, in_order, numbered, replaced

PARTS = {"a": ("e2", "e10"), "a-1": (), "a/b": ("p1",), "b": ("e1", "e2", "p1")}


def members() -> Members:
    made = Members(list(PARTS))
    for local_ids in PARTS.values():
        made.add(local_ids)
    return made


def digests(texts: Iterable[bytes]) -> Digests:
    found = Digests()
    for text in texts:
        found.append(text)
    return found


def test_names_are_numbered_in_natural_order() -> None:
    made = members()
    names = [f"{article}/{local}" for article, locals_ in PARTS.items() for local in locals_]
    assert list(made) == [made[number] for number in range(len(made))] == names
    assert names == sorted(names, key=natural)


def test_members_know_their_article_and_who_is_beside_them() -> None:
    made = members()
    assert [made.article_id(number) for number in range(len(made))] == ["a", "a", "a/b", *"bbb"]
    assert [made.of(place) for place in range(4)] == [
        range(2),
        range(2, 2),
        range(2, 3),
        range(3, 6),
    ]
    assert made.beside(4) == range(3, 6)
    assert made.local_ids(made.place_of("a/b")) == ("p1",)


def test_lists_keep_the_order_of_their_values() -> None:
    """What has no list is left out."""
    made = Lists(3, array(NUMBER, [2, 0, -1, 2, 0]), array(NUMBER, [7, 5, 1, 3, 9]))
    assert list(made) == [[5, 9], [], [7, 3]]
    assert list(Lists.places(0, array(NUMBER))) == []


def test_equal_digests_are_found_wherever_they_stand() -> None:
    one, two, three = (bytes(15) + bytes([number]) for number in (0, 1, 2))
    assert list(digests([three, one, two, one, three, one]).alike()) == [[0, 4], [1, 3, 5]]
    assert [*digests([one, two]).alike(), *digests([]).alike()] == []


@pytest.mark.parametrize("count", [0, 1, 300])
def test_digests_are_told_from_others(count: int) -> None:
    """Also those that end in zeros, which numpy takes for the ends of texts."""
    texts = [number.to_bytes(4) * 2 + bytes(8) for number in range(count)]
    known, half = digests(texts), digests(texts[::2])
    assert known.places([*texts, b"x" * 16]) == [*range(count), None]
    assert half.places(texts[1::2]) == [None] * (count // 2)
    assert sorted(known.but(half)) == sorted(texts[1::2])
    half.extend(known)
    assert None not in half.places(texts)
    assert list(half) == texts[::2] + texts


def test_roots_are_numbered_by_their_first_places() -> None:
    numbers, first = numbered([5, 2, 5, 0, 2], 6)
    assert (list(numbers), list(first)) == ([0, 1, 0, 2, 1], [0, 1, 3])


def test_texts_are_sorted_and_found() -> None:
    order, places = in_order(["c", "a", "b"])
    texts = [["c", "a", "b"][number] for number in order]
    assert texts == ["a", "b", "c"]
    assert list(replaced(array(NUMBER, [0, 2, 2]), places)) == [2, 1, 1]
    assert [find(texts, text) for text in ("a", "aa", "c", "d")] == [0, None, 2, None]
