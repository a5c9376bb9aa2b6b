"""The lines of a text with their offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r]+")
_SENTENCE_END = re.compile(r"[.!?…][\"”'’)\]]*$")
_LONGEST_HEADING = 160  #: characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without the space around it, as it lies in the text."""

    start: int
    end: int
    text: str

    @property
    def is_prose(self) -> bool:
        """Whether it reads like sentences, not like a heading or a caption of a link."""
        return bool(_SENTENCE_END.search(self.text)) or len(self.text) > _LONGEST_HEADING


def lines(text: str) -> Iterator[Line]:
    """The lines that hold more than space, in order."""
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield Line(start=start, end=start + len(stripped), text=stripped)
