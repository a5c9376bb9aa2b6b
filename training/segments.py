"""Text and character labels for the tokenizer, from treebanks and news-like variations."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from training.treebank import Sentence, surface_tokens

NEWS = Path(__file__).with_name("news.yaml")
END = frozenset({".", "?", "!"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A written token: its text, whether a space follows and whether it holds several words."""

    text: str
    space: bool = True
    many: bool = False


Line = tuple[Piece, ...]


def pieces(sentence: Sentence) -> Line:
    """The written tokens of a treebank sentence."""
    many = {token.form for token in sentence.tokens}
    return tuple(
        Piece(text=form, space=space, many=form in many) for form, space in surface_tokens(sentence)
    )


def written(text: str) -> Line:
    """Pieces of a text whose tokens are separated by blanks; ``_`` marks a missing space."""
    words = text.split(" ")
    return tuple(
        Piece(text=word.rstrip("_") or "_", space=not word.endswith("_") or word == "_")
        for word in words
    )


class Varier:
    """Draws news-like variations of sentences; deterministic for a seed."""

    def __init__(self, seed: int, path: Path = NEWS) -> None:
        self.draw = random.Random(seed)
        self.stock: dict[str, list[Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.makers: tuple[Callable[[Line], Line], ...] = (
            self.dateline, self.dateline, self.date, self.date, self.quoted, self.quoted,
            self.quoted, self.quoted, self.whole, self.quote_within, self.number, self.money,
            self.title, self.hyphened, self.glued, self.glued, self.brand, self.degree,
            self.open_ended, self.acronym, self.acronym, self.acronym,
        )  # fmt: skip

    def vary(self, line: Line) -> Line:
        """One or two variations of a sentence."""
        for _ in range(self.draw.choice((1, 1, 2))):
            line = self.draw.choice(self.makers)(line)
        return line

    def pick(self, key: str) -> Any:
        """One entry of the stock."""
        return self.draw.choice(self.stock[key])

    def dateline(self, line: Line) -> Line:
        """City and outlet before the sentence."""
        city, outlet, dash = self.pick("cities"), self.pick("outlets"), self.pick("dashes")
        if self.draw.random() < 0.5:
            city = city.upper()
        forms = (
            f"{city}_ , {outlet} {dash}",
            f"{city}_ , {outlet} {dash}",
            f"{outlet}_ , {city} {dash}",
            f"{outlet}_ , {city} {dash}_",
            f"{city} (_ {outlet}_ ) {dash}",
            f"{city} {dash}",
        )
        form = self.draw.choice(forms)
        return written(form) + line

    def date(self, line: Line) -> Line:
        """A date somewhere in the sentence."""
        day, month, year = (
            self.draw.randint(1, 31),
            self.draw.randint(1, 12),
            self.draw.randint(1998, 2027),
        )
        name = self.pick("months")
        short = self.draw.choice(
            (f"{day}/{month}", f"{day}/{month}/{year}", f"{day:02}/{month:02}/{year}")
        )
        weekday = self.pick("days")
        forms = (
            f"{weekday} (_ {short}_ )",
            f"{weekday} (_ {short}_ )",
            f"(_ {short}_ )",
            f"{weekday}_ , {day} {name} {year}",
            f"{day} {name} {year}",
        )
        form = self.draw.choice(forms)
        return self.insert(line, written(form))

    def insert(self, line: Line, new: Line) -> Line:
        """Pieces put before the last mark or between two words in the middle."""
        places = [i for i in range(1, len(line)) if line[i - 1].space and line[i].text.isalnum()]
        if line[-1].text in END and len(line) > 1 and (not places or self.draw.random() < 0.4):
            before = replace(line[-2], space=True)
            return (*line[:-2], before, *new[:-1], replace(new[-1], space=False), line[-1])
        at = self.draw.choice(places) if places else 0
        return (*line[:at], *new, *line[at:])

    def quoted(self, line: Line) -> Line:
        """The sentence as direct speech with a speaker after it."""
        left, right = self.draw.choice((('"', '"'), ("“", "”"), ('"', '"')))
        body = line[:-1] if line[-1].text in END else line
        if not body or any(piece.text in (left, right) for piece in body):
            return line
        opening = Piece(text=left, space=False)
        body = (*body[:-1], replace(body[-1], space=False))
        closing = Piece(text=right, space=self.draw.random() > 0.06)
        if self.draw.random() < 0.5:
            return (opening, *body, Piece(text=".", space=False), replace(closing, space=True))
        comma = Piece(text=self.draw.choice((",", ",", ",", "?", "!")), space=False)
        name = self.draw.choice((self.pick("cities"), "Trump", "Prabowo", "Lavrov", "dia"))
        tail = written(f"{self.pick('speech')} {name}_ .")
        return (opening, *body, comma, closing, *tail)

    def quote_within(self, line: Line) -> Line:
        """A word of the sentence in quotes."""
        places = [i for i, piece in enumerate(line) if piece.text.isalpha() and piece.space]
        if not places:
            return line
        at = self.draw.choice(places)
        mark = self.draw.choice(('"', "'"))
        word = replace(line[at], space=False)
        return (*line[:at], Piece(text=mark, space=False), word, Piece(text=mark), *line[at + 1 :])

    def number(self, line: Line) -> Line:
        """Another figure for each figure, or one more."""
        if any(piece.text.isdigit() for piece in line):
            return tuple(
                replace(piece, text=self.pick("numbers")) if piece.text.isdigit() else piece
                for piece in line
            )
        return self.insert(line, written(self.pick("numbers")))

    def money(self, line: Line) -> Line:
        """A sum of money."""
        tight = self.draw.random() < 0.6
        words = self.pick("money")
        text = "_ ".join(words) if tight else "_ ".join(words[:-1]) + " " + words[-1]
        return self.insert(line, written(text))

    def title(self, line: Line) -> Line:
        """An abbreviated title before a capitalised word."""
        places = [
            i for i, piece in enumerate(line) if piece.text.istitle() and piece.text.isalpha()
        ]
        if not places:
            return line
        at = self.draw.choice(places)
        return (*line[:at], Piece(text=self.pick("titles")), *line[at:])

    def hyphened(self, line: Line) -> Line:
        """A hyphened name, a doubled word, or a pair of names around a hyphen."""
        kind = self.draw.random()
        if kind < 0.4:
            return self.insert(line, (Piece(text="Kim"), Piece(text=self.pick("hyphened"))))
        if kind < 0.7:
            return self.insert(line, written(self.pick("doubled")))
        left, _, right = self.pick("pairs").partition("-")
        return self.insert(line, written(f"{left}_ -_ {right}"))

    def glued(self, line: Line) -> Line:
        """A small word glued to a capitalised one, as where a link began in the page."""
        places = [
            i
            for i in range(1, len(line))
            if line[i - 1].text.isalpha() and line[i - 1].space and len(line[i - 1].text) > 1
            and line[i - 1].text[-1].islower() and line[i].text.istitle() and len(line[i].text) > 2
        ]  # fmt: skip
        if not places:
            return line
        at = self.draw.choice(places)
        return (*line[: at - 1], replace(line[at - 1], space=False), *line[at:])

    def whole(self, line: Line) -> Line:
        """A word that ends as if in a clitic, which is one word all the same."""
        return self.insert(line, written(self.pick("whole")))

    def brand(self, line: Line) -> Line:
        """A name with a capital inside, which stays whole."""
        return self.insert(line, written(self.pick("brands")))

    def degree(self, line: Line) -> Line:
        """An academic degree after a name."""
        places = [i for i, piece in enumerate(line[:-1]) if piece.text.istitle() and piece.space]
        if not places:
            return line
        at = self.draw.choice(places)
        name = replace(line[at], space=False)
        extra = (Piece(text=",", space=True), Piece(text=self.pick("after_names"), space=False))
        return (*line[:at], name, *extra, Piece(text=","), *line[at + 1 :])

    def acronym(self, line: Line) -> Line:
        """A short form or word at the end, whose full stop ends the sentence all the same."""
        if line[-1].text not in END or len(line) < 3:
            return line
        short, kind = self.pick("short"), self.draw.random()
        form = f"(_ {short}_ )" if kind < 0.4 else short
        body = (*line[:-2], replace(line[-2], space=True), *written(form))
        return (*body[:-1], replace(body[-1], space=False), line[-1])

    def open_ended(self, line: Line) -> Line:
        """The sentence without its final mark, as in headlines."""
        if line[-1].text in END and len(line) > 2:
            return (*line[:-2], replace(line[-2], space=True))
        return line


def paragraphs(lines: Sequence[Line], seed: int, tight: float = 0.05) -> Iterator[list[Line]]:
    """Lines in order, in paragraphs of one to eight, some without a space between them."""
    draw = random.Random(seed)
    at = 0
    while at < len(lines):
        size = draw.randint(1, 8)
        chunk = [
            (*line[:-1], replace(line[-1], space=not _closes(line) or draw.random() > tight))
            for line in lines[at : at + size]
        ]
        marked = [index for index, line in enumerate(chunk) if not _closes(line)]
        if marked:
            chunk = chunk[: marked[0] + 1]
        yield chunk
        at += len(chunk)


def _closes(line: Line) -> bool:
    return line[-1].text in END or line[-1].text in ('"', "”", ")")


def labelled(paragraph: Sequence[Line]) -> tuple[str, str]:
    """Text of a paragraph and one label for each character, as Stanza's tokenizer reads them."""
    text, labels = [], []
    for line in paragraph:
        for index, piece in enumerate(line):
            last = index + 1 == len(line)
            end = (2 if last else 1) + (2 if piece.many else 0)
            text.append(piece.text + " " * piece.space)
            labels.append("0" * (len(piece.text) - 1) + str(end) + "0" * piece.space)
    joined = "".join(text)
    stripped = joined.rstrip()
    return stripped, "".join(labels)[: len(stripped)]


def write_segments(lines: Sequence[Line], folder: Path, name: str, seed: int) -> None:
    """Write the two files of a part, paragraphs separated by blank lines."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [labelled(paragraph) for paragraph in paragraphs(lines, seed)]
    for suffix, column in (("toktext", 0), ("labels", 1)):
        body = "\n\n".join(row[column] for row in rows)
        (folder / f"{name}.{suffix}").write_text(body + "\n\n", encoding="utf-8")
