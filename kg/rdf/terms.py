"""The only place where IRIs are made, so that equal things get equal IRIs in every run.

Things live under a base that the user may set; the vocabulary does not move. An IRI is readable
(``…/id/claim/seed-003/event/meeting-seed-003-1/place/place/beijing``) and only has the
characters that RFC 3986 leaves unreserved; all others are percent-encoded.
"""

import functools
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode
from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import (
    DCTERMS,
    FOAF,
    OWL,
    PROV,
    RDF,
    RDFS,
    SH,
    SKOS,
    XSD,
)

from kg.errors import KgError
from kg.model import Claim, Mention, Run, Value, ValueKind


class _Kept(Namespace):
    """A namespace whose terms are made once: millions of triples have them."""

    def __getattr__(self, name: str) -> URIRef:
        term: URIRef = super().__getattr__(name)
        self.__dict__[name] = term
        return term


KG = _Kept("https://w3id.org/simpul/ns#")
BASE = "https://w3id.org/simpul/id/"
SCHEMA = _Kept("https://schema.org/")
SEM = _Kept("http://semanticweb.cs.vu.nl/2009/11/sem/")
GEO = _Kept("http://www.w3.org/2003/01/geo/wgs84_pos#")

#: The same list in every file that Simpul writes.
PREFIXES = {
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "geo": str(GEO),
    "kg": str(KG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sem": str(SEM),
    "sh": str(SH),
    "skos": str(SKOS),
    "xsd": str(XSD),
}

LANGUAGE = "id"  #: of the articles and of names as they write them

_UNRESERVED = "-._~"
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9%/:@!$&'()*+,;=?#._~\[\]-]*[/#:=]")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9%/:@!$&'()*+,;=?#._~-]+")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_DATES = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}
_KEPT = 1 << 14  # terms of each kind that are not made anew
_TITLE_LENGTH = 40  # characters of a text that its IRI shows


@dataclass(frozen=True, slots=True)
class Terms:
    """Mints the IRIs of things under ``base``; KgError where that cannot begin an IRI."""

    base: str = BASE

    def __post_init__(self) -> None:
        if not _is_base(self.base):
            raise KgError(f"base {self.base!r}: not an absolute IRI that ends in /, #, : or =")

    def thing(self, id: str) -> URIRef:  # noqa: A002 - the record's own word
        """The IRI of an entity, event, agreement, office or conflict."""
        return _under(self.base, id)

    def article(self, identifier: str) -> URIRef:
        """The IRI of an article and of the named graph with what it says."""
        return URIRef(f"{self.base}article/{_segment(identifier)}")

    def mention(self, mention: Mention) -> URIRef:
        """The IRI of a mention: the place in the article and the type of what it names."""
        span = f"{mention.type.lower()}-{mention.start}-{mention.end}"
        return URIRef(f"{self.base}mention/{_segment(mention.article_id)}/{span}")

    def claim(self, claim: Claim) -> URIRef:
        """The IRI of a claim: one per article, subject and slot value."""
        said = self.thing(f"{claim.subject}/{claim.slot}/{_tail(claim.value)}")
        path = said.removeprefix(self.base)
        return URIRef(f"{self.base}claim/{_segment(claim.article_id)}/{path}")

    def run(self, run: Run) -> URIRef:
        """The IRI of a run: equal versions, models and settings are one run."""
        written = "\n".join((run.version, run.models, run.settings))
        return URIRef(f"{self.base}run/{_digest(written, 12)}")

    def value(self, value: Value) -> URIRef | Literal:
        """The term for the value of a slot."""
        match value.kind:
            case ValueKind.ENTITY:
                return self.thing(value.text)
            case ValueKind.STANCE | ValueKind.TYPE:
                return term(value.text)
            case ValueKind.DATE:
                return date(value.text)
            case ValueKind.NUMBER:
                return number(int(value.text))
            case ValueKind.TEXT:
                return words(value.text)


@functools.lru_cache(maxsize=_KEPT)
def _under(base: str, path: str) -> URIRef:
    return URIRef(base + quote(whole(path), safe=_UNRESERVED + "/"))


@functools.cache
def term(name: str) -> URIRef:
    """The class, individual or property of the vocabulary with this name."""
    return URIRef(KG + _segment(name))


@functools.cache
def predicate(slot: str) -> URIRef:
    """The property of a slot; the slot ``type`` is rdf:type."""
    return RDF.type if slot == "type" else term(slot)


def words(text: str) -> Literal:
    """Words of an article."""
    return in_language(text, LANGUAGE)


@functools.lru_cache(maxsize=_KEPT)
def in_language(text: str, language: str) -> Literal:
    """A label in a language that its code names."""
    return Literal(whole(text), lang=language)


@functools.lru_cache(maxsize=_KEPT)
def plain(text: str) -> Literal:
    """A string that is in no language: an identifier, a reason, a name of a file."""
    return Literal(whole(text))


@functools.lru_cache(maxsize=_KEPT)
def number(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=XSD.integer)


@functools.lru_cache(maxsize=_KEPT)
def decimal(value: float) -> Literal:
    """An xsd:decimal with at most two decimals."""
    return Literal(str(round(float(value), 2)), datatype=XSD.decimal)


def degrees(value: float) -> Literal:
    """A latitude or longitude as an xsd:decimal with five decimals (about a metre)."""
    return Literal(f"{value:.5f}", datatype=XSD.decimal)


@functools.lru_cache(maxsize=_KEPT)
def date(text: str) -> Literal:
    """An xsd:date, xsd:gYearMonth or xsd:gYear, by the precision of YYYY-MM-DD, YYYY-MM, YYYY."""
    return Literal(text, datatype=_DATES[len(text)])


def address(source: str) -> URIRef | Literal:
    """Where an article came from: an IRI if it is a web address that can be one, else a string."""
    return URIRef(source) if _ADDRESS.fullmatch(source) and _is_iri(source) else plain(source)


@lru_cache(maxsize=8)  # terms are made for each part of a dataset
def _is_base(text: str) -> bool:
    return bool(_BASE.fullmatch(text)) and _is_iri(f"{text}x")


def _is_iri(text: str) -> bool:
    """Whether the store, and others, take a text for an IRI, as they do not "https://x/100%"."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def _tail(value: Value) -> str:
    """The end of a claim's IRI. Long texts are cut, so a digest keeps them apart."""
    if value.kind is not ValueKind.TEXT:
        return value.text
    shown = re.sub(r"[\W_]+", "-", value.text[:_TITLE_LENGTH]).strip("-")
    return f"{shown}-{_digest(value.text, 8)}"


@functools.lru_cache(maxsize=_KEPT)
def _segment(text: str) -> str:
    return quote(whole(text), safe=_UNRESERVED)


def whole(text: str) -> str:
    """The text without halves of characters, which no encoding can write; the length stays."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(whole(text).encode()).hexdigest()[:length]
