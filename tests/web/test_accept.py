"""The client's wish decides what it gets, and ours only where it has none."""

import pytest

from kg.web.accept import SOLUTIONS, TRIPLES, chosen

JSON, XML, CSV, TSV = SOLUTIONS[:4]


@pytest.mark.parametrize(
    ("accept", "found"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/*", CSV),
        ("text/csv", CSV),
        ("TEXT/CSV; charset=utf-8", CSV),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", XML),
        ("text/csv; q=0.5 ,application/sparql-results+xml; Q=0.4", CSV),
        ("text/*;q=0.9, text/csv;q=0.1, */*;q=0.2", TSV),
        ("*/*;q=0.1, text/tab-separated-values", TSV),
        ("application/sparql-results+json;q=0, */*", XML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("application/json", "application/json"),
        ("text/csv;q=viel", CSV),
        (" , text/csv,, ", CSV),
        ("text/html", None),
        ("text/csv;q=0", None),
        ("text/csv;q=0.000", None),
        ("*/*;q=0", None),
        ("nonsense", None),
    ],
)
def test_the_best_of_what_there_is(accept: str, found: str | None) -> None:
    assert chosen(accept, SOLUTIONS) == found


@pytest.mark.parametrize("media", [*SOLUTIONS, *TRIPLES])
def test_each_can_be_asked_for_alone(media: str) -> None:
    assert chosen(media, (*SOLUTIONS, *TRIPLES)) == media
