"""Annotation of an old release brought to the conventions of the present one.

Heads are kept, but for punctuation. For tags and relations a classifier learnt from the present
treebanks says what the present release would write, and a channel learnt from the old text itself
by expectation maximisation says how the old release writes that: the product decides.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from training.bag import Bag, BagClassifier
from training.clitics import Splitter, learn_splitter, split_clitics
from training.features import View, arc_bag, tagged_bag, view, word_bag
from training.punctuation import attach_punctuation
from training.spacing import RawText, respace
from training.treebank import Sentence, Word, styled

OLD = "gsd"
ROUNDS = 6
SHARPNESS = 0.6
SMOOTHING = 0.3
Clusters = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderniser:
    """Classifiers of the present conventions."""

    splitter: Splitter
    tags: Sequence[BagClassifier]
    feats: BagClassifier
    relations: Sequence[BagClassifier]
    clusters: Clusters


def learn_moderniser(
    treebanks: Mapping[str, Sequence[Sentence]], clusters: Clusters, *, members: int = 3
) -> Moderniser:
    """Learn from treebanks by source; the source ``gsd`` is the one the old release belongs to."""
    views = [
        view(sentence, source, clusters) for source in treebanks for sentence in treebanks[source]
    ]
    seeds = range(members)
    feats = BagClassifier(seed=0, min_count=1)
    fit(feats, views, tagged_bag, lambda word: word.feats)
    return Moderniser(
        splitter=learn_splitter([each.sentence for each in views]),
        tags=[_fitted(seed, views, word_bag, lambda word: word.upos) for seed in seeds],
        feats=feats,
        relations=[_fitted(seed, views, arc_bag, lambda word: word.deprel, True) for seed in seeds],
        clusters=clusters,
    )


def _fitted(
    seed: int,
    views: Sequence[View],
    bag: Callable[[View, int], Bag],
    label: Callable[[Word], str],
    arcs: bool = False,
) -> BagClassifier:
    model = BagClassifier(seed=seed)
    fit(model, views, bag, label, arcs)
    return model


def fit(
    model: BagClassifier,
    views: Sequence[View],
    bag: Callable[[View, int], Bag],
    label: Callable[[Word], str],
    arcs: bool = False,
) -> None:
    """Fit a model on the words of the views, or on those that have a head."""
    places = [
        (each, at)
        for each in views
        for at, word in enumerate(each.sentence.words)
        if not arcs or word.head >= 0
    ]
    labels = [label(each.sentence.words[at]) for each, at in places]
    model.fit([bag(each, at) for each, at in places], labels)


def modernise(
    sentences: Sequence[Sentence], raw: RawText | None, learnt: Moderniser
) -> list[Sentence]:
    """Old sentences with present spacing, words, tags, features, heads and relations."""
    ready = [
        split_clitics(respace(each, raw) if raw else each, learnt.splitter) for each in sentences
    ]
    tagged = relabel(ready, learnt.tags, word_bag, "upos", learnt.clusters)
    placed = [attach_punctuation(each) for each in tagged]
    related = relabel(placed, learnt.relations, arc_bag, "deprel", learnt.clusters)
    return styled(add_features(related, learnt), OLD)


def restyle(sentences: Sequence[Sentence], learnt: Moderniser) -> list[Sentence]:
    """Sentences of another present treebank with the tags and relations that GSD would give."""
    tagged = relabel(sentences, learnt.tags, word_bag, "upos", learnt.clusters)
    related = relabel(tagged, learnt.relations, arc_bag, "deprel", learnt.clusters)
    return styled(related, OLD)


def relabel(
    sentences: Sequence[Sentence],
    models: Sequence[BagClassifier],
    bag: Callable[[View, int], Bag],
    column: str,
    clusters: Clusters,
) -> list[Sentence]:
    """The sentences with a new column: what the models and the old column make likeliest."""
    views = [view(each, OLD, clusters) for each in sentences]
    places = [
        (number, at)
        for number, sentence in enumerate(sentences)
        for at, word in enumerate(sentence.words)
        if _changes(sentence, at, word, column)
    ]
    bags = [bag(views[number], at) for number, at in places]
    chance = np.mean([model.probabilities(bags) for model in models], axis=0)
    old = [getattr(sentences[number].words[at], column) for number, at in places]
    chosen = decide(chance, old, models[0].labels)
    words = [list(sentence.words) for sentence in sentences]
    for (number, at), label in zip(places, chosen, strict=True):
        words[number][at] = _with(words[number][at], column, label)
    return [
        replace(sentence, words=tuple(new)) for sentence, new in zip(sentences, words, strict=True)
    ]


def _with(word: Word, column: str, label: str) -> Word:
    return replace(word, upos=label) if column == "upos" else replace(word, deprel=label)


def _changes(sentence: Sentence, at: int, word: Word, column: str) -> bool:
    clitic = any(token.first < at <= token.last for token in sentence.tokens)
    if clitic or word.upos == "PUNCT":
        return False
    return column == "upos" or word.head >= 0


def decide(chance: NDArray[np.float64], old: Sequence[str], labels: Sequence[str]) -> list[str]:
    """The likeliest new label of each word, given the models' chances and the old label."""
    # The classifiers have seen little and are too sure of themselves.
    chance = chance**SHARPNESS
    kinds = sorted(set(old))
    rows = np.array([kinds.index(label) for label in old])
    channel = np.full((len(labels), len(kinds)), SMOOTHING)
    for number, label in enumerate(labels):
        if label in kinds:
            channel[number, kinds.index(label)] += len(old) / len(labels)
    channel /= channel.sum(1, keepdims=True)
    for _ in range(ROUNDS):
        joint = chance * channel[:, rows].T
        joint /= joint.sum(1, keepdims=True)
        channel = np.full_like(channel, SMOOTHING)
        np.add.at(channel.T, rows, joint)
        channel /= channel.sum(1, keepdims=True)
    best = (chance * channel[:, rows].T).argmax(1)
    return [labels[number] for number in best]


def add_features(sentences: Sequence[Sentence], learnt: Moderniser) -> list[Sentence]:
    """The sentences with morphological features, which the old release lacks."""
    out = []
    for sentence in sentences:
        seen = view(sentence, OLD, learnt.clusters)
        bags = [tagged_bag(seen, at) for at in range(len(sentence.words))]
        best = learnt.feats.probabilities(bags).argmax(1)
        words = tuple(
            replace(word, feats=learnt.feats.labels[number]) if word.feats == "_" else word
            for word, number in zip(sentence.words, best, strict=True)
        )
        out.append(replace(sentence, words=words))
    return out
