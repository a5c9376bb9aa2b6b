"""Confidence is a chance, learned, and tells what made it."""

import pytest

from kg.claims.confidence import confidence, properties, reasons
from kg.model import Claim, Factuality, Value, ValueKind


def claim(slot: str, reason: str, start: int = 0) -> Claim:
    return Claim(
        article_id="a",
        subject="e1",
        slot=slot,
        value=Value(kind=ValueKind.TEXT, text=slot),
        start=start,
        end=start + 10,
        quote="",
        factuality=Factuality.CERTAIN,
        attributed_to=(),
        denied_by=(),
        confidence=0.0,
        reason=reason,
    )


MEETING = (
    claim("type", "meet (bertemu): trigger"),
    claim("participant", "meet (bertemu): agent: subject by parse and order of bertemu"),
    claim("date", 'meet (bertemu): stated; "Rabu" of last week'),
)


@pytest.mark.parametrize("one", MEETING, ids=lambda one: one.slot)
def test_confidence_is_a_chance_in_two_decimals(one: Claim) -> None:
    chance = confidence(properties("Meeting", one, MEETING))
    assert 0 < chance < 1
    assert chance == round(chance, 2)


def test_properties_leave_out_the_words_of_the_sentence() -> None:
    """What was learned of one article must hold in another."""
    found = properties("Meeting", MEETING[1], MEETING)
    assert "participant by agent: subject by parse and order" in found
    assert not any("bertemu" in name for name in found)


def test_more_slots_and_sentences_are_told_apart() -> None:
    alone = properties("Meeting", MEETING[0], MEETING[:1])
    more = properties("Meeting", MEETING[0], (*MEETING, claim("place", "", start=50)))
    assert "slots 1" in alone
    assert "sentences 1" in alone
    assert "slots 4" in more
    assert "sentences 2" in more


def test_unknown_properties_move_nothing_and_are_no_reason() -> None:
    assert confidence(["never seen"]) == confidence([])
    assert reasons(["never seen"]) == ()


def test_reasons_are_the_strongest_first() -> None:
    told = reasons(properties("Meeting", MEETING[0], MEETING))
    weights = [abs(float(reason.rsplit("(", 1)[1].rstrip(")"))) for reason in told]
    assert weights
    assert weights == sorted(weights, reverse=True)
