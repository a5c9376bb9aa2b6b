"""What the part that reads events is blamed for while it learns."""

import pytest
import torch
from torch.nn import functional

from kg.model import Factuality
from kg.sentences.encoder.events import NO_ROLE, Events
from kg.sentences.encoder.heads import WIDTH
from kg.sentences.encoder.network import Encoder, Sizes
from kg.sentences.encoder.pieces import Pieces
from training.event_labels import Labelled
from training.events import FEW, Example, Reading

MARKS = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
WORDS = ("Kim", "mengobrol", "lama")
LABELS = {
    "event": ["Attack", "Meeting"],
    "hinted": ["Meeting"],
    "factuality": [str(one) for one in Factuality],
    "role": [NO_ROLE],
}


def test_what_frames_only_hint_at_counts_where_a_labeller_could_tell() -> None:
    torch.manual_seed(1)
    vocabulary = [*MARKS, ("▁", -4.0), *((x, -3.0) for x in "Kabegilmnor")]
    sizes = Sizes(pieces=len(vocabulary), positions=24, inner=8, layers=2, middle=1)
    encoder, model = Encoder(sizes, Pieces(vocabulary)).eval(), Events(LABELS).eval()
    example = Example(
        labelled=Labelled(words=WORDS, told=()),
        middle=encoder.hidden(encoder.cut([WORDS]).ids)[1][0].detach(),
        article=torch.zeros(WIDTH),
        marks=model.marks(WORDS),
    )
    strict, open_ = (Reading(encoder, model, hints=hints) for hints in (True, False))
    states, marks = strict.states([example])
    scores = model.events(states.vectors, marks, example.article[None])
    hinted = functional.softplus(scores[0, 1, 1]) / FEW  # of "mengobrol", which is no meeting here
    difference = strict.loss([example]) - open_.loss([example])
    assert float(hinted.detach()) > 0
    assert float(difference.detach()) == pytest.approx(float(hinted.detach()), rel=1e-3)
