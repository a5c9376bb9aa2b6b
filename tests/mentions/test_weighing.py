"""Signs are weighed: what each tells adds up, for names of a sentence and inside of one."""

import pytest

from kg.mentions import weighing
from kg.mentions.weighing import ALWAYS, INNER, OUTER, chances
from kg.model import EntityType

PERSON, STATE, ORGANIZATION, PLACE = EntityType


@pytest.fixture(autouse=True)
def weights(monkeypatch: pytest.MonkeyPatch) -> None:
    outer = {ALWAYS: {PLACE: -2.0}, "di": {PLACE: 3.0}, "PT": {ORGANIZATION: 4.0, PLACE: -4.0}}
    monkeypatch.setattr(weighing, "_weights", lambda: {OUTER: outer, INNER: {}})


def test_a_sign_moves_only_the_types_that_it_tells_of() -> None:
    without, behind_di = chances((), OUTER), chances(["di"], OUTER)
    assert behind_di[PLACE] > without[PLACE]
    assert behind_di[PERSON] < without[PERSON]


def test_signs_add_up_and_unknown_ones_tell_nothing() -> None:
    both = chances(["di", "PT"], OUTER)
    assert max(both, key=lambda kind: both[kind]) == ORGANIZATION
    assert chances(["di", "never seen"], OUTER) == chances(["di"], OUTER)


def test_the_chances_leave_that_of_no_name() -> None:
    found = chances((), INNER)
    assert found == dict.fromkeys(EntityType, 1 / 5)
