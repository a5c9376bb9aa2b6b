"""Name data: IOB files of three public sets and projected mentions, as one tag set."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TAGS = {
    "PER": "PER",
    "LOC": "LOC",
    "ORG": "ORG",
    "PERSON": "PER",
    "PLACE": "LOC",
    "ORGANISATION": "ORG",
    "PPL": "PER",
    "PLC": "LOC",
}
KINDS = {"Person": "PER", "State": "GPE", "Place": "LOC", "Organization": "ORG"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedSentence:
    """Words with one BIO tag each."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A name in a text: half-open character offsets and its kind (PER, LOC, ORG or GPE)."""

    start: int
    end: int
    kind: str


def mapped_tag(tag: str) -> str:
    """The tag in the common set; kinds that map to none of PER, LOC, ORG become O."""
    prefix, _, kind = tag.partition("-")
    return f"{prefix}-{TAGS[kind]}" if kind in TAGS else "O"


def read_iob(path: Path) -> list[TaggedSentence]:
    """Sentences of a file with the word in the first column and the tag in the last."""
    text = path.read_text(encoding="utf-8").replace("\r", "")
    blocks = [
        [line.split() for line in block.splitlines() if line.strip()]
        for block in text.split("\n\n")
    ]
    return [
        TaggedSentence(
            words=tuple(row[0] for row in block), tags=tuple(mapped_tag(row[-1]) for row in block)
        )
        for block in blocks
        if block
    ]


def token_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """First token, end and kind of every name in BIO tags."""
    spans: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags):
        prefix, _, kind = tag.partition("-")
        if prefix == "I" and spans and spans[-1][1] == index and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], index + 1, kind)
        elif prefix in ("B", "I"):
            spans.append((index, index + 1, kind))
    return spans


def surface_forms(gold: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, str]:
    """Surface form -> kind, of every listed mention that starts with a capital or digit."""
    forms: dict[str, str] = {}
    for entity in gold["entities"]:
        mentions = entity["mentions"]
        kind = KINDS.get(str(entity["type"]))
        if kind is None or not isinstance(mentions, list):
            continue
        for mention in mentions:
            forms.setdefault(str(mention), kind)
    return forms


def is_name(form: str) -> bool:
    """Whether a form is a name: a description ("negaranya") begins with a small letter."""
    return form[0].isupper() or form[0].isdigit()


def project(text: str, forms: dict[str, str]) -> list[Span]:
    """Every occurrence of a form as whole words, the longest first, without overlaps."""
    if not forms:
        return []
    longest = sorted(forms, key=lambda form: (-len(form), form))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    return [
        Span(start=match.start(), end=match.end(), kind=forms[match[0]])
        for match in pattern.finditer(text)
    ]


def tag_tokens(offsets: Iterable[tuple[int, int]], spans: Iterable[Span]) -> tuple[str, ...]:
    """BIO tags of tokens given by offsets; a token belongs to a span that holds its start."""
    ordered = list(spans)
    tags: list[str] = []
    last: Span | None = None
    for start, _ in offsets:
        span = next((each for each in ordered if each.start <= start < each.end), None)
        if span is None:
            tags.append("O")
        else:
            tags.append(f"{'I' if span is last else 'B'}-{span.kind}")
        last = span
    return tuple(tags)


def gold_articles(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Text and surface forms of every annotated article of a folder."""
    return map(gold_article, sorted(folder.glob("*.gold.json")))


def gold_article(path: Path) -> tuple[str, dict[str, str]]:
    """Text and surface forms of the article whose annotations stand in a file."""
    text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
    return text, surface_forms(json.loads(path.read_text(encoding="utf-8")))


def save_tagged(sentences: Sequence[TaggedSentence], path: Path) -> None:
    """Store sentences for ``load_tagged``."""
    rows = [{"words": each.words, "tags": each.tags} for each in sentences]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def load_tagged(path: Path) -> list[TaggedSentence]:
    """Sentences stored as JSON objects with ``words`` and ``tags``."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [TaggedSentence(words=tuple(row["words"]), tags=tuple(row["tags"])) for row in rows]
