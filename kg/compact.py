"""JSON-LD with short names: what the terms of triples are written as, given a context."""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyoxigraph

# Terms are written out here: kg.rdf.terms brings rdflib, for which no question should wait.
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SAFE = 2**53  # beyond it a reader's numbers may not be whole


@dataclass(frozen=True, slots=True)
class Words:
    """A literal: its text, its datatype unless that is a string's, and its language."""

    text: str
    datatype: str | None = None
    language: str | None = None


Value = str | Words  #: the IRI or name (``_:…``) of a thing, or a literal


class Names:
    """The short names of a context: its prefixes, and its terms for properties."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._context = context
        self._prefixes = prefixes(context)
        self._short = lru_cache(maxsize=1 << 14)(self._shortened)

    def head(self) -> str:
        """How a document begins; its things follow, parted by commas, and ``]}``."""
        return f'{{"@context": {row(self._context)},\n"@graph": [\n'

    def thing(self, name: str, about: Iterable[tuple[str, Value]]) -> dict[str, Any]:
        """The object of a subject, from properties and values."""
        fields: dict[str, list[Any]] = defaultdict(list)
        for predicate, value in about:
            if predicate == _TYPE and isinstance(value, str):
                fields["@type"].append(self._short(value))
            else:
                key = self._short(predicate)
                fields[key].append(self._value(value, key))
        return {"@id": name} | {key: _few(values) for key, values in sorted(fields.items())}

    def has(self, name: str) -> bool:
        """Whether this is a prefix or a term."""
        return name in self._context

    def _shortened(self, iri: str) -> str:
        """The context's term for a property, else its prefixed name, else the IRI."""
        for prefix, namespace in self._prefixes.items():
            local = iri.removeprefix(namespace)
            if local != iri and local and not local.startswith("//"):  # x://y is an IRI itself
                name = f"{prefix}:{local}"
                return local if self._term(local).get("@id") == name else name
        return iri

    def _term(self, name: str) -> Mapping[str, str]:
        found = self._context.get(name)
        return found if isinstance(found, Mapping) else {}

    def _value(self, value: Value, key: str) -> Any:
        """A value as short as the context's term for ``key`` lets it be."""
        term = self._term(key)
        if isinstance(value, str):
            return value if term.get("@type") == "@id" else {"@id": value}
        if value.datatype == f"{_XSD}integer" and "@type" not in term and _is_number(value.text):
            return int(value.text)
        if value.language:
            same = value.language == term.get("@language")
            return value.text if same else {"@language": value.language, "@value": value.text}
        kind = self._short(value.datatype) if value.datatype else None
        if kind == term.get("@type") and "@language" not in term:
            return value.text
        return {"@value": value.text} | ({"@type": kind} if kind else {})


def prefixes(context: Mapping[str, Any]) -> dict[str, str]:
    """The prefixes of a context."""
    return {name: iri for name, iri in context.items() if isinstance(iri, str)}


def row(value: object) -> str:
    """As JSON in one line."""
    return json.dumps(value, ensure_ascii=False)


def compact(triples: Sequence["pyoxigraph.Triple"], names: Names) -> bytes:
    """Sorted triples as a document with the context inside, a line for each thing.

    What short names cannot say goes without them: an IRI that begins with one of them and a colon,
    a text that has a direction.
    """
    if any(_is_beyond(term, names) for triple in triples for term in triple):
        return pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.JSON_LD) or b""
    rows = [
        row(names.thing(name, [(t.predicate.value, _read(t.object)) for t in about]))
        for name, about in itertools.groupby(triples, key=lambda triple: _name(triple.subject))
    ]
    return (names.head() + ",\n".join(rows) + "\n]}\n").encode()


def _few(values: list[Any]) -> Any:
    ordered = sorted(values, key=row)
    return ordered[0] if len(ordered) == 1 else ordered


def _is_number(text: str) -> bool:
    """Whether JSON's own number says the same, character by character."""
    try:
        return abs(int(text)) < _SAFE and str(int(text)) == text
    except ValueError:
        return False


def _is_beyond(term: Any, names: Names) -> bool:
    match term:
        case pyoxigraph.NamedNode(value=iri):
            return names.has(iri.partition(":")[0])
        case pyoxigraph.Literal(datatype=datatype, direction=direction):
            return direction is not None or _is_beyond(datatype, names)
    return isinstance(term, pyoxigraph.Triple)


def _name(term: Any) -> str:
    return str(term) if isinstance(term, pyoxigraph.BlankNode) else str(term.value)


def _read(term: Any) -> Value:
    if not isinstance(term, pyoxigraph.Literal):
        return _name(term)
    if term.language:
        return Words(term.value, language=term.language)
    is_plain = term.datatype.value == f"{_XSD}string"
    return Words(term.value, None if is_plain else term.datatype.value)
