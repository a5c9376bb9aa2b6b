"""A large store out of a smaller one, without resolving: the same news of other days and people.

    python benchmarks/store.py 10000 --folder /tmp/small --steps fill
    python benchmarks/copies.py /tmp/small 10 /tmp/large    # 100,000 articles
    python benchmarks/store.py 10000 --folder /tmp/large --steps ask  # of the first copy's people

In each copy articles have other numbers, days follow those of the copy before, and persons have
other names. States and outlets are the same in all. The folder has nothing but a store, which is
all that questions need.
"""

import argparse
import datetime
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy
import pyoxigraph

from benchmarks.resolve import A_DAY, SYLLABLES
from kg import lookup
from kg.kept import CURRENT, FOLDER, Kept, Origin, opened, pointer

ENDS = ["", "ka", "mi", "ro", "su", "te", "lo", "na", "di", "pu"]  # of names, one for each copy
GENERATION = 1
TOGETHER = 10_000  # quads

#: What differs between copies: numbers of articles, days, and words that may be names.
_PARTS = re.compile(
    r"(?<![A-Za-z])(?:a(\d{6})|(20\d\d-\d\d-\d\d)|([A-Z]?[a-z]{3,6}))(?![A-Za-z0-9])"
)
_NAMES = {first + last for first in SYLLABLES for last in SYLLABLES}


class Numbered:
    """The quads of a store as numbers of their terms."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        numbers: dict[str, int] = {}
        flat = numpy.fromiter(
            (numbers.setdefault(str(term), len(numbers)) for quad in store for term in quad),
            dtype=numpy.int32,
        )
        self.terms = list(numbers)
        self.quads = flat.reshape(-1, 4)
        self.default = numbers.get(str(pyoxigraph.DefaultGraph()), -1)

    def lines(self, renamed: Callable[[str], str]) -> Iterator[bytes]:
        """N-Quads with other terms."""
        terms = [renamed(term) for term in self.terms]
        if self.default >= 0:
            terms[self.default] = ""
        for start in range(0, len(self.quads), TOGETHER):
            part = self.quads[start : start + TOGETHER].tolist()
            yield "".join(
                f"{terms[one]} {terms[two]} {terms[three]} {terms[four]} .\n"
                for one, two, three, four in part
            ).encode()


def renaming(copy: int, articles: int) -> Callable[[str], str]:
    """What a term is called in a copy."""
    days = datetime.timedelta(days=copy * articles // A_DAY)

    def part(found: re.Match[str]) -> str:
        if found[1]:
            return f"a{int(found[1]) + copy * articles:06d}"
        if found[2]:
            return (datetime.date.fromisoformat(found[2]) + days).isoformat()
        is_name = found[3].lower().replace("y", "i") in _NAMES
        return found[3] + ENDS[copy] if is_name else found[3]

    return lambda term: _PARTS.sub(part, term)


def multiply(source: Path, copies: int, target: Path) -> None:
    """Make a store in ``target`` with the news of the store of ``source`` as often as that."""
    news = Numbered(opened(pointer(source)))
    articles = sum(bool(re.fullmatch(r'"a\d{6}"', term)) for term in news.terms)
    place = target / FOLDER / str(GENERATION)
    place.mkdir(parents=True)
    store = pyoxigraph.Store(str(place))
    for copy in range(copies):
        started = time.perf_counter()
        with tempfile.NamedTemporaryFile(dir=target, suffix=".nq") as file:
            file.writelines(news.lines(renaming(copy, articles)))
            file.flush()
            store.bulk_load(path=file.name, format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
        print(f"copy {copy + 1}: {articles:,} articles, {time.perf_counter() - started:.0f} s")
    store.optimize()
    store.flush()
    lookup.write(store, place)
    kept = Kept(generation=GENERATION, origin=Origin(content="", database="", maker=""), files={})
    (place.parent / CURRENT).write_bytes(msgspec.json.encode(kept))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("copies", type=int)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    multiply(given.source, given.copies, given.target)


if __name__ == "__main__":
    main()
