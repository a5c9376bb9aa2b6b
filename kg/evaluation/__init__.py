"""How well articles are read, measured against people's annotations of them.

An annotation is a file <article id>.gold.json. The figures are those of the field: see figures.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.evaluation.annotation import Annotation
from kg.evaluation.calibration import Bin, calibration
from kg.evaluation.causes import Error, errors
from kg.evaluation.comparison import compare
from kg.evaluation.figures import Figures, figures
from kg.evaluation.material import Material, evidence
from kg.evaluation.predicted import annotations
from kg.knowledge.gazetteers import in_use


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that is measured of a set of articles."""

    figures: Figures
    errors: tuple[Error, ...]  #: by article
    calibration: tuple[Bin, ...]
    absent: tuple[str, ...]  #: annotated articles that were not read; all in them is missed


def evaluate(gold: Mapping[str, Annotation], material: Material) -> Evaluation:
    """Compare what was found in articles with their annotations; other articles do not count."""
    found = annotations(material.graph)
    parsed = {article.id: (article, sentences) for article, sentences in material.parsed}
    comparisons = [
        compare(id_, annotation, found.get(id_, Annotation())) for id_, annotation in gold.items()
    ]
    with in_use(material.own):
        found_errors = tuple(
            error
            for one in comparisons
            if one.article in parsed
            for error in errors(one, evidence(*parsed[one.article], one.gold))
        )
    return Evaluation(
        figures=figures(comparisons),
        errors=found_errors,
        calibration=calibration(comparisons),
        absent=tuple(one.article for one in comparisons if one.article not in parsed),
    )
