"""Words that are usually written with capitals, counted in raw news.

``python -m training.casing CORPORA ontology/sentences/capitals.txt`` writes what
kg/sentences/casing.py reads.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import click

from training.words import raw_lines

WITHIN = re.compile(r"(?<=[^\W_] )[^\W\d_]{2,}(?=[ ,.])")  # behind a word, so no first word
NO_NEWS = ("other-", "tokenised-", "news-headlines")
SEEN = 20
MOST = 0.6


def capital_forms(lines: Iterable[str]) -> list[str]:
    """The words seen often enough whose one usual form has a capital, each in it, sorted."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for word in WITHIN.findall(line):
            forms[word.lower()][word] += 1
    found = []
    for counts in forms.values():
        form, count = counts.most_common(1)[0]
        if not form.islower() and counts.total() >= SEEN and count > MOST * counts.total():
            found.append(form)
    return sorted(found)


@click.command()
@click.argument("corpora", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("table", type=click.Path(dir_okay=False, path_type=Path))
def main(corpora: Path, table: Path) -> None:
    """Write the table from the news of a folder of raw text."""
    words = capital_forms(raw_lines(corpora, NO_NEWS))
    head = "# Words that news usually writes with capitals, counted by training/casing.py\n"
    table.write_text(head + "".join(f"{word}\n" for word in words), encoding="utf-8")


if __name__ == "__main__":
    main()
