"""The title of an article."""

import html
import re
from collections.abc import Sequence

from kg.articles.lines import Line
from kg.articles.outlets import is_domain, known_outlet

_LAST_PART = re.compile(r"\s+[|–—-]\s+(?P<name>[^|–—]+?)\s*$")
_FEW_WORDS = 4  #: a line of so few words in front of the title names a topic


def cleaned_title(title: str) -> str | None:
    """A stated title in one line, without the outlet's name behind it; None where it is empty."""
    plain = " ".join(html.unescape(title).split())
    last = _LAST_PART.search(plain)
    if last and (known_outlet(last["name"]) or is_domain(last["name"])):
        plain = plain[: last.start()]
    return plain or None


def title_in_text(all_lines: Sequence[Line]) -> str | None:
    """The title that stands above the first paragraph; None where the text has none."""
    above: list[str] = []
    for line in all_lines:
        if line.is_prose and not line.text.endswith(("?", "!")):
            break
        above.append(line.text)
    else:
        return None
    long_enough = (text for text in above if len(text.split()) > _FEW_WORDS)
    longest = max(above, key=lambda text: len(text.split()), default=None)
    return next(long_enough, longest)
