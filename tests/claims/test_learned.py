"""What frames read and models announce is weighed together; which weights, is for the data."""

from collections.abc import Iterator, Mapping
from contextvars import Context
from dataclasses import replace

import pytest

from kg.claims.events import is_complete, join, joined
from kg.claims.extract import EventMention, event_mentions
from kg.claims.learned import decide, sources, weighed
from kg.claims.learned.candidates import candidates
from kg.claims.learned.options import options
from kg.claims.learned.proposals import proposals
from kg.claims.learned.weights import Decision, deciding_by, decisions
from kg.claims.phrases import Clause
from kg.model import Announced, Argument, Article, Event, Factuality
from tests.claims.factory import clauses, sides

ARTICLE = Article(id="a", text="", source="test")
MET = "Kim bertemu/VERB Putin di Beijing ."
HUGGED = "Kim merangkul/VERB Putin di Beijing pada 3 Mei 2024 ."
EVENTS = frozenset({"Meeting", "Visit", "Deployment"})
TRUSTING = {
    "event": Decision(
        weights={"": -1.0, "models": 3.0, "frames": 1.5}, least=0.5, ruled=0.5, known=EVENTS
    ),
    "filler": Decision(weights={"": -1.0, "models": 3.0, "frames": 1.5}, least=0.5, ruled=0.5),
    "group": Decision(weights={"": -1.0, "any of the mentions": 3.0}, least=0.5, ruled=0.5),
    "source": Decision(
        weights={
            "": -1.0, "models": 3.0, "words of reporting": 0.5, "reports -1, quotes around": 9.0
        },
        least=0.5,
        ruled=0.5,
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def trusting() -> Iterator[None]:
    """Weights that a reader can follow: what one of the two is sure of is right."""
    with deciding_by(TRUSTING):
        yield


def announcing(written: str, *announced: Announced) -> Clause:
    (clause,) = clauses(written)
    return replace(clause, sentence=replace(clause.sentence, announced=announced))


def meeting(token: int = 2, chance: float = 0.9, **slots: Mapping[int, float]) -> Announced:
    return Announced(
        token=token,
        event="Meeting",
        chance=chance,
        factuality=((Factuality.PLANNED, 0.9),),
        arguments=tuple(
            Argument(token=at, slot=slot, chance=each)
            for slot, chances in slots.items()
            for at, each in chances.items()
        ),
    )


def decided(*found: Clause) -> tuple[EventMention, ...]:
    read = [mention for clause in found for mention in event_mentions(clause, sides())]
    return decide(found, read, sides())


def second(clause: Clause) -> Clause:
    return replace(clause, sentence=replace(clause.sentence, index=1))


def events(*found: Clause) -> tuple[Event, ...]:
    return join(ARTICLE, found, decided(*found), sides())


def attributed(*found: Clause) -> tuple[str, ...]:
    (group,) = joined(found, decided(*found), sides())
    return sources.decided_sources(group, sides())


def values(mention: EventMention) -> dict[str, set[str]]:
    return {f.slot: set(mention.values(f.slot)) for f in mention.fillers}


def test_without_models_that_tell_everything_stays_as_the_frames_read_it() -> None:
    found = clauses(MET, "Putin tiba/VERB di Beijing .")
    read = tuple(m for clause in found for m in event_mentions(clause, sides()))
    assert read
    assert decide(found, read, sides()) == read


def test_what_somebody_denies_is_told_however_unlikely() -> None:
    written = "Rusia membantah/VERB bahwa Kim bertemu/VERB Putin ."
    assert [one.frame for one in decided(announcing(written))] == ["Meeting"]
    assert decided(announcing(MET)) == ()


def test_a_word_that_no_frame_knows_is_read_if_the_models_are_sure() -> None:
    clause = announcing(HUGGED, meeting(participant={1: 0.9, 3: 0.9}, place={5: 0.8}))
    (mention,) = decided(clause)
    assert values(mention) == {"participant": {"Kim", "Putin"}, "place": {"Beijing"}}
    assert (mention.frame, mention.token, mention.verbal) == ("Meeting", 2, True)


def test_what_the_models_doubt_is_not_told_without_a_frame() -> None:
    assert decided(announcing(HUGGED, meeting(chance=0.3, participant={1: 0.9}))) == ()


def test_what_a_frame_reads_is_kept_or_refused_by_the_same_weights() -> None:
    assert [one.frame for one in decided(announcing(MET, meeting(chance=0.4)))] == ["Meeting"]
    assert decided(announcing(MET)) == ()


def test_events_that_no_decision_was_learned_for_stay_as_the_frames_read_them() -> None:
    clause = announcing("Rusia menyerang/VERB Ukraina .")
    read = event_mentions(clause, sides())
    assert [one.frame for one in read] == ["Attack"]
    assert decide([clause], read, sides()) == read


def test_one_word_is_one_proposal_whoever_makes_it() -> None:
    clause = announcing(MET, meeting(), meeting(token=3, chance=0.5))
    (one,) = proposals(clause, event_mentions(clause, sides()), sides())
    assert one.mention is not None
    assert one.announced is not None
    assert one.announced.token == one.mention.token


def test_a_likelier_word_takes_what_another_near_it_announces() -> None:
    clause = announcing(HUGGED, meeting(), replace(meeting(token=1), event="Meeting", chance=0.8))
    assert [one.refused for one in weighed([clause], [], sides())] == [""]


def test_an_entity_fills_the_slot_where_it_is_likeliest_and_no_other() -> None:
    visit = replace(
        meeting(visitor={1: 0.9}, destination={1: 0.8, 5: 0.9}), event="Visit", chance=0.95
    )
    (mention,) = decided(announcing("Kim melawat/VERB bersama Putin Rusia .", visit))
    assert values(mention) == {"visitor": {"Kim"}, "destination": {"Rusia"}}


def test_a_slot_with_one_true_value_gets_the_likeliest() -> None:
    written = "Kim merangkul/VERB Putin pada 3 Mei 2024 dan 4 Juni 2024 ."
    clause = announcing(written, meeting(date={5: 0.7, 6: 0.7, 7: 0.7, 9: 0.9, 10: 0.9, 11: 0.9}))
    (mention,) = decided(clause)
    assert mention.values("date") == {"2024-06-04"}


def test_models_that_are_sure_say_how_certain_an_event_is() -> None:
    (sure,) = decided(announcing(MET, meeting()))
    unsure = replace(meeting(), factuality=((Factuality.PLANNED, 0.6), (Factuality.CERTAIN, 0.4)))
    (cued,) = decided(announcing(MET, unsure))
    assert (sure.factuality, cued.factuality) == (Factuality.PLANNED, Factuality.CERTAIN)


def test_a_source_may_be_known_to_the_models_alone() -> None:
    written = "Kim bertemu/VERB Putin , ungkap KCNA ."
    clause = announcing(written, meeting(source={6: 0.9}))
    assert attributed(clause) == ("KCNA",)


def test_a_name_that_only_words_of_reporting_give_needs_the_models_too() -> None:
    clause = announcing("Menurut KCNA , Kim bertemu/VERB Putin .", meeting(token=5))
    assert attributed(clause) == ()


def test_a_sentence_near_by_may_name_the_source() -> None:
    before = announcing("Lavrov mengatakan/VERB bahwa Rusia menang/VERB .")
    quoted = '" Kim bertemu/VERB Putin " .'
    clause = second(announcing(quoted, meeting(token=3, participant={2: 0.9, 4: 0.9})))
    assert attributed(before, clause) == ("Lavrov",)
    unquoted = second(announcing(MET, meeting(participant={1: 0.9, 3: 0.9})))
    assert attributed(before, unquoted) == ()


def test_an_event_is_told_if_its_mentions_together_are_likely_enough() -> None:
    likely = announcing(HUGGED, meeting(participant={1: 0.9}))
    unlikely = announcing(MET, meeting(chance=0.55))
    assert [event.type for event in events(likely)] == ["Meeting"]
    assert not is_complete(*joined([likely], decided(likely), sides()))
    assert events(unlikely) == ()
    again = second(announcing(MET, meeting(chance=0.55)))
    assert [event.type for event in events(unlikely, again)] == ["Meeting"]


def test_without_models_an_event_needs_what_its_frame_asks_for() -> None:
    whole, part = clauses(MET), clauses("Kim bertemu/VERB di Beijing .")
    assert [event.type for event in events(*whole)] == ["Meeting"]
    assert events(*part) == ()


def test_candidates_are_names_dates_and_numbers_in_order() -> None:
    (clause,) = clauses("Rusia mengirim/VERB 300 tentara ke Kursk pada 3 Mei 2024 .")
    found = candidates(clause, sides())
    assert [one.kind for one in found] == ["State", "Place", "date", "number"]
    assert [one.entities for one in found[:2]] == [("Rusia",), ("Kursk",)]
    assert found[2].date == "2024-05-03"


def test_a_figure_may_be_both_bounds_of_a_count() -> None:
    sent = replace(meeting(troops={3: 0.9}), event="Deployment")
    clause = announcing("Rusia mengirim/VERB 300 tentara ke Kursk .", sent)
    (one,) = proposals(clause, (), sides())
    bounds = {o.slot: (o.value.text, o.chance) for o in options(one, sides()) if o.kind == "number"}
    assert bounds == {"troopsMin": ("300", 0.9), "troopsMax": ("300", 0.9)}


def test_reasons_name_what_moved_a_chance_most() -> None:
    decision = Decision(
        weights={"": 1.0, "a": 2.0, "b": -4.0, "c": 0.1, "d": 0.2}, least=0.5, ruled=0.5
    )
    features = {"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0}
    assert decision.reasons(features) == ("b (-4.00)", "a (+2.00)", "d (+0.20)")
    assert decision.chance({}) == pytest.approx(0.731, abs=0.001)


def test_the_learned_decisions_are_there() -> None:
    # In a context of its own no other decisions are in the place of those that ship.
    assert set(Context().run(decisions)) == {"event", "filler", "group", "source"}
