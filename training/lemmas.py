"""Lemmas of words that the treebanks lack, by affix patterns learnt from those that they have."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.bag import BagClassifier
from training.treebank import Sentence

MIN_PATTERN = 2
MIN_VOCABULARY = 2
LONGEST_AFFIX = 7
COMMON = 20_000
KNOWN_ROOT = 3.0
COMMON_ROOT = 2.0
OPEN = ("NOUN", "VERB", "ADJ", "NUM")
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Pattern:
    """Cut ``prefix`` and ``suffix`` off a form and put ``start`` before the rest."""

    prefix: str
    suffix: str
    start: str

    def apply(self, form: str) -> str | None:
        """The lemma by this pattern, None where it does not fit."""
        if not form.startswith(self.prefix) or not form.endswith(self.suffix):
            return None
        core = form[len(self.prefix) : len(form) - len(self.suffix)]
        return self.start + core if len(core) >= MIN_VOCABULARY else None


def base(form: str) -> str:
    """Lower-cased form; the first part of a doubled word."""
    form = form.lower()
    first, hyphen, second = form.partition("-")
    doubled = hyphen and len(first) > 1 and (first in second or first[-3:] == second[:-2][-3:])
    return first if doubled else form


def pattern_of(form: str, lemma: str) -> Pattern | None:
    """The pattern with the longest core that turns a form into a lemma."""
    for size in range(min(len(form), len(lemma)), 1, -1):
        at = form.find(lemma[-size:])
        start = lemma[: len(lemma) - size]
        suffix = form[at + size :]
        if at >= 0 and len(start) <= 1 and max(at, len(suffix)) <= LONGEST_AFFIX:
            return Pattern(prefix=form[:at], suffix=suffix, start=start)
    return None


def treebank_lemmas(treebanks: Mapping[str, Sequence[Sentence]]) -> list[Triple]:
    """Form, tag and lemma of every word, in one convention.

    The treebanks differ for names (lower-cased in GSD, as written elsewhere) and for the clitic
    pronoun, and some take affixes off function words: the convention of GSD holds.
    """
    out: list[Triple] = []
    for source, sentences in treebanks.items():
        for sentence in sentences:
            for word in sentence.words:
                lemma = word.lemma if word.lemma != "_" else word.form.lower()
                if source != "gsd":
                    lemma = lemma.lower() if word.upos in OPEN else word.form.lower()
                if (word.form.lower(), word.upos) == ("nya", "PRON"):
                    lemma = "dia"
                out.append((word.form, word.upos, lemma))
    return out


class Lemmatizer:
    """Guesses lemmas of unseen forms; learnt from triples and a vocabulary by frequency."""

    def __init__(self, triples: Sequence[Triple], vocabulary: Sequence[str]) -> None:
        rows = sorted({(base(form), tag, lemma) for form, tag, lemma in triples if tag in OPEN})
        found = [(row, pattern_of(row[0], row[2])) for row in rows]
        counts = Counter(pattern for _, pattern in found if pattern)
        kept = [(row, p) for row, p in found if p and counts[p] >= MIN_PATTERN]
        self.patterns = sorted({pattern for _, pattern in kept})
        self.forms_of = _forms_by_lemma(rows)
        self.rank = {word: number for number, word in enumerate(vocabulary)}
        self.model = BagClassifier(seed=7, min_count=1)
        labels = [str(self.patterns.index(pattern)) for _, pattern in kept]
        self.model.fit([self.bag(row[0], row[1]) for row, _ in kept], labels)

    def bag(self, form: str, tag: str) -> list[str]:
        """Affixes of a form and what each pattern would make of it."""
        features = ["b", f"t={tag}"]
        features += [f"p{n}={form[:n]}" for n in range(2, 7)]
        features += [f"p{n}={form[:n]}|{tag}" for n in range(2, 5)]
        features += [f"x{n}={form[-n:]}" for n in range(1, 5)]
        features += [f"x{n}={form[-n:]}|{tag}" for n in range(2, 4)]
        for number, pattern in enumerate(self.patterns):
            root = pattern.apply(form)
            if root is None:
                continue
            if self.forms_of.get(root, frozenset()) - {form}:
                features.append(f"known={number}")
            rank = self.rank.get(root, 10**9)
            if rank < 100_000:
                features.append(f"rank={number}|{len(str(rank))}")
        return features

    def lemmas(self, words: Sequence[tuple[str, str]]) -> list[str]:
        """One lemma for each form and tag."""
        forms = [base(form) for form, _ in words]
        places = [i for i, (_, tag) in enumerate(words) if tag in OPEN]
        out = [
            form if tag in OPEN else word.lower()
            for form, (word, tag) in zip(forms, words, strict=True)
        ]
        if not places:
            return out
        chance = self.model.probabilities([self.bag(forms[i], words[i][1]) for i in places])
        for i, row in zip(places, np.log(chance + 1e-9), strict=True):
            out[i] = self._best(forms[i], row)
        return out

    def _best(self, form: str, scores: NDArray[np.float64]) -> str:
        best, lemma = -np.inf, form
        for label, score in zip(self.model.labels, scores, strict=True):
            root = self.patterns[int(label)].apply(form)
            if root is None:
                continue
            total = score + self._trust(form, root)
            if total > best:
                best, lemma = total, root
        return lemma

    def _trust(self, form: str, root: str) -> float:
        """More for roots that are lemmas of other forms, less for rare words and non-words."""
        if self.forms_of.get(root, frozenset()) - {form}:
            return KNOWN_ROOT
        return COMMON_ROOT if self.rank.get(root, COMMON) < COMMON else 0.0


def _forms_by_lemma(rows: Iterable[Triple]) -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for form, _, lemma in rows:
        forms[lemma].add(form)
    return {lemma: frozenset(seen) for lemma, seen in forms.items()}


def dictionary(
    triples: Sequence[Triple], preferred: Sequence[Triple]
) -> dict[tuple[str, str], str]:
    """(lower-cased form, tag) -> the most frequent lemma; the preferred triples come first."""
    out: dict[tuple[str, str], str] = {}
    for rows in (triples, preferred):
        counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for form, tag, lemma in rows:
            counts[form.lower(), tag][lemma] += 1
        for key, seen in counts.items():
            out[key] = min(seen, key=lambda lemma: (-seen[lemma], lemma))
    return out
