"""The stages of the recipe, in order; each reads what earlier ones wrote."""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import stanza
from stanza.models import mwt_expander

from training.bundle import FIRST, JOINT, PROCESSORS, write_bundle
from training.charlm import DIRECTIONS, CharTraining, train_charlm
from training.encoder import make_encoder
from training.folders import Folders
from training.guess import guess_tags
from training.joint import PARTS, JointTraining, train_joint
from training.lemmatizer import LemmaTraining, train_lemmatizer
from training.loop import Schedule
from training.names import NameTraining, load_tagged, save_tagged, train_names
from training.names_data import name_sentences, projected, tagged_text
from training.pretrain import Pretraining, continue_pretraining
from training.segments import Varier, pieces, write_segments
from training.silver import silver_articles
from training.states import told_apart
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


def charlm(run: Run) -> None:
    """Character language models, forward and backward, from raw text."""
    schedule = Schedule(steps=9000, rate=2e-3, clip=1.0, check_every=500)
    for direction in DIRECTIONS:
        train_charlm(
            CharTraining(
                corpora=run.folders.corpora, direction=direction, device=run.device,
                out=run.folders.charlm / f"{direction}.pt", schedule=run.paced(schedule),
            )
        )  # fmt: skip


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
    """Tagger that has not seen GSD train, and its tags on the training treebank."""
    schedule = Schedule(steps=700, rate=3e-3, clip=5.0, check_every=100)
    tagger = tag_training(run, "first-tagger", "present", schedule)
    train_tags(tagger)
    folders = run.folders
    source, target = folders.treebank("balanced"), folders.treebank("guessed")
    share = guess_tags(source, tagger.out, folders.vectors, target, run.device)
    log.info("the first tagger agrees with %.1f %% of the tags", 100 * share)


def pos(run: Run) -> None:
    """Tagger."""
    train_tags(whole_tagger(run, "pos"))


def whole_tagger(run: Run, name: str) -> TagTraining:
    """The training of the bundle's tagger."""
    schedule = Schedule(steps=2200, rate=3e-3, clip=5.0, check_every=200)
    return tag_training(run, name, "balanced", schedule)


