"""The stages of the recipe, in order; each reads what earlier ones wrote."""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

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
    schedule = Schedule(steps=3000, rate=4e-3, check_every=300)
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
    """Tagger that has not seen GSD train, and its tags on the training treebank."""
    folders = run.folders
    out = folders.model("first-tagger")
    schedule = Schedule(steps=900, rate=3e-3, clip=5.0, check_every=150)
    train_tags(
        TagTraining(
            train=folders.treebank("present"), dev=folders.treebank("dev"),
            vectors=folders.vectors, out=out, device=run.device, schedule=run.paced(schedule),
        )
    )  # fmt: skip
    target = folders.treebank("all-guessed")
    share = guess_tags(folders.treebank("all"), out, folders.vectors, target, run.device)
    log.info("the first tagger agrees with %.1f %% of the tags", 100 * share)


def pos(run: Run) -> None:
    """Tagger."""
    folders = run.folders
    schedule = Schedule(steps=2400, rate=3e-3, clip=5.0, check_every=200)
    train_tags(
        TagTraining(
            train=folders.treebank("all"), dev=folders.treebank("dev"), vectors=folders.vectors,
            out=folders.model("pos"), device=run.device, schedule=run.paced(schedule),
        )
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
    """Parser."""
    folders = run.folders
    schedule = Schedule(steps=3600, rate=2.5e-3, clip=5.0, check_every=300)
    train_trees(
        TreeTraining(
            train=folders.treebank("all"), guessed=folders.treebank("all-guessed"),
            dev=folders.treebank("dev"), vectors=folders.vectors, out=folders.model("depparse"),
            device=run.device, schedule=run.paced(schedule), batch_words=1000,
        )
    )  # fmt: skip


def ner(run: Run) -> None:
    """Name tagger; the annotated articles are tokenized with the tokenizer of this run."""
    folders = run.folders
    split = stanza.Pipeline(
        "id", processors="tokenize", tokenize_model_path=str(folders.model("tokenize")),
        tokenize_mwt=False, download_method=None, allow_unknown_language=True, verbose=False,
    )  # fmt: skip
    schedule = Schedule(steps=2400, rate=2e-3, clip=5.0, check_every=200)
    train_names(
        NameTraining(
            train=name_sentences(folders.names, projected(folders.articles, split), seed=SEED),
            dev=read_iob(folders.names / "idner2k-dev.txt"), vectors=folders.vectors,
            out=folders.model("ner"), device=run.device, schedule=run.paced(schedule),
        )
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
