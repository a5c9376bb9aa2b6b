"""Learns which candidates are names, from annotated articles: ``python -m training.naming``.

Every candidate of every sentence is the name of something annotated, or none; a multinomial
logistic regression over its signs gives the weights that kg/mentions/weighing.py adds up. The
parses should be by models that have not learnt the names of these articles: those know them by
heart, and weights learnt from them trust the tagger too much.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kg.evaluation.annotation import SUFFIX, plain
from kg.evaluation.material import annotated_articles
from kg.knowledge.gazetteers import name_words
from kg.mentions.candidates import Candidate
from kg.mentions.metonymy import SEATS
from kg.mentions.reading import lines_of
from kg.mentions.signs import Line, elsewhere, signs
from kg.mentions.weighing import ALWAYS, INNER, OUTER
from kg.model import Article, EntityType, Sentence
from kg.sentences.parsers.recorded import RecordedParser
from training.folds import dated_folds
from training.tagged import Span, project

NO_NAME = ""
_SMALLEST = 0.05  #: weights below hardly move a chance
_STRENGTH = 0.2  #: inverse of the regularisation; signs are many and articles few
_ARTICLES = 3  #: a sign must stand in so many
_ALONE = 3  #: every third sentence is read as an article by itself too
_LEAST = 0.2  #: what one more of many equal names counts

Weights = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A candidate, what it names by the annotation, and how much it counts."""

    article: str
    part: str  #: OUTER, or INNER for what lies inside another name
    signs: tuple[str, ...]
    label: str
    words: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """Where the annotated names of an article stand, longest first, and all their forms."""

    forms: Mapping[str, str]
    spans: Sequence[Span]

    def label(self, article: Article, start: int, end: int) -> tuple[str, str]:
        """The part that a stretch of the article belongs to, and the type of what it names."""
        text = article.text[start:end]
        for span in self.spans:
            if (span.start, span.end) == (start, end):
                return OUTER, span.kind
            if span.start <= start and end <= span.end:
                return INNER, self.forms.get(text, NO_NAME)
        folded = {plain(form): kind for form, kind in self.forms.items()}
        return OUTER, folded.get(plain(text), NO_NAME)


def examples(article: Article, sentences: tuple[Sentence, ...], gold: Path) -> list[Example]:
    """The candidates of one article, some of its sentences once more as articles of their own.

    What lies inside a name is an example of both parts: as a name of the sentence it is none.
    """
    names = _names(article, gold)
    lines = lines_of(article, sentences)
    found = list(_labelled(article, lines, names))
    for line in lines[::_ALONE]:
        found += _labelled(article, [line], names)
    equal = Counter((one.part, one.words, one.label) for one in found)
    return [
        Example(
            article=one.article,
            part=one.part,
            signs=one.signs,
            label=one.label,
            words=one.words,
            weight=max(1 / equal[one.part, one.words, one.label], _LEAST),
        )
        for one in found
    ]


def _names(article: Article, gold: Path) -> _Names:
    forms: dict[str, str] = {}
    for entity in json.loads(gold.read_text(encoding="utf-8"))["entities"]:
        for form in (*entity["mentions"], entity["name"]):
            forms.setdefault(form, entity["type"])
    whole = {form: kind for form, kind in forms.items() if not _two_in_one(form, forms)}
    return _Names(forms=forms, spans=project(article.text, whole))


def _two_in_one(form: str, forms: Mapping[str, str]) -> bool:
    """Whether a form is a name with its short form in brackets, both of which are forms too."""
    long, bracket, short = form.partition(" (")
    return bool(bracket) and long in forms and short.endswith(")") and short[:-1] in forms


