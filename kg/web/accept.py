"""Which media type a client likes best, by its Accept header (RFC 9110, 12.5.1)."""

import re
from collections.abc import Sequence

#: What an answer can be written as, ours first where a client does not mind.
SOLUTIONS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
)
TRIPLES = (
    "text/turtle",
    "application/n-triples",
    "application/trig",
    "application/ld+json",
    "application/rdf+xml",
)
HTML = "text/html"

_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


def chosen(accept: str, offers: Sequence[str]) -> str | None:
    """The offer with the highest quality, the first of several; None where none is acceptable.

    An empty header accepts everything. A range with a quality that is no number counts as 1.
    """
    ranges = dict(map(_range, filter(str.strip, accept.split(",")))) or {"*/*": 1.0}
    qualities = [_quality(offer, ranges) for offer in offers]
    best = max(qualities)
    return offers[qualities.index(best)] if best > 0 else None


def _range(text: str) -> tuple[str, float]:
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    given = dict(parameter.partition("=")[::2] for parameter in parameters)
    quality = given.get("q", "")
    return name, float(quality) if _QUALITY.fullmatch(quality) else 1.0


def _quality(offer: str, ranges: dict[str, float]) -> float:
    """That of the most specific range which the offer is in."""
    kind = offer.partition("/")[0]
    return next((ranges[name] for name in (offer, f"{kind}/*", "*/*") if name in ranges), 0.0)