def tag_training(run: Run, name: str, treebank: str, schedule: Schedule) -> TagTraining:
    """The training of one tagger."""
    folders = run.folders
    return TagTraining(
        train=folders.treebank(treebank), dev=folders.treebank("dev"), vectors=folders.vectors,
        charlm=folders.charlm, out=folders.model(name), device=run.device,
        schedule=run.paced(schedule),
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
    train_trees(whole_parser(run, "depparse"))


def whole_parser(run: Run, name: str) -> TreeTraining:
    """The training of the bundle's parser."""
    schedule = Schedule(steps=6000, rate=2.5e-3, clip=5.0, check_every=300)
    guessed = run.folders.treebank("guessed")
    return replace(tree_training(run, name, "balanced", schedule), guessed=guessed)


def tree_training(run: Run, name: str, treebank: str, schedule: Schedule) -> TreeTraining:
    """The training of one parser."""
    folders = run.folders
    return TreeTraining(
        train=folders.treebank(treebank), dev=folders.treebank("dev"), vectors=folders.vectors,
        charlm=folders.charlm, out=folders.model(name), device=run.device,
        schedule=run.paced(schedule), batch_words=1000,
    )  # fmt: skip


def silver(run: Run) -> None:
    """Names that the graph builder finds in articles without annotation."""
    folders = run.folders
    annotated = {path.name.removesuffix(".gold.json") for path in folders.gold.glob("*.gold.json")}
    split = news_tokenizer(run)
    found = [
        sentence
        for text, spans in silver_articles(folders.articles, annotated)
        for sentence in tagged_text(text, spans, split)
    ]
    save_tagged(found, folders.silver)


def ner(run: Run) -> None:
    """Name tagger, from the public sets and the names of annotated and other articles."""
    train_names(name_training(run, "ner"))


def name_training(run: Run, name: str) -> NameTraining:
    """The training of the bundle's name tagger."""
    folders = run.folders
    split = news_tokenizer(run)
    gold = [
        sentence
        for text, spans in projected(folders.gold)
        for sentence in tagged_text(text, spans, split)
    ]
    schedule = Schedule(steps=3200, rate=2e-3, clip=5.0, check_every=400)
    return NameTraining(
        train=name_sentences(folders.names, gold, load_tagged(folders.silver), seed=1),
        dev=told_apart(read_iob(folders.names / "idner2k-dev.txt"), places_are_local=True),
        vectors=folders.vectors,
        charlm=folders.charlm, out=folders.model(name), device=run.device, seed=1,
        schedule=run.paced(schedule),
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
    write_bundle(trained(run.folders), run.folders.out / "bundle", FIRST)


def trained(folders: Folders) -> dict[str, Path]:
    """The trained models that a bundle is made of."""
    models = {processor: folders.model(processor) for processor in PROCESSORS}
    models["pretrain"] = folders.vectors
    return models | {f"{each}_charlm": folders.charlm / f"{each}.pt" for each in DIRECTIONS}


def ablations(run: Run) -> None:
    """Bundles that lack one thing.

    Tagger and parser without (modernised) GSD train, and one of each that lacks nothing, learn for
    a shorter time than those of the bundle: compare them with each other. What is trained without
    character models learns as long as the bundle, with a small character LSTM of its own.
    """
    tagging = Schedule(steps=400, rate=3e-3, clip=5.0, check_every=200)
    parsing = Schedule(steps=800, rate=2.5e-3, clip=5.0, check_every=400)
    for name, treebank in (
        ("full", "balanced"),
        ("without-gsd-train", "without-gsd-train"),
        ("unconverted", "unconverted"),
    ):
        tagger = tag_training(run, f"ablations/{name}/pos", treebank, tagging)
        parser = tree_training(run, f"ablations/{name}/depparse", treebank, parsing)
        train_tags(tagger)
        train_trees(parser)
        write_ablation(run, name, {"pos": tagger.out, "depparse": parser.out})
    without_charlm(run)


def without_charlm(run: Run) -> None:
    """The bundle without character models, trained as long as the bundle."""
    name = "without-charlm"
    tagger = replace(whole_tagger(run, f"ablations/{name}/pos"), charlm=None)
    parser = replace(whole_parser(run, f"ablations/{name}/depparse"), charlm=None)
    namer = replace(name_training(run, f"ablations/{name}/ner"), charlm=None)
    train_tags(tagger)
    train_trees(parser)
    train_names(namer)
    write_ablation(run, name, {"pos": tagger.out, "depparse": parser.out, "ner": namer.out})


def write_ablation(run: Run, name: str, models: dict[str, Path]) -> None:
    """The bundle of an ablation: these models, and those of the run for the rest."""
    folder = run.folders.out / "ablations" / name / "bundle"
    write_bundle(trained(run.folders) | models, folder, FIRST)


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
    """Sentences with names, from the public sets and all annotated articles."""
    folders, split = run.folders, news_tokenizer(run)
    gold = [
        sentence
        for folder in folders.annotated
        for text, spans in projected(folder)
        for sentence in tagged_text(text, spans, split)
    ]
    save_tagged(name_sentences(folders.names, gold, [], seed=1), folders.tagged)


def joint(run: Run) -> None:
    """Tagger, parser and name tagger on one encoder."""
    folders = run.folders
    schedule = Schedule(steps=8000, rate=1e-3, warmup=100, clip=1.0, check_every=400)
    train_joint(
        JointTraining(
            start=folders.pretrained, trees=folders.treebank("balanced"), names=folders.tagged,
            out=folders.joint, device=run.device, schedule=run.paced(schedule),
        )
    )  # fmt: skip


def joint_bundle(run: Run) -> None:
    """The bundle on one encoder, in ``out/joint-bundle``."""
    models = {part: run.folders.model(part) for part in ("tokenize", "mwt", "lemma")}
    models |= {part: run.folders.joint / f"{part}.pt" for part in PARTS}
    write_bundle(models, run.folders.out / "joint-bundle", JOINT)


RECIPE: dict[str, Callable[[Run], None]] = {
    "vectors": vectors,
    "charlm": charlm,
    "treebanks": treebanks,
    "tokenize": tokenize,
    "mwt": mwt,
    "first-tagger": first_tagger,
    "pos": pos,
    "lemma": lemma,
    "depparse": depparse,
    "silver": silver,
    "ner": ner,
    "bundle": bundle,
}
JOINT_RECIPE: dict[str, Callable[[Run], None]] = {
    **{name: RECIPE[name] for name in ("vectors", "treebanks", "tokenize", "mwt", "lemma")},
    "encoder": encoder,
    "pretrain": pretrain,
    "names": names,
    "joint": joint,
    "joint-bundle": joint_bundle,
}
RECIPES = {"all": RECIPE, "all-joint": JOINT_RECIPE}
STAGES = RECIPE | JOINT_RECIPE | {"ablations": ablations}
