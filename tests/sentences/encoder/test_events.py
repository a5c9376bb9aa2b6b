"""The part that reads events, small and untrained: what holds whatever the weights are."""

from pathlib import Path

import pytest
import torch

from kg.knowledge.frames import frames
from kg.knowledge.triggers import announced_at
from kg.model import Factuality
from kg.sentences.encoder.events import HINT, LEAST, NO_ROLE, Events
from kg.sentences.encoder.heads import WIDTH
from kg.sentences.encoder.network import Encoder, Sizes
from kg.sentences.encoder.pieces import Pieces
from kg.sentences.encoder.reader import Reader

MARKS = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
VOCABULARY = [*MARKS, ("▁", -4.0), *((x, -3.0) for x in "KPabdeghikmnrtuy")]
LABELS = {
    "event": ["Attack", "Meeting", "Statement-warn"],
    "factuality": [str(one) for one in Factuality],
    "role": [NO_ROLE, "participant", "target"],
}
SHORT, LONG = ["Kim", "bertemu", "Putin"], ["Putin", "menyerang", "Kiriko", "di", "Antara", "itu"]


@pytest.fixture
def encoder() -> Encoder:
    torch.manual_seed(1)
    sizes = Sizes(pieces=len(VOCABULARY), positions=24, inner=8, layers=2, middle=1)
    return Encoder(sizes, Pieces(VOCABULARY)).eval()


@pytest.fixture
def events() -> Events:
    torch.manual_seed(2)
    return Events(LABELS).eval()


def states(encoder: Encoder, events: Events, *sentences: list[str]) -> torch.Tensor:
    cut = encoder.cut(sentences)
    marks = [events.marks(words) for words in sentences]
    padded = torch.nn.utils.rnn.pad_sequence(marks, batch_first=True)
    vectors: torch.Tensor = events(encoder.hidden(cut.ids)[1], cut, padded).vectors
    return vectors


def test_frames_tell_which_events_a_word_may_announce(events: Events) -> None:
    marks = events.marks(SHORT)
    assert marks.tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]


@pytest.mark.parametrize(("learned", "mark"), [({}, 0), ({"hinted": ["Meeting"]}, HINT)])
def test_hints_of_frames_count_only_where_they_were_learned(
    learned: dict[str, list[str]], mark: float
) -> None:
    words = ["Kim", "mengobrol", "dan", "bertemu", "Putin"]
    assert Events(LABELS | learned).marks(words)[:, 1].tolist() == [0, mark, 0, 1, 0]


def test_a_stance_is_an_event_of_its_own() -> None:
    names = {group.announces("Statement") for group in frames()["Statement"].groups}
    assert names == {"Statement-support", "Statement-condemn", "Statement-warn"}


def test_only_the_longest_words_at_a_place_announce() -> None:
    words = ["rusia", "menyambut", "baik", "serangan", "itu"]
    assert announced_at(words, 1) == frozenset({"Statement-support"})
    assert announced_at(words, 3) == frozenset({"Attack"})


def test_a_sentence_beside_another_has_the_states_that_it_has_alone(
    encoder: Encoder, events: Events
) -> None:
    alone = states(encoder, events, SHORT)[0]
    beside = states(encoder, events, SHORT, LONG)[0, : len(SHORT)]
    assert torch.allclose(alone, beside, atol=1e-5)


def test_a_sentence_longer_than_the_encoder_reads_has_a_state_for_every_word(
    encoder: Encoder, events: Events
) -> None:
    long = LONG * 4
    assert states(encoder, events, SHORT, long).shape[:2] == (2, len(long))


def test_what_is_read_has_chances_from_the_least_to_one(events: Events) -> None:
    vectors = 10 * torch.randn(6, WIDTH)
    found = events.read(vectors, events.marks(LONG), torch.zeros(WIDTH))
    assert found
    assert [one.token for one in found] == sorted(one.token for one in found)
    for one in found:
        chances = [one.chance, *(c for _, c in one.factuality), *(a.chance for a in one.arguments)]
        assert all(LEAST <= chance <= 1 for chance in chances)
        assert {argument.slot for argument in one.arguments} <= {"participant", "target"}
        assert list(one.factuality) == sorted(one.factuality, key=lambda pair: -pair[1])


def test_the_article_changes_what_its_words_announce(events: Events) -> None:
    vectors, marks = torch.randn(1, 3, WIDTH), events.marks(SHORT).unsqueeze(0)
    here, there = (
        events.events(vectors, marks, article)
        for article in (torch.zeros(1, WIDTH), torch.ones(1, WIDTH))
    )
    assert not torch.allclose(here, there)


def test_an_article_is_read_by_the_part_of_its_folder(
    encoder: Encoder, events: Events, tmp_path: Path
) -> None:
    torch.nn.init.constant_(events.event[-1].get_parameter("bias"), 5.0)
    encoder.save(tmp_path / "id" / "encoder" / "joint.pt")
    assert not Reader(tmp_path).announces
    events.save(tmp_path / "id" / "events" / "joint.pt")
    reader = Reader(tmp_path)
    assert reader.announces
    sentences, words = [_Sentence(), _Sentence()], [LONG, SHORT]
    with torch.inference_mode():
        reader.states(sentences, words)
        found = reader.announced(sentences, words)
    assert [{one.token for one in each} for each in found] == [{1, 2, 3, 4, 5, 6}, {1, 2, 3}]


class _Sentence:
    """Something that a reader may keep states of."""
