"""Makes ``ontology/gazetteers/office-holders``: who held which post of which state, and when.

``python -m training.office_holders SOURCE.csv`` reads a table with the columns ``iso3``,
``position_en``, ``person``, ``wikidata``, ``start`` and ``end``, and writes the gazetteer's rows.
Posts that ``ontology/lexicon/posts.yaml`` does not know are left out.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.knowledge.files import shipped
from kg.knowledge.posts import Post, english_post

COLUMNS = ("wikidata", "name", "posts")


def gazetteer_rows(table: Iterable[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """One row for each person, sorted by item: the commonest name, and the posts by time."""
    names: dict[str, str] = {}
    held: dict[str, set[Post]] = defaultdict(set)
    for row in table:
        kind = english_post(row["position_en"])
        if kind and row["wikidata"]:
            names.setdefault(row["wikidata"], row["person"])
            held[row["wikidata"]].add(
                Post(state=row["iso3"] or None, kind=kind, start=row["start"], end=row["end"])
            )
    for item in sorted(held, key=lambda item: int(item[1:])):
        posts = "|".join(sorted(post.written() for post in held[item]))
        yield {"wikidata": item, "name": names[item], "posts": posts}


def main(source: Path, target: Path) -> None:
    """Write the gazetteer's table."""
    with source.open(encoding="utf-8", newline="") as lines:
        rows = list(gazetteer_rows(csv.DictReader(lines)))
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), shipped("ontology") / "gazetteers" / "office-holders" / "rows.csv")
