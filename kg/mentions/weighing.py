"""How likely a candidate is a name, and of what: how often candidates with the same signs were
names in annotated articles.

A logistic model over signs, with weights learned from annotated articles (training/naming.py) and
kept in ontology/mentions/weights.json: for each sign the log-odds of each type against being no
name. There are two sets of them: for names of a sentence, and for names inside such a name.
"""

import functools
import json
import math
from collections.abc import Iterable, Mapping

from kg.errors import KnowledgeError
from kg.knowledge.files import shipped
from kg.model import EntityType

ALWAYS = ""  #: the sign that every candidate has
OUTER = "names"
INNER = "names inside names"

Weights = Mapping[str, Mapping[EntityType, float]]


def chances(signs: Iterable[str], part: str) -> dict[EntityType, float]:
    """The chance of each type, from 0 to 1; what is left is that of no name.

    ``part`` says whether names of a sentence (OUTER) or inside one of them (INNER) are asked for.
    """
    weights = _weights()[part]
    sums = dict.fromkeys(EntityType, 0.0)
    for sign in (ALWAYS, *signs):
        for kind, weight in weights.get(sign, {}).items():
            sums[kind] += weight
    powers = {kind: math.exp(total) for kind, total in sums.items()}
    whole = 1.0 + sum(powers.values())
    return {kind: power / whole for kind, power in powers.items()}


@functools.cache
def _weights() -> Mapping[str, Weights]:
    path = shipped("ontology") / "mentions" / "weights.json"
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        return {part: _read(given[part]) for part in (OUTER, INNER)}
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise KnowledgeError(f"{path}: weights by sign and type are expected: {error}") from error


def _read(given: Mapping[str, Mapping[str, float]]) -> Weights:
    return {
        str(sign): {EntityType(kind): float(weight) for kind, weight in weights.items()}
        for sign, weights in given.items()
    }
