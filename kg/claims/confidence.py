"""How sure a claim is: how often claims found in the same way were right in annotated articles.

A logistic model over a few properties of a claim, with weights learned from annotated articles
(training/confidence.py) and kept in ontology/confidence.json. Weights are sums in log-odds, so
``reasons`` can say what made a claim more or less sure.
"""

import functools
import json
import re
from collections.abc import Iterable, Mapping, Sequence

from kg.claims import weighing
from kg.errors import KnowledgeError
from kg.knowledge.files import shipped
from kg.model import Claim, Factuality

_PATH = re.compile(r"^(?P<group>[^(]+) \(.*?\): (?P<path>.*?)(?:; weighed (?P<chance>[\d.]+))?$")
_PARTICULARS = re.compile(r' of \S+|"[^"]*"|\(.*?\)')
_MOST = 4  #: counts above are as good as this one


def confidence(properties: Iterable[str]) -> float:
    """The chance, from 0 to 1 in two decimals, that a claim with these properties is right."""
    return round(weighing.chance(_weights(), dict.fromkeys(properties, 1.0)), 2)


def reasons(properties: Iterable[str]) -> tuple[str, ...]:
    """The properties that moved a confidence most, with their weights in log-odds."""
    return weighing.reasons(_weights(), dict.fromkeys(properties, 1.0))


def properties(type_: str, claim: Claim, claims: Sequence[Claim]) -> tuple[str, ...]:
    """What of a claim tells how sure it is; ``claims`` are all of its event in its article."""
    found = _PATH.match(claim.reason)
    group, path = (found["group"], found["path"]) if found else ("", claim.reason)
    chance = (found and found["chance"]) or "nothing"
    kind = _PARTICULARS.sub("", path.split(";")[0]).strip()
    slots = len({other.slot for other in claims})
    beside = sum(other.slot == claim.slot for other in claims)
    sentences = len({other.start for other in claims})
    return (
        f"slot {type_}.{claim.slot}",
        f"group {type_}.{group}",
        f"path {kind}",
        f"{claim.slot} by {kind}",
        f"slots {min(slots, _MOST + 2)}",
        f"{claim.slot} beside {min(beside, _MOST)}",
        f"sentences {min(sentences, _MOST)}",
        f"resolved {';' in path}",
        f"certain {claim.factuality is Factuality.CERTAIN}",
        f"attributed {bool(claim.attributed_to)}",
        f"weighed {chance}",
        f"{claim.slot} weighed {chance}",
    )


def weighed(chance: float) -> str:
    """How a reason tells the chance that decided it, in tenths, which ``properties`` reads."""
    return f"; weighed {chance:.1f}"


@functools.cache
def _weights() -> Mapping[str, float]:
    path = shipped("ontology") / "confidence.json"
    try:
        weights = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): float(weight) for name, weight in weights.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise KnowledgeError(f"{path}: weights by name are expected: {error}") from error