def _labelled(article: Article, lines: Sequence[Line], names: _Names) -> Iterator[Example]:
    told = elsewhere(lines, name_words(article.publisher or ""))
    for line in lines:
        for one in line.candidates:
            start, end = line.words[one.first].start, line.words[one.last].end
            part, kind = names.label(article, start, end)
            label = _possible(one, kind)
            if label is None:
                continue
            found = signs(line, one, told)
            words = article.text[start:end]
            if part == INNER:
                yield Example(article=article.id, part=INNER, signs=found, label=label, words=words)
                label = NO_NAME
            yield Example(article=article.id, part=OUTER, signs=found, label=label, words=words)


def _possible(one: Candidate, kind: str) -> str | None:
    """The label, where kg can give it: a state must be known, and a capital that stands for one
    is first a place. None where it cannot."""
    if kind != EntityType.STATE or EntityType.STATE in one.known:
        return kind
    seat = any(thing.kind in SEATS for thing in one.known.values())
    return str(EntityType.PLACE) if seat else None


def learn(found: Sequence[Example]) -> Weights:
    """Log-odds of each type against no name, by sign."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    articles: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for sign in one.signs:
            articles[sign].add(one.article)
    kept = {sign for sign, seen in articles.items() if len(seen) >= _ARTICLES}
    vectors = DictVectorizer(sort=True)
    matrix = vectors.fit_transform(
        [{sign: 1 for sign in one.signs if sign in kept} for one in found]
    )
    model = LogisticRegression(C=_STRENGTH, max_iter=1000, tol=1e-3)
    labels = [one.label for one in found]
    model.fit(matrix, labels, sample_weight=[one.weight for one in found])
    return _weights(model, vectors.get_feature_names_out())


def _weights(model: Any, names: Sequence[str]) -> Weights:
    kinds = [str(kind) for kind in model.classes_]
    none = kinds.index(NO_NAME)
    rows = [(ALWAYS, model.intercept_ - model.intercept_[none])]
    rows += zip(names, (model.coef_ - model.coef_[none]).T, strict=True)
    return {
        str(sign): weights
        for sign, row in rows
        if (
            weights := {
                kind: round(float(value), 2)
                for kind, value in zip(kinds, row, strict=True)
                if kind != NO_NAME and abs(value) >= _SMALLEST
            }
        )
    }


def learn_parts(found: Sequence[Example]) -> dict[str, Weights]:
    """The weights of both parts."""
    return {part: learn([one for one in found if one.part == part]) for part in (OUTER, INNER)}


def write(weights: Mapping[str, Weights], path: Path) -> None:
    """Write weights, a line for each sign."""
    parts = []
    for part, signs_ in weights.items():
        rows = ",\n".join(
            f"  {json.dumps(sign, ensure_ascii=False)}: {json.dumps(row)}"
            for sign, row in signs_.items()
        )
        parts.append(f" {json.dumps(part)}: {{\n{rows}\n }}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


@click.command()
@click.option(
    "--from",
    "given",
    type=(
        click.Path(exists=True, file_okay=False, path_type=Path),
        click.Path(exists=True, path_type=Path),
    ),
    multiple=True,
    required=True,
    metavar="GOLD PARSES",
    help="Annotated articles, and their parses, recorded with kg record.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option(
    "--folds",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write here too, for each fold of the articles, weights learnt without it.",
)
def main(given: tuple[tuple[Path, Path], ...], output: Path, folds: Path | None) -> None:
    """Learn from annotated articles."""
    found: dict[str, list[Example]] = {}
    for gold, parses in given:
        parser = RecordedParser(parses)
        for article in annotated_articles(gold, gold):
            path = gold / f"{article.id}{SUFFIX}"
            found[article.id] = examples(article, parser.parse(article), path)
    weights = learn_parts([one for ones in found.values() for one in ones])
    write(weights, output)
    click.echo(f"{len(found)} articles, {sum(map(len, weights.values()))} signs")
    if folds:
        for number, fold in enumerate(dated_folds([gold for gold, _ in given])):
            left = {path.name.removesuffix(SUFFIX) for path in fold}
            kept = [one for id_, ones in found.items() if id_ not in left for one in ones]
            write(learn_parts(kept), folds / f"{number}.json")


if __name__ == "__main__":
    main()
