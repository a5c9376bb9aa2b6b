"""Features of a word in its tree, for tags, features and relations of the present release."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from training.treebank import Sentence

COARSE = {"PROPN": "N", "NOUN": "N", "AUX": "A", "ADV": "A", "ADP": "P", "SCONJ": "P", "CCONJ": "P"}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A sentence with its children lists, its source and the word clusters."""

    sentence: Sentence
    source: str
    children: Sequence[Sequence[int]]
    clusters: Mapping[str, str]

    def form(self, index: int) -> str:
        """Lower-cased form, or a mark for an index outside the sentence."""
        words = self.sentence.words
        return words[index].form.lower() if 0 <= index < len(words) else "<>"

    def tag(self, index: int) -> str:
        """Tag, or a mark for an index outside the sentence."""
        words = self.sentence.words
        return words[index].upos if 0 <= index < len(words) else "<>"

    def cluster(self, index: int) -> str:
        """Cluster of the word's vector."""
        return self.clusters.get(self.form(index), "?")


def view(sentence: Sentence, source: str, clusters: Mapping[str, str]) -> View:
    """The view of a sentence."""
    children: list[list[int]] = [[] for _ in sentence.words]
    for index, word in enumerate(sentence.words):
        if word.head >= 0:
            children[word.head].append(index)
    return View(sentence=sentence, source=source, children=children, clusters=clusters)


def word_bag(seen: View, at: int) -> list[str]:
    """Features of a word that do not depend on its own tag; other tags only coarsely."""
    word = seen.sentence.words[at]
    form = word.form.lower()
    head = word.head
    side = "root" if head < 0 else ("L" if head < at else "R")
    bag = [
        "b", f"s={seen.source}", f"w={form}", f"c={seen.cluster(at)}", f"shape={_shape(word.form)}",
        f"ws={form}|{seen.source}", f"h={seen.form(head)}", f"hc={seen.cluster(head)}",
        f"hs={seen.form(head)[-3:]}", f"side={side}", f"wh={form}|{seen.form(head)}",
        f"first={at == 0}", f"shape+1={_shape_at(seen, at + 1)}",
        f"shape-1={_shape_at(seen, at - 1)}",
    ]  # fmt: skip
    bag += [f"p{n}={form[:n]}" for n in (2, 3, 4)] + [f"x{n}={form[-n:]}" for n in (1, 2, 3, 4)]
    for step in (-2, -1, 1, 2):
        bag += [
            f"w{step}={seen.form(at + step)}",
            f"c{step}={seen.cluster(at + step)}",
            f"t{step}={_coarse(seen.tag(at + step))}",
        ]
    bag += [f"ww={form}|{seen.form(at + 1)}", f"ww-={seen.form(at - 1)}|{form}"]
    bag += [f"k={seen.form(child)}" for child in seen.children[at]]
    return bag + [f"kt={_coarse(seen.tag(child))}" for child in seen.children[at]]


def tagged_bag(seen: View, at: int) -> list[str]:
    """Features of a word with its own tag, for its morphological features."""
    tag = seen.tag(at)
    form = seen.form(at)
    return [
        "b", f"s={seen.source}", f"t={tag}", f"w={form}|{tag}", f"shape={_shape(form)}|{tag}",
        *(f"p{n}={form[:n]}|{tag}" for n in (2, 3, 4)),
        *(f"x{n}={form[-n:]}|{tag}" for n in (2, 3, 4)),
        f"w-1={seen.form(at - 1)}", f"w+1={seen.form(at + 1)}", f"c={seen.cluster(at)}",
        f"half={form.split('-')[0] == form.split('-')[-1] and '-' in form}|{tag}",
    ]  # fmt: skip


def arc_bag(seen: View, at: int) -> list[str]:
    """Features of a word and its head, both tagged, for the relation between them."""
    words = seen.sentence.words
    head = words[at].head
    tag, head_tag = seen.tag(at), seen.tag(head)
    side = "L" if head < at else "R"
    pair = f"{tag}|{head_tag}|{side}"
    kids = seen.children[at]
    cases = [seen.form(k) for k in kids if k < at and seen.tag(k) in ("ADP", "SCONJ", "PRON")]
    between = sum(1 for k in seen.children[head] if min(at, head) < k < max(at, head))
    bag = [
        "b", f"s={seen.source}", f"pair={pair}", f"pairs={pair}|{seen.source}",
        f"w={seen.form(at)}", f"h={seen.form(head)}", f"c={seen.cluster(at)}",
        f"hc={seen.cluster(head)}", f"cc={seen.cluster(at)}|{seen.cluster(head)}",
        f"ch={seen.cluster(at)}|{seen.form(head)}", f"wt={seen.form(at)}|{head_tag}|{side}",
        f"ht={seen.form(head)}|{tag}|{side}", f"wh={seen.form(at)}|{seen.form(head)}",
        f"dist={min(abs(at - head), 6)}|{side}", f"case={','.join(cases[:2])}|{head_tag}|{side}",
        f"case={','.join(cases[:1])}|{seen.form(head)}",
        f"casew={','.join(cases[:1])}|{seen.form(at)}",
        f"hp={seen.form(head)[:2]}|{tag}|{side}", f"hp3={seen.form(head)[:3]}|{tag}|{side}",
        f"wp={seen.form(at)[:3]}|{head_tag}", f"wx={seen.form(at)[-3:]}|{head_tag}",
        f"between={min(between, 3)}|{pair}",
        f"shapes={_shape_at(seen, at)}|{_shape_at(seen, head)}",
        f"hh={seen.tag(words[head].head) if words[head].head >= 0 else 'root'}|{pair}",
        f"last={at == len(words) - 1}",
    ]  # fmt: skip
    for step in (-1, 1):
        bag += [f"t{step}={seen.tag(at + step)}|{pair}", f"w{step}={seen.form(at + step)}|{tag}"]
    bag += [f"kt={seen.tag(k)}|{'L' if k < at else 'R'}|{tag}" for k in kids]
    bag += [f"kw={seen.form(k)}|{tag}" for k in kids]
    return bag + list(_siblings(seen, at, head, side))


def _siblings(seen: View, at: int, head: int, side: str) -> Iterator[str]:
    for other in seen.children[head]:
        if other != at:
            place = "L" if other < head else "R"
            yield f"sib={seen.tag(other)}|{place}|{seen.tag(at)}|{side}"
            yield f"sibw={seen.form(other)}|{seen.tag(at)}|{side}"


def _coarse(tag: str) -> str:
    return COARSE.get(tag, tag)


def _shape_at(seen: View, at: int) -> str:
    words = seen.sentence.words
    return _shape(words[at].form) if 0 <= at < len(words) else "<>"


def _shape(form: str) -> str:
    if form.isdigit():
        return "9"
    if form.isupper():
        return "AA" if len(form) > 1 else "A"
    if form[:1].isupper():
        return "Aa"
    return "a" if form.isalpha() else "-"
