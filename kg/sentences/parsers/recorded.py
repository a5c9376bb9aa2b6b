"""Sentences that were parsed before, read from CoNLL-U files: no model is needed.

Beside what CoNLL-U knows, a document has the article's id (``# newdoc id``), a sentence its place
in the article (``# span``), and a token, in its last column, its own place and its NER tag. What
its words announce stands before it (``# announced``), a line for each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from kg.errors import ModelError
from kg.model import Announced, Argument, Article, Factuality, Sentence, Token

SUFFIX = ".conllu"
_COLUMNS = 10
_CERTAIN = 2  #: parts of a factuality with its chance


class RecordedParser:
    """Gives back the sentences recorded in a file, or in all files below a folder.

    ModelError if there are none, or one is broken.
    """

    def __init__(self, recorded: Path) -> None:
        self._source = recorded
        paths = sorted(recorded.rglob(f"*{SUFFIX}")) if recorded.is_dir() else [recorded]
        self._sentences = {id_: found for path in paths for id_, found in read(path)}
        if not self._sentences:
            raise ModelError(f"{recorded}: no recorded parses (*{SUFFIX})")

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        """The sentences of an article as they were parsed.

        ModelError if it was not recorded, or its text has changed since.
        """
        sentences = self._sentences.get(article.id)
        if sentences is None:
            raise ModelError(f"{self._source}: {article.id} was not recorded; kg record does")
        for sentence in sentences:
            if article.text[sentence.start : sentence.end] != sentence.text:
                raise ModelError(
                    f"{self._source}: {article.id} was recorded from another text, sentence"
                    f" {sentence.index + 1}; kg record renews it"
                )
        return sentences

    def same_text(self, text: str) -> str | None:
        """The id of a recorded article that is nothing but this text."""
        found = (
            id_
            for id_, sentences in self._sentences.items()
            if sentences and _covers(sentences, text)
        )
        return next(found, None)


def _covers(sentences: Sequence[Sentence], text: str) -> bool:
    whole = (sentences[0].start, sentences[-1].end) == (
        len(text) - len(text.lstrip()),
        len(text.rstrip()),
    )
    return whole and all(text[s.start : s.end] == s.text for s in sentences)


def write(path: Path, parses: Iterable[tuple[str, Sequence[Sentence]]]) -> None:
    """Record articles, each with its id and sentences, in one file."""
    lines = [line for id_, sentences in parses for line in _document(id_, sentences)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _document(id_: str, sentences: Sequence[Sentence]) -> Iterator[str]:
    yield f"# newdoc id = {id_}"
    for sentence in sentences:
        yield f"# sent_id = {sentence.index + 1}"
        yield f"# span = {sentence.start} {sentence.end}"
        yield f"# text = {sentence.text}"
        if sentence.announced is not None:
            yield f"# announced = {len(sentence.announced)}"
            for number, one in enumerate(sentence.announced, start=1):
                yield f"# announced {number} = {_announced_row(one)}"
        for token in sentence.tokens:
            yield _row(token, sentence.start)
        yield ""


def _announced_row(one: Announced) -> str:
    """ "5 Meeting 0.87 Certain:0.9 3:participant:0.95 …"."""
    certain = [f"{value}:{chance}" for value, chance in one.factuality]
    arguments = [f"{each.token}:{each.slot}:{each.chance}" for each in one.arguments]
    return " ".join([str(one.token), one.event, str(one.chance), *certain, *arguments])


def _row(token: Token, start: int) -> str:
    """A token's ten columns; its place is told from the start of the sentence."""
    place = f"Span={token.start - start}:{token.end - start}"
    columns = (
        str(token.index),
        token.text,
        token.lemma,
        token.upos,
        "_",
        token.feats or "_",
        str(token.head),
        token.deprel,
        "_",
        place if token.ner == "O" else f"{place}|NER={token.ner}",
    )
    return "\t".join(columns)


def read(path: Path) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    """The articles of a file: ids and sentences. ModelError names the file and the line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: cannot be read: {error}") from error
    article, documents, number = "", dict[str, list[Sentence]](), 0
    for filled, block in groupby(lines, key=bool):
        rows = list(block)
        if filled:
            try:
                if rows[0].startswith("# newdoc"):
                    article = _comments(rows)["newdoc id"]
                documents.setdefault(article, []).append(_sentence(article, rows))
            except (ValueError, KeyError) as error:
                raise ModelError(f"{path}:{number + 1}: not a recorded sentence") from error
        number += len(rows)
    yield from ((id_, tuple(sentences)) for id_, sentences in documents.items())


def _comments(rows: Sequence[str]) -> dict[str, str]:
    comments = (row[2:].partition(" = ") for row in rows if row.startswith("# "))
    return {name: value for name, _, value in comments}


def _sentence(article: str, rows: Sequence[str]) -> Sentence:
    about = _comments(rows)
    start, end = map(int, about["span"].split())
    columns = [row.split("\t") for row in rows if not row.startswith("# ")]
    return Sentence(
        article_id=article,
        index=int(about["sent_id"]) - 1,
        start=start,
        end=end,
        text=about["text"],
        tokens=tuple(_token(row, start) for row in columns),
        announced=_announced(about),
    )


def _announced(about: Mapping[str, str]) -> tuple[Announced, ...] | None:
    if "announced" not in about:
        return None
    numbers = range(1, int(about["announced"]) + 1)
    return tuple(_announced_of(about[f"announced {number}"].split()) for number in numbers)


def _announced_of(columns: Sequence[str]) -> Announced:
    token, event, chance, *rest = columns
    parts = [each.split(":") for each in rest]
    return Announced(
        token=int(token),
        event=event,
        chance=float(chance),
        factuality=tuple(
            (Factuality(part[0]), float(part[1])) for part in parts if len(part) == _CERTAIN
        ),
        arguments=tuple(
            Argument(token=int(part[0]), slot=part[1], chance=float(part[2]))
            for part in parts
            if len(part) != _CERTAIN
        ),
    )


def _token(columns: Sequence[str], start: int) -> Token:
    if len(columns) != _COLUMNS:
        raise ValueError(f"{len(columns)} columns")
    place = dict(part.split("=", 1) for part in columns[9].split("|"))
    first, last = map(int, place["Span"].split(":"))
    return Token(
        index=int(columns[0]),
        text=columns[1],
        lemma=columns[2],
        upos=columns[3],
        feats="" if columns[5] == "_" else columns[5],
        head=int(columns[6]),
        deprel=columns[7],
        ner=place.get("NER", "O"),
        start=start + first,
        end=start + last,
    )
