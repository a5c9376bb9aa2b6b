"""News in which nothing happens that the frames look for, though their words are there.

Lines of raw text that are full of words of sport, illness or fiction ("menyerang", "bertemu",
"menembak"): what frames and models propose in them is taken for wrong.
"""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.knowledge.lexicon import words
from kg.knowledge.triggers import announced
from kg.model import Article
from training.words import raw_lines, raw_words

FILE = "unrelated.jsonl"
MOST = {"sport": 400, "illness": 150, "fiction": 150}  # lines of each setting
SKIPPED = ("other-", "tokenised-", "news-headlines")
PLENTY = 3  # words of a setting that a line must have
LONGEST = 60  # words of a line
LINES = 5  # of an article made of them
WAR = re.compile(r"perang|militer|tentara|senjata|rudal|presiden|menteri|serangan udara", re.I)


def unrelated_articles(corpora: Path) -> Iterator[Article]:
    """Articles of lines of one setting, drawn from raw text."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in raw_lines(corpora, SKIPPED):
        given = raw_words(line)
        if len(given) > LONGEST or WAR.search(line) or not any(announced(given)):
            continue
        lowered = {word.lower() for word in given}
        for setting in MOST:
            if len(lowered & words("settings", setting)) >= PLENTY:
                found[setting].append(line.strip())
                break
    for setting, most in MOST.items():
        lines = found[setting]
        random.Random(1).shuffle(lines)
        for at in range(0, min(most, len(lines)), LINES):
            text = "\n\n".join(lines[at : at + LINES])
            yield Article(id=f"unrelated-{setting}-{at}", text=text, source="raw text")


def write_unrelated(articles: list[Article], path: Path) -> None:
    """Write articles as JSON Lines."""
    rows = (json.dumps({"id": one.id, "text": one.text}, ensure_ascii=False) for one in articles)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def read_unrelated(path: Path) -> list[Article]:
    """The articles of a file, none if there is no file."""
    if not path.is_file():
        return []
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Article(id=row["id"], text=row["text"], source="raw text") for row in rows]
