"""The example sentences of the frames as articles, so that they are parsed and read as such."""

from dataclasses import dataclass

from kg.knowledge.frames import Example, Frame, frames
from kg.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One sentence of a frame file and what the frame reads from it; None for a ``not``."""

    frame: Frame
    article: Article
    example: Example | None


def cases() -> tuple[Case, ...]:
    """All examples of all frames, in the order of the frames' names and of their files."""
    return tuple(case for frame in frames().values() for case in _cases(frame))


def _cases(frame: Frame) -> list[Case]:
    examples = [
        Case(frame=frame, article=_article(f"{frame.name}-{number}", example.text), example=example)
        for number, example in enumerate(frame.examples, start=1)
    ]
    return examples + [
        Case(frame=frame, article=_article(f"{frame.name}-not-{number}", text), example=None)
        for number, text in enumerate(frame.not_examples, start=1)
    ]


def _article(id_: str, text: str) -> Article:
    return Article(id=id_, text=text, source="ontology/frames")
