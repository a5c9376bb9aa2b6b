"""The stages of the recipe, in order; each reads what earlier ones wrote."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import stanza
from stanza.models import mwt_expander

from training.bundle import write_bundle
from training.encoder import make_encoder
from training.event_stages import train_bundled, train_folds
from training.folders import Folders
from training.folds import FOLDS, dated_folds
from training.joint import PARTS, JointTraining, train_joint
from training.lemmatizer import LemmaTraining, train_lemmatizer
from training.loop import Schedule
from training.names_data import general_names, news_names, projected, tagged_text
from training.pretrain import Pretraining, continue_pretraining
from training.segments import Varier, pieces, write_segments
from training.standoff import write_annotated
from training.tagged import TaggedSentence, save_tagged
from training.tokens import TokenTraining, train_tokens
from training.treebank import read_treebank
from training.treebanks import build_treebanks, lemma_knowledge, present_treebanks, vocabulary
from training.vectors import train_vectors

SEED = 1234
GENERAL = "general"
BUNDLE = "bundle"


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


def news_tokenizer(run: Run) -> Any:
    """A pipeline of the tokenizer of this run alone; it wants a list of models, if an empty one."""
    listed = run.folders.out / "resources.json"
    listed.write_text('{"id": {"tokenize": {}, "mwt": {}, "packages": {}}}', encoding="utf-8")
    return stanza.Pipeline(
        "id", processors="tokenize", tokenize_model_path=str(run.folders.model("tokenize")),
        dir=str(run.folders.out), download_method=None, allow_unknown_language=True,
        verbose=False, use_gpu=run.device == "cuda",
    )  # fmt: skip


def encoder(run: Run) -> None:
    """The pretrained encoder, cut to the pieces that Indonesian uses."""
    make_encoder(run.folders.corpora, run.folders.start)


def pretrain(run: Run) -> None:
    """The encoder's pretraining, continued on raw news."""
    schedule = Schedule(steps=6000, rate=1e-3, warmup=300, check_every=500)
    continue_pretraining(
        Pretraining(
            corpora=run.folders.corpora, start=run.folders.start, out=run.folders.pretrained,
            device=run.device, schedule=run.paced(schedule),
        )
    )  # fmt: skip


def names(run: Run) -> None:
    """Sentences with names: those that all models learn from, those of the bundle and of folds."""
    folders, split = run.folders, news_tokenizer(run)

    def tagged(paths: Iterable[Path]) -> list[TaggedSentence]:
        texts = map(projected, paths)
        return [sentence for text, spans in texts for sentence in tagged_text(text, spans, split)]

    base = tagged(sorted(folders.gold.glob("*.gold.json")))
    parts = [tagged(paths) for paths in dated_folds(folders.folded)]
    save_tagged(general_names(folders.names, base, seed=1), folders.named(GENERAL))
    for name, left_out in ((BUNDLE, None), *((fold(at), at) for at in range(FOLDS))):
        kept = [part for at, part in enumerate(parts) if at != left_out]
        gold = [sentence for part in (base, *kept) for sentence in part]
        save_tagged(news_names(folders.names, gold, seed=1), folders.named(name))


def fold(number: int) -> str:
    """The name of the models that have not seen a fold."""
    return f"without-fold-{number}"


def general(run: Run) -> None:
    """Tagger, parser and name tagger on one encoder, before any cross-validated article is seen."""
    schedule = Schedule(steps=4000, rate=1e-3, warmup=100, check_every=500)
    pretrained = run.folders.pretrained
    start = pretrained if pretrained.exists() else run.folders.start
    train_joint(joint_training(run, GENERAL, start, (2, 1), schedule))


def joint(run: Run) -> None:
    """The general models, trained on with the names of all articles."""
    schedule = Schedule(steps=1600, rate=6e-4, warmup=100, check_every=400)
    train_joint(joint_training(run, BUNDLE, run.folders.joint(GENERAL), (1, 2), schedule))


def joint_training(
    run: Run, name: str, start: Path, turns: tuple[int, int], schedule: Schedule
) -> JointTraining:
    """The joint training with the names of that name."""
    folders = run.folders
    return JointTraining(
        start=start, trees=folders.treebank("balanced"), names=folders.named(name),
        out=folders.joint(name), device=run.device, turns=turns, schedule=run.paced(schedule),
    )  # fmt: skip


def bundle(run: Run) -> None:
    """The bundle, in ``out/bundle``."""
    write_bundle(trained(run.folders, BUNDLE), run.folders.out / "bundle")


def events(run: Run) -> None:
    """The part that reads events, on the encoder of the bundle."""
    train_bundled(run.folders)


def event_folds(run: Run) -> None:
    """The same for each fold of articles, which it has not seen, and what it reads of them."""
    train_folds(run.folders)


def folds(run: Run) -> None:
    """For each fold of articles a bundle that has not seen it, trained on more briefly."""
    schedule = Schedule(steps=300, rate=6e-4, warmup=30, check_every=150)
    for number in range(FOLDS):
        name = fold(number)
        train_joint(joint_training(run, name, run.folders.joint(GENERAL), (1, 3), schedule))
        write_bundle(trained(run.folders, name), run.folders.out / "folds" / str(number))


def fresh(run: Run) -> None:
    """Annotated texts that nothing has learned from, for ``kg evaluate OUT/fresh``."""
    write_annotated(run.folders)


def trained(folders: Folders, name: str) -> dict[str, Path]:
    """The trained models that a bundle is made of, the joint ones of that name."""
    models = {part: folders.model(part) for part in ("tokenize", "mwt", "lemma")}
    return models | {part: folders.joint(name) / f"{part}.pt" for part in PARTS}


RECIPE: dict[str, Callable[[Run], None]] = {
    "vectors": vectors,
    "treebanks": treebanks,
    "tokenize": tokenize,
    "mwt": mwt,
    "lemma": lemma,
    "encoder": encoder,
    "names": names,
    "general": general,
    "joint": joint,
    "bundle": bundle,
    "events": events,
}
STAGES = RECIPE | {
    "pretrain": pretrain,
    "folds": folds,
    "event-folds": event_folds,
    "fresh": fresh,
}
