"""Things at the paths of their IRIs: which thing a path means, and a page for people to read."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

_IRI = re.compile(r"https?://[A-Za-z0-9%/:@!$&'()*+,;=._~-]+")
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<style>
  body {{ font: 1rem/1.5 sans-serif; margin: 2rem; }}
  td, th {{ padding: .1rem 1rem .1rem 0; text-align: left; vertical-align: top; }}
</style>
<h1>{title}</h1>
{body}
"""


def iri_at(path: str, base: str) -> str | None:
    """The IRI of the thing at a path; None where things that begin with ``base`` cannot be."""
    parts = urlsplit(base)
    iri = f"{parts.scheme}://{parts.netloc}{path}"
    return iri if _IRI.fullmatch(iri) and iri.startswith(base) and iri != base else None


def about(iri: str) -> str:
    """The query for the triples of a thing, from it and to it."""
    return f"""CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }}
WHERE {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"""


def rows(iri: str) -> str:
    """The query for the same as rows: property and value, or subject and property."""
    return f"""SELECT DISTINCT ?s ?p ?o
WHERE {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }} ORDER BY ?s ?p ?o"""


def page(iri: str, base: str, found: Iterable[Mapping[str, Any]], *, is_cut: bool) -> str:
    """The rows of a thing as a page; things that begin with ``base`` are links on this server."""
    lines = "\n".join(_row(row, base) for row in found)
    body = f"<table>\n<tr><th>from<th>property<th>value\n{lines}\n</table>"
    if is_cut:
        body += "\n<p>There is more; ask for it with SPARQL."
    return _PAGE.format(title=html.escape(iri), body=body)


def _row(row: Mapping[str, Any], base: str) -> str:
    cells = (_cell(row.get(name), base) for name in "spo")
    return "<tr>" + "".join(f"<td>{cell}" for cell in cells)


def _cell(term: Mapping[str, Any] | None, base: str) -> str:
    if term is None:
        return "·"
    text = html.escape(str(term["value"]))
    iri = str(term["value"])
    if term["type"] != "uri" or not iri.startswith(("http://", "https://")):
        return text
    place = urlsplit(iri).path if iri.startswith(base) else iri
    return f'<a href="{html.escape(place)}" rel="noreferrer">{text}</a>'
