"""The lemmatizer: a dictionary over the vocabulary, with Stanza's sequence model for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stanza.models.common.doc import Document
from stanza.models.lemma.data import DataLoader
from stanza.models.lemma.edit import EDIT_TO_ID
from stanza.models.lemma.trainer import Trainer, unpack_batch
from stanza.models.lemmatizer import parse_args
from torch import Tensor

from training.lemmas import OPEN, Lemmatizer, Triple
from training.loop import Schedule, endless, seed_everything, train

SIZES = ["--hidden_dim=100", "--emb_dim=40", "--pos_dim=40", "--emb_dropout=0.2", "--dropout=0.3"]
ANY = "*"
IDENTITY, LOWER = EDIT_TO_ID["identity"], EDIT_TO_ID["lower"]
DOUBLED = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class LemmaTraining:
    """What one training of the lemmatizer needs.

    ``known`` maps a lower-cased form and a tag to the lemma; ``vocabulary`` lists the words by
    frequency whose lemmas the dictionary holds too, as ``guesser`` has them.
    """

    known: Mapping[tuple[str, str], str]
    guesser: Lemmatizer
    vocabulary: Sequence[str]
    out: Path
    device: str = "cpu"
    seed: int = 1234
    schedule: Schedule = field(
        default_factory=lambda: Schedule(steps=1500, rate=2e-3, clip=5.0, check_every=500)
    )


def train_lemmatizer(task: LemmaTraining) -> None:
    """Train and save ``out``."""
    seed_everything(task.seed)
    args = parse_args([*SIZES, "--shorthand=id_simpul", "--caseless"])
    triples = sequence_triples(task)
    loader = EndlessPairs(as_document(triples), 64, args)
    args["vocab_size"] = loader.vocab["char"].size
    args["pos_vocab_size"] = loader.vocab["pos"].size
    trainer = Trainer(args=args, vocab=loader.vocab, device=task.device)
    trainer.pos_dict = dictionaries(task)
    train(
        trainer.model,
        endless(loader),
        lambda batch: pair_loss(trainer, batch),
        task.schedule,
        task.out.with_suffix(".ckpt"),
    )
    trainer.save(str(task.out))


class EndlessPairs(DataLoader):  # type: ignore[misc]
    """Stanza's loader for lower-cased pairs, with the method that the loop calls after each pass.

    Where form and lemma are the same, the edit to learn is lower-casing: in use the edit is done
    on the word as written.
    """

    def preprocess(self, *args: Any) -> Any:
        """Rows of the loader, the fifth cell the edit."""
        rows = super().preprocess(*args)
        for row in rows:
            row[4] = LOWER if row[4] == IDENTITY else row[4]
        return rows

    def reshuffle(self) -> None:
        """Nothing: batches are drawn in random order already."""


def sequence_triples(task: LemmaTraining) -> list[Triple]:
    """Treebank types and long vocabulary words, for the sequence model."""
    rows = [(form, tag, lemma) for (form, tag), lemma in task.known.items() if form and lemma]
    longer = [word for word in task.vocabulary if word.isalpha() and len(word) > 5]
    words = [(word, guessed_tag(word)) for word in longer]
    lemmas = task.guesser.lemmas(words)
    rows += [(word, tag, lemma) for (word, tag), lemma in zip(words, lemmas, strict=True)]
    short = [word for word in task.vocabulary[:DOUBLED] if word.isalpha() and len(word) > 2]
    return rows + [(f"{word}-{word}", "NOUN", word) for word in short]


def guessed_tag(word: str) -> str:
    """VERB for words that begin as verbs do, else NOUN: good enough to learn affixes from."""
    return "VERB" if word.startswith(("me", "di", "ber", "ter")) else "NOUN"


def dictionaries(task: LemmaTraining) -> dict[str, dict[str, str]]:
    """Stanza's dictionaries: one for each tag and one for any tag, which holds the form itself."""
    out: dict[str, dict[str, str]] = {ANY: {word: word for word in task.vocabulary}}
    for tag in OPEN:
        words = [(word, tag) for word in task.vocabulary if word.isalpha() or "-" in word]
        for (word, _), lemma in zip(words, task.guesser.lemmas(words), strict=True):
            if lemma != word:
                out.setdefault(tag, {})[word] = lemma
    for (form, tag), lemma in sorted(task.known.items()):
        out.setdefault(tag, {})[form] = lemma
    return out


def as_document(triples: Sequence[Triple]) -> Document:
    """A document of one-word sentences."""
    return Document(
        [
            [{"id": 1, "text": form, "upos": tag, "lemma": lemma, "head": 0, "deprel": "root"}]
            for form, tag, lemma in triples
        ]
    )


def pair_loss(trainer: Any, batch: Any) -> Tensor:
    """Loss of the sequence model and its edit classifier on one batch."""
    device = next(trainer.model.parameters()).device
    inputs, _, text = unpack_batch(batch, device)
    source, mask, target_in, target_out, tags, edits = inputs
    scores, edit_scores = trainer.model(source, mask, target_in, tags, raw=text)
    size = trainer.vocab["char"].size
    loss = trainer.crit(scores.view(-1, size), target_out.view(-1), edit_scores, edits)
    assert isinstance(loss, Tensor)
    return loss
