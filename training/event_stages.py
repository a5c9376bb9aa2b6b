"""The stages that train the part that reads events; each parses what it learns from."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from kg.articles import read_articles
from kg.evaluation.annotation import SUFFIX
from kg.evaluation.material import annotated_articles
from kg.knowledge.gazetteers import known
from kg.model import Article, EntityType, Sentence
from kg.sentences.encoder.events import Events
from kg.sentences.encoder.network import Encoder
from kg.sentences.encoder.reader import EVENTS, PACKAGE
from kg.sentences.models import write_sums
from kg.sentences.parsers.recorded import RecordedParser, write
from kg.sentences.parsers.stanza import StanzaParser
from training.event_labels import Labelled, annotated, by_frames
from training.events import Example, announced, examples, train_events, untrained
from training.folders import Folders
from training.folds import dated_folds
from training.loop import Schedule
from training.words import raw_lines

BY_FRAMES = Schedule(steps=500, rate=1.6e-3)
BY_ANNOTATORS = Schedule(steps=400, rate=9e-4, warmup=40)
SKIPPED = ("other-", "tokenised-", "news-headlines", "news-misc")
RAW_WORDS = 70_000  # of lines beside the articles
LINES = 8  # of an article made of them
STATES = 2  # that a line must name, to be likely to tell of an event
SHORTEST = 80  # characters of a line
SHORT = 3  # letters of names that may be other words
HOME = "IDN"

Parsed = tuple[Article, Sequence[Sentence]]


class EventTraining:
    """What all trainings of the part share: the bundle, parses, and what came of the frames."""

    def __init__(self, folders: Folders) -> None:
        self._folders, self._out = folders, folders.out / EVENTS
        self._bundle = folders.out / "bundle"
        self.encoder = Encoder.load(self._bundle / "id" / "encoder" / f"{PACKAGE}.pt")

    @property
    def place(self) -> Path:
        """Where the bundle has the part."""
        return self._bundle / "id" / EVENTS / f"{PACKAGE}.pt"

    def parsed(self, name: str, articles: Sequence[Article]) -> list[Parsed]:
        """Articles parsed by the bundle, once."""
        path = self._out / "parses" / f"{name}.conllu"
        if not path.is_file():
            parser = StanzaParser(self._bundle)
            write(path, ((article.id, parser.parse(article)) for article in articles))
        recorded = RecordedParser(path)
        return [(article, recorded.parse(article)) for article in articles]

    def started(self) -> Events:
        """The part that has learnt what the frames read of raw news."""
        path = self._out / "by-frames.pt"
        if not path.is_file():
            model = untrained(self.encoder)
            parsed = self.parsed("raw", list(raw_articles(self._folders)))
            labelled = [by_frames(*one) for one in parsed]
            given = [each for one in examples(self.encoder, model, labelled) for each in one]
            checkpoint = path.with_suffix(".ckpt")
            train_events(self.encoder, model, given, BY_FRAMES, checkpoint, hints=False)
            model.save(path)
        return Events.load(path)

    def annotated(self) -> dict[str, tuple[Sequence[Sentence], list[Example]]]:
        """The sentences of all annotated articles and what there is to learn from each."""
        folders = (self._folders.gold, *self._folders.folded)
        parsed = [
            (folder, *one)
            for folder in folders
            for one in self.parsed(folder.name, annotated_articles(folder, folder))
        ]
        labelled = [_annotated(*one) for one in parsed]
        given = examples(self.encoder, untrained(self.encoder), labelled)
        return {
            article.id: (sentences, each)
            for (_, article, sentences), each in zip(parsed, given, strict=True)
        }

    def trained(self, name: str, given: Sequence[Example]) -> Events:
        """The part trained on examples."""
        checkpoint = self._out / f"{name}.ckpt"
        return train_events(self.encoder, self.started(), given, BY_ANNOTATORS, checkpoint)

    def folds(self) -> Iterator[tuple[int, set[str]]]:
        """The ids of the articles of each fold."""
        folds = dated_folds((self._folders.gold, *self._folders.folded))
        for number, paths in enumerate(folds):
            yield number, {path.name.removesuffix(SUFFIX) for path in paths}


def _annotated(folder: Path, article: Article, sentences: Sequence[Sentence]) -> list[Labelled]:
    text = (folder / f"{article.id}{SUFFIX}").read_text(encoding="utf-8")
    return annotated(article, sentences, json.loads(text))


def raw_articles(folders: Folders) -> Iterator[Article]:
    """News that nobody annotated: articles, and lines that name several states, put together."""
    for article in read_articles([str(folders.data / "articles" / "dunia-2025.jsonl")]):
        if isinstance(article, Article):
            yield article
    lines = [
        line.strip()
        for line in raw_lines(folders.corpora, SKIPPED)
        if len(line) > SHORTEST and len(set(_states().findall(line))) >= STATES
    ]
    random.Random(1).shuffle(lines)
    count, kept = 0, []
    for line in lines:
        if count > RAW_WORDS:
            break
        count += len(line.split())
        kept.append(line)
    for at in range(0, len(kept), LINES):
        text = "\n\n".join(kept[at : at + LINES])
        yield Article(id=f"raw-{at}", text=text, source="raw text")


def _states() -> re.Pattern[str]:
    names = {
        name
        for thing in known()
        if thing.type is EntityType.STATE and thing.key != HOME and not thing.support
        for name in thing.names
        if name[0].isupper() and len(name) > SHORT
    }
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b")


def train_bundled(folders: Folders) -> None:
    """Train the part on all annotated articles and add it to the bundle."""
    task = EventTraining(folders)
    given = [each for _, own in task.annotated().values() for each in own]
    task.trained("all", given).save(task.place)
    write_sums(folders.out / "bundle")


def train_folds(folders: Folders) -> None:
    """Parses of the annotated articles, each with what it announces by a part that has not seen
    its fold, in ``out/events/folds``.
    """
    task = EventTraining(folders)
    found = task.annotated()
    for number, ids in task.folds():
        given = [each for id_, (_, own) in found.items() if id_ not in ids for each in own]
        model = task.trained(f"fold-{number}", given)
        parses = ((id_, _with_announced(task.encoder, model, *found[id_])) for id_ in sorted(ids))
        write(folders.out / EVENTS / "folds" / f"{number}.conllu", parses)


@torch.inference_mode()
def _with_announced(
    encoder: Encoder, model: Events, sentences: Sequence[Sentence], given: Sequence[Example]
) -> list[Sentence]:
    read = {one.labelled.words: announced(encoder, model, one) for one in given}
    return [
        replace(one, announced=read.get(tuple(token.text for token in one.tokens), ()))
        for one in sentences
    ]
