"""The stages of the recipe, in order; each reads what earlier ones wrote."""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import stanza
from stanza.models import mwt_expander

from training.bundle import PROCESSORS, write_bundle
from training.folders import Folders
from training.guess import guess_tags
from training.lemmatizer import LemmaTraining, train_lemmatizer
from training.loop import Schedule
from training.names import NameTraining, train_names
from training.names_data import name_sentences, projected
from training.segments import Varier, pieces, write_segments
from training.tagged import read_iob
from training.tags import TagTraining, train_tags
from training.tokens import TokenTraining, train_tokens
from training.treebank import read_treebank
from training.treebanks import build_treebanks, lemma_knowledge, present_treebanks, vocabulary
from training.trees import TreeTraining, train_trees
from training.vectors import train_vectors

log = logging.getLogger(__name__)
SEED = 1234


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Folders and device of a run; ``pace`` scales the number of steps of every training."""

    folders: Folders
    device: str = "cpu"
    pace: float = 1.0

    def paced(self, schedule: Schedule) -> Schedule:
        """The schedule with its steps scaled."""
        return replace(schedule, steps=max(1, round(schedule.steps * self.pace)))


def vectors(run: Run) -> None:
    """Word vectors from raw text."""
    train_vectors(run.folders.corpora, run.folders.vectors)


def treebanks(run: Run) -> None:
    """Training treebanks, with GSD train modernised."""
    build_treebanks(run.folders)


def tokenize(run: Run) -> None:
    """Tokenizer."""
    folder = run.folders.out / "segments"
    lines = [
        pieces(sentence)
        for name in ("gsd-train", "present")
        for sentence in read_treebank(run.folders.treebank(name))
    ]
    varier = Varier(SEED)
    varied = [varier.vary(line) for line in lines]
    write_segments(lines + varied, folder, "train", random.Random(SEED).randrange(10**6))
    schedule = Schedule(steps=3600, rate=4e-3, check_every=300)
    out = run.folders.model("tokenize")
    train_tokens(
        TokenTraining(folder=folder, out=out, device=run.device, schedule=run.paced(schedule))
    )


def mwt(run: Run) -> None:
    """Splitter of multiword tokens, with Stanza's own trainer."""
    out, dev = run.folders.model("mwt"), str(run.folders.treebank("dev"))
    mwt_expander.main(
        [
            "--mode=train", "--lang=id", "--shorthand=id_simpul", f"--device={run.device}",
            f"--train_file={run.folders.treebank('all')}", f"--eval_file={dev}",
            f"--gold_file={dev}", f"--num_epoch={max(1, round(12 * run.pace))}",
            f"--save_dir={out.parent}", f"--save_name={out.name}",
        ]
    )  # fmt: skip


def first_tagger(run: Run) -> None:
    """Tagger that has not seen GSD train, and its tags on the training treebanks."""
    schedule = Schedule(steps=900, rate=3e-3, clip=5.0, check_every=150)
    tagger = tag_training(run, "first-tagger", "present", schedule)
    train_tags(tagger)
    folders = run.folders
    for name in ("all", "balanced"):
        target = folders.treebank(f"{name}-guessed")
        share = guess_tags(folders.treebank(name), tagger.out, folders.vectors, target, run.device)
        log.info("the first tagger agrees with %.1f %% of the tags of %s", 100 * share, name)


def pos(run: Run) -> None:
    """Tagger: first on all treebanks, then on them in balance."""
    long = Schedule(steps=1500, rate=3e-3, clip=5.0, check_every=200)
    short = Schedule(steps=700, rate=1.5e-3, warmup=20, clip=5.0, check_every=100)
    begun = tag_training(run, "pos-begun", "all", long)
    train_tags(begun)
    train_tags(replace(tag_training(run, "pos", "balanced", short), start=begun.out))


def tag_training(run: Run, name: str, treebank: str, schedule: Schedule) -> TagTraining:
    """The training of one tagger."""
    folders = run.folders
    return TagTraining(
        train=folders.treebank(treebank), dev=folders.treebank("dev"), vectors=folders.vectors,
        out=folders.model(name), device=run.device, schedule=run.paced(schedule),
    )  # fmt: skip


def lemma(run: Run) -> None:
    """Lemmatizer."""
    known, guesser = lemma_knowledge(present_treebanks(run.folders.ud), run.folders.vectors)
    schedule = Schedule(steps=1200, rate=2e-3, clip=5.0, check_every=400)
    train_lemmatizer(
        LemmaTraining(
            known=known, guesser=guesser, vocabulary=vocabulary(run.folders.vectors),
            out=run.folders.model("lemma"), device=run.device, schedule=run.paced(schedule),
        )
    )  # fmt: skip


def depparse(run: Run) -> None:
    """Parser: first on all treebanks, then on them in balance."""
    long = Schedule(steps=2900, rate=2.5e-3, clip=5.0, check_every=300)
    short = Schedule(steps=1200, rate=1.2e-3, warmup=20, clip=5.0, check_every=150)
    begun = tree_training(run, "depparse-begun", "all", long)
    train_trees(begun)
    train_trees(replace(tree_training(run, "depparse", "balanced", short), start=begun.out))


def tree_training(run: Run, name: str, treebank: str, schedule: Schedule) -> TreeTraining:
    """The training of one parser."""
    folders = run.folders
    return TreeTraining(
        train=folders.treebank(treebank), guessed=folders.treebank(f"{treebank}-guessed"),
        dev=folders.treebank("dev"), vectors=folders.vectors, out=folders.model(name),
        device=run.device, schedule=run.paced(schedule), batch_words=1000,
    )  # fmt: skip


def ner(run: Run) -> None:
    """Name tagger, from the public sets and the mentions of the annotated articles."""
    folders = run.folders
    articles = projected(folders.articles, news_tokenizer(run))
    schedule = Schedule(steps=1700, rate=2e-3, clip=5.0, check_every=400)
    train_names(
        NameTraining(
            train=name_sentences(folders.names, articles, seed=1),
            dev=read_iob(folders.names / "idner2k-dev.txt"), vectors=folders.vectors,
            out=folders.model("ner"), device=run.device, seed=1, schedule=run.paced(schedule),
        )
    )  # fmt: skip


def news_tokenizer(run: Run) -> Any:
    """A pipeline of the tokenizer of this run alone; it wants a list of models, if an empty one."""
    listed = run.folders.out / "resources.json"
    listed.write_text('{"id": {"tokenize": {}, "mwt": {}, "packages": {}}}', encoding="utf-8")
    return stanza.Pipeline(
        "id", processors="tokenize", tokenize_model_path=str(run.folders.model("tokenize")),
        dir=str(run.folders.out), download_method=None, allow_unknown_language=True,
        verbose=False, use_gpu=run.device == "cuda",
    )  # fmt: skip


def bundle(run: Run) -> None:
    """The bundle, in ``out/bundle``."""
    models = {processor: run.folders.model(processor) for processor in PROCESSORS}
    write_bundle(models, run.folders.vectors, run.folders.out / "bundle")


STAGES: dict[str, Callable[[Run], None]] = {
    "vectors": vectors,
    "treebanks": treebanks,
    "tokenize": tokenize,
    "mwt": mwt,
    "first-tagger": first_tagger,
    "pos": pos,
    "lemma": lemma,
    "depparse": depparse,
    "ner": ner,
    "bundle": bundle,
}
