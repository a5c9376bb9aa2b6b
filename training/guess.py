"""Tags of a trained tagger on a treebank, for a parser that is to meet its mistakes."""

import random
from dataclasses import replace
from pathlib import Path

import torch
from stanza.models.common.pretrain import Pretrain
from stanza.models.common.utils import unsort
from stanza.models.pos.data import Dataset
from stanza.models.pos.trainer import Trainer
from stanza.utils.conll import CoNLL

from training.treebank import Sentence, read_treebank, write_treebank

WRONG_STYLE = 0.08
SEED = 1234


def guess_tags(source: Path, tagger: Path, vectors: Path, target: Path, device: str) -> float:
    """Write the treebank with the tagger's UPOS; the share of words where it agrees.

    The tagger has learnt the styles from some of these very sentences, so its mistakes in them are
    drawn instead.
    """
    pretrain = Pretrain(str(vectors))
    trainer = Trainer(pretrain=pretrain, model_file=str(tagger), device=device)
    words = Dataset(
        CoNLL.conll2doc(str(source)), trainer.args, pretrain,
        vocab=trainer.vocab, evaluation=True, sort_during_eval=True,
    )  # fmt: skip
    guesses, places = [], []
    with torch.no_grad():
        for batch in words.to_length_limited_loader(batch_size=250, maximum_tokens=3000):
            places.extend(batch[-1])
            guesses += trainer.predict(batch)
    sentences = read_treebank(source)
    draw = random.Random(SEED)
    styles = sorted({each.style for each in sentences})
    out: list[Sentence] = []
    right = total = 0
    for sentence, tags in zip(sentences, unsort(guesses, places), strict=True):
        pairs = list(zip(sentence.words, tags, strict=True))
        right += sum(word.upos == tag[0] for word, tag in pairs)
        total += len(pairs)
        words = tuple(replace(word, upos=tag[0]) for word, tag in pairs)
        style = draw.choice(styles) if draw.random() < 2 * WRONG_STYLE else sentence.style
        out.append(replace(sentence, words=words, style=style))
    write_treebank(out, target)
    return right / total
