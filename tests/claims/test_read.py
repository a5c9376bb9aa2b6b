"""What one article says, from its parse to its claims."""

from itertools import pairwise

import pytest

from kg.claims import read
from kg.model import Claim, Entity, EntityType, Reading, ValueKind
from tests.claims.factory import article, parses

WRITTEN = (
    "Presiden Rusia Putin tiba/VERB di Beijing pada 12 Juni 2024 .",
    "Menurut KCNA , Putin akan menemui/VERB Kim Jong Un di sana .",
    "Rusia mengirim/VERB 3.000 tentara ke Kursk .",
    "Ia mengecam/VERB Israel .",
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(article(*WRITTEN), parses(*WRITTEN))


@pytest.fixture(scope="module")
def claims(reading: Reading) -> list[Claim]:
    return [claim for event in (*reading.events, *reading.offices) for claim in event.claims]


def test_every_kind_of_thing_is_read(reading: Reading) -> None:
    assert [event.type for event in reading.events] == [
        "Visit",
        "Meeting",
        "Deployment",
        "Statement",
    ]
    assert [event.id for event in reading.events] == ["e1", "e2", "e3", "e4"]
    assert {entity.type for entity in reading.entities} == set(EntityType)
    assert [event.type for event in reading.offices] == ["Office"]


def test_a_claim_quotes_the_sentence_that_says_it(reading: Reading, claims: list[Claim]) -> None:
    text = reading.article.text
    assert {claim.quote for claim in claims} <= {one.text for one in parses(*WRITTEN)}
    assert all(text[claim.start : claim.end] == claim.quote for claim in claims)


def test_claims_of_an_event_are_sorted_and_differ(reading: Reading) -> None:
    for event in reading.events:
        keys = [(claim.start, claim.slot, claim.value.text) for claim in event.claims]
        assert all(left < right for left, right in pairwise(keys))


def test_claims_are_of_their_event_and_article(reading: Reading) -> None:
    for event in (*reading.events, *reading.offices):
        assert {(claim.subject, claim.article_id) for claim in event.claims} == {(event.id, "a")}


def test_every_event_claims_its_type_once(reading: Reading) -> None:
    for event in reading.events:
        types = [claim.value.text for claim in event.claims if claim.slot == "type"]
        assert types == [event.type]


def test_values_of_entities_are_in_the_reading(reading: Reading, claims: list[Claim]) -> None:
    known = {entity.id for entity in reading.entities}
    named = {claim.value.text for claim in claims if claim.value.kind is ValueKind.ENTITY}
    named |= {entity for claim in claims for entity in claim.attributed_to}
    assert named
    assert named <= known


def test_confidence_is_a_share_with_two_decimals(claims: list[Claim]) -> None:
    assert all(0 < claim.confidence < 1 for claim in claims)
    assert all(claim.confidence == round(claim.confidence, 2) for claim in claims)


def test_a_reason_names_the_trigger(reading: Reading) -> None:
    (deployment,) = (event for event in reading.events if event.type == "Deployment")
    reasons = {claim.slot: claim.reason for claim in deployment.claims}
    assert reasons["deployer"] == "deploy (mengirim): agent: subject by order"


def test_a_pronoun_is_read_across_sentences(reading: Reading) -> None:
    labels = {entity.id: entity.label for entity in reading.entities}
    (statement,) = (event for event in reading.events if event.type == "Statement")
    speakers = [labels[c.value.text] for c in statement.claims if c.slot == "speaker"]
    assert speakers == ["Putin"]


def test_the_source_is_claimed_only_of_what_it_tells(reading: Reading) -> None:
    ids = {entity.label: entity.id for entity in reading.entities}
    sources = {event.type: event.claims[0].attributed_to for event in reading.events}
    assert sources["Meeting"] == (ids["KCNA"],)
    assert sources["Deployment"] == ()


def test_the_same_article_reads_the_same() -> None:
    told, sentences = article(*WRITTEN), parses(*WRITTEN)
    other = article("Kim Jong Un tiba/VERB di Jakarta .")
    first = read(told, sentences)
    read(other, parses("Kim Jong Un tiba/VERB di Jakarta ."))
    assert read(told, sentences) == first


def test_an_article_without_sentences_says_nothing() -> None:
    silent = read(article(), ())
    assert (silent.entities, silent.offices, silent.events) == ((), (), ())


def test_entities_are_read_from_the_parse(reading: Reading) -> None:
    def named(entity: Entity) -> tuple[str, EntityType]:
        return entity.label, entity.type

    assert ("Kim Jong Un", EntityType.PERSON) in map(named, reading.entities)
    assert ("Kursk", EntityType.PLACE) in map(named, reading.entities)
