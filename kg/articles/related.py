"""Where the title of another article ends that a page put inside this one.

Pages link other articles in the middle of the text ("Baca juga: …"). On a line of its own the title
ends with the line. In texts scraped into one line nothing marks its end but the way titles are
written: all words large but a few small ones, so the first other small word lies in the next
sentence.
"""

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from kg.articles import tables

_CLOSING = {'"': '"”', "“": '”"', "'": "'’", "‘": "’'"}
_SENTENCE_START = re.compile(r"\s*$|\s+[A-Z“\"]")
_TOKEN = re.compile(r"(?:&nbsp;|[^\s&]|&(?!nbsp;))+")
_SHORTEST, _LONGEST = 3, 28  #: words of a title
_LONGEST_LINE = 200  #: characters of a line that is a link and nothing else
_RANK_REACH = 5  #: words before the sentence's first small word that may be a name with office


@dataclass(frozen=True, slots=True, kw_only=True)
class Titling:
    """The words that tell titles and sentences apart."""

    small: frozenset[str]
    starters: frozenset[str]
    openers: frozenset[str]
    ranks: frozenset[str]
    embed: re.Pattern[str]
    behind: re.Pattern[str]


def end_of_title(text: str, start: int, *, line_start: bool) -> int:
    """Where the title ends that starts at ``start``, at most the end of its line.

    ``line_start`` tells that the link it belongs to begins its line.
    """
    line_end = _line_end(text, start)
    quoted = _end_of_quoted(text, start, line_end)
    if quoted is not None:
        return quoted
    embed = titling().embed.search(text, start, line_end)
    if embed and len(text[start : embed.start()].split()) <= _LONGEST:
        return embed.end()
    if line_start and line_end - start <= _LONGEST_LINE:
        return line_end
    return _end_by_letters(text, start, line_end)


def _line_end(text: str, start: int) -> int:
    match = re.compile(r"[\n\r]").search(text, start)
    return match.start() if match else len(text)


def _end_of_quoted(text: str, start: int, line_end: int) -> int | None:
    """The end of a title in quotation marks and of what stands behind it."""
    closing = _CLOSING.get(text[start : start + 1])
    if not closing:
        return None
    for mark in re.compile(f"[{closing}]").finditer(text, start + 1, line_end):
        behind = titling().behind.match(text, mark.end(), line_end)
        end = behind.end() if behind else mark.end()
        if end > mark.end() or _SENTENCE_START.match(text, end, line_end):
            return end
    return None


def _end_by_letters(text: str, start: int, line_end: int) -> int:
    """The end of the run of title words, less the words that begin the next sentence."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text, start, line_end):
        if len(run) >= _SHORTEST and not _in_title(token.group()):
            break
        if len(run) >= _SHORTEST and run[-1].group().endswith(("?", "!")):
            return run[-1].end()
        if len(run) == _LONGEST:
            break
        run.append(token)
    else:
        return line_end
    first = _first_of_sentence([token.group() for token in run])
    return run[first - 1].end() if first else run[-1].end()


def _in_title(word: str) -> bool:
    bare = word.strip("\"'“”‘’()[],.;:?!")
    return not bare or not bare[0].islower() or bare in titling().small


def _first_of_sentence(run: list[str]) -> int:
    """Index of the word of ``run`` with which the next sentence begins."""
    quotes = [i for i, word in enumerate(run) if i >= _SHORTEST and word[0] in '"“']
    if quotes and not any(word.rstrip(".,?!:")[-1:] in '"”' for word in run[quotes[-1] :]):
        return quotes[-1]
    starter = (i for i, word in enumerate(run) if _bare(word) in titling().starters)
    first = next((i for i in starter if i >= _SHORTEST), None)
    return first if first is not None else _first_by_last_large(run)


def _first_by_last_large(run: list[str]) -> int:
    """The sentence begins with the last large word, or with the name that it ends."""
    large = [i for i, word in enumerate(run) if i >= _SHORTEST and word[0].isupper()]
    if not large:
        return len(run)
    first = large[-1]
    if _bare(run[first]) not in titling().openers | titling().ranks:
        before = range(max(_SHORTEST, first - _RANK_REACH), first)
        first = next((i for i in before if _is_rank_of(run[i - 1 : first])), first)
    while first > _SHORTEST + 1 and run[first - 1] in titling().small:  # it ends no title
        first -= 2
    return first


def _is_rank_of(words: list[str]) -> bool:
    """Whether the words after the first are an office and a name, not a part of a title."""
    after_colon = words[0].endswith((":", ",", "-"))
    rank = _bare(words[1]) in titling().ranks
    return rank and not after_colon and all(word[0].isupper() for word in words[1:])


def _bare(word: str) -> str:
    return re.split(r"[^\w]", word, maxsplit=1)[0]


@functools.cache
def titling() -> Titling:
    """The shipped words."""
    return load_titling(tables.table("titles.yaml"))


def load_titling(path: Path) -> Titling:
    """Read a file of words; KnowledgeError where it breaks its rules."""
    lists, patterns = ("small", "starters", "openers", "ranks"), ("embed", "behind")
    entry = tables.load(path, dict.fromkeys(lists, list) | dict.fromkeys(patterns, str))
    words = {name: frozenset(tables.words(entry[name], f"{path}: {name}")) for name in lists}
    regexes = {name: tables.regex(entry[name], f"{path}: {name}", {}) for name in patterns}
    return Titling(
        small=words["small"],
        starters=words["starters"],
        openers=words["openers"],
        ranks=words["ranks"],
        embed=regexes["embed"],
        behind=regexes["behind"],
    )
