"""Who is one across articles, against the names that annotations give: pairs found and right.

    python benchmarks/identity.py GOLD_DIR=PARSES_DIR ... [--singles]

Two annotated things of two articles are one where the annotators gave them one name: states by
code, persons by a name of two words or more, organisations and places by any of their names. A
person whom an article names by one word alone is the only one in all articles who has that word
as a name; where several have it nothing is counted. Only things that were found at all count.
``--singles`` lists every join of a single name, to be looked at.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kg.evaluation.annotation import Annotation, Thing, read_annotations
from kg.evaluation.comparison import compare
from kg.evaluation.figures import Figure
from kg.evaluation.material import annotated_articles, read_material
from kg.evaluation.predicted import annotations
from kg.model import Article, EntityType, Sentence
from kg.sentences.parsers.recorded import RecordedParser


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An annotated thing of an article, and the entity that was found for it."""

    article: str
    thing: Thing
    found: str


class Recorded:
    """The parses of several folders, by article."""

    def __init__(self) -> None:
        self._parsers: dict[str, RecordedParser] = {}

    def add(self, folder: Path, articles: Sequence[Article]) -> None:
        """Take the parses of these articles from a folder."""
        parser = RecordedParser(folder)
        self._parsers |= {article.id: parser for article in articles}

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        """The recorded parse of an article."""
        return self._parsers[article.id].parse(article)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folders", nargs="+", metavar="GOLD_DIR=PARSES_DIR")
    parser.add_argument("--singles", action="store_true")
    given = parser.parse_args()
    gold: dict[str, Annotation] = {}
    articles: list[Article] = []
    recorded = Recorded()
    for folder, _, parses in (each.partition("=") for each in given.folders):
        these = annotated_articles(Path(folder), Path(folder))
        recorded.add(Path(parses), these)
        articles += these
        gold |= read_annotations(Path(folder))
    places = list(found_places(gold, read_graph(articles, recorded)))
    for type_ in EntityType:
        figure = pairwise([place for place in places if place.thing.type == type_])
        rates = f"P {figure.precision:.3f}  R {figure.recall:.3f}  F1 {figure.f1:.3f}"
        print(f"{type_:14} {rates}  (pairs {figure.gold:g}, found {figure.found:g})")
    for line in singles(places) if given.singles else ():
        print(line)


def read_graph(articles: Sequence[Article], recorded: Recorded) -> Mapping[str, Annotation]:
    """What one graph of all articles says of each."""
    return annotations(read_material(articles, recorded).graph)


def found_places(
    gold: Mapping[str, Annotation], found: Mapping[str, Annotation]
) -> Iterator[Place]:
    """The annotated things that were found."""
    for article, annotation in gold.items():
        paired = compare(article, annotation, found[article]).entities
        for thing in annotation.things:
            if thing.id in paired:
                yield Place(article=article, thing=thing, found=paired[thing.id])


def pairwise(places: Sequence[Place]) -> Figure:
    """Pairs of things of two articles: right, found and annotated."""
    groups = annotated_groups(places)
    correct = found = same = 0
    for left, right in combinations(range(len(places)), 2):
        one, other = groups[left], groups[right]
        if places[left].article == places[right].article or one is None or other is None:
            continue
        joined = places[left].found == places[right].found
        found += joined
        same += one == other
        correct += joined and one == other
    return Figure(correct=correct, found=found, gold=same)


def annotated_groups(places: Sequence[Place]) -> list[str | None]:
    """The group of each thing by its names; None where it may be of several."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    keys = [telling(place.thing) for place in places]
    for names in keys:
        for name in names[1:]:
            parent[root(name)] = root(names[0])
    bearers: dict[str, set[str]] = defaultdict(set)
    for place, names in zip(places, keys, strict=True):
        for name in place.thing.names if names else ():
            bearers[name].add(root(names[0]))
    groups: list[str | None] = []
    for place, names in zip(places, keys, strict=True):
        if names:
            groups.append(root(names[0]))
        else:
            of = {group for name in place.thing.names for group in bearers[name]}
            alone = min(place.thing.names, default="")
            groups.append(next(iter(of or {alone})) if len(of) < 2 else None)
    return groups


def telling(thing: Thing) -> list[str]:
    """The names by which a thing is one with others, longest first."""
    if thing.type == EntityType.STATE:
        return [thing.code or min(thing.names)]
    if thing.type == EntityType.PERSON:
        return sorted((n for n in thing.names if " " in n), key=lambda name: (-len(name), name))
    return sorted(thing.names, key=lambda name: (-len(name), name))


def singles(places: Sequence[Place]) -> Iterator[str]:
    """Every join of a person whom an article names by one word alone."""
    persons = [place for place in places if place.thing.type == EntityType.PERSON]
    together: dict[str, list[Place]] = defaultdict(list)
    for place in persons:
        together[place.found].append(place)
    for found, members in sorted(together.items()):
        for place in members:
            if len(members) > 1 and not any(" " in name for name in place.thing.names):
                yield f"{place.article}: {max(place.thing.names)} is {found}"


if __name__ == "__main__":
    main()
