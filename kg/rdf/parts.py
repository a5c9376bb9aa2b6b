"""The RDF dataset of what was joined, in parts that tell what they are made of.

A part is made of readings only when somebody asks for its triples, so a change of a few articles
costs little. All parts together are the dataset of the whole graph.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rdflib import URIRef

from kg.knowledge.gazetteers import properties
from kg.rdf.dataset import Dataset
from kg.rdf.terms import BASE, Terms
from kg.rdf.things import (
    Triple,
    article_triples,
    entity_triples,
    run_triples,
    state_id,
    state_triples,
    unmentioned,
)
from kg.resolve.graphs import about, said_by, support_of
from kg.resolve.ids import member
from kg.resolve.joined import Joined
from kg.resolve.memory import digest, packed
from kg.resolve.together import Together


@dataclass(frozen=True, slots=True)
class Piece:
    """A whole named graph, or what the default graph has of a subject and disagreements on it."""

    name: URIRef  #: of the graph, or the subject
    digest: bytes  #: of what it is made of: where it is equal, the triples are
    make: Callable[[], Iterable[Triple]]


class Parts:
    """The parts of a dataset, things under ``base``."""

    def __init__(self, joined: Joined, base: str = BASE) -> None:
        self._joined, self._base = joined, base
        self._terms = Terms(base)
        readings = joined.stock.digests()
        #: of all that an article says under global ids, and of what is known of the things in it
        self._said: dict[str, bytes] = {}
        self._around: dict[str, bytes] = {}
        for id_, told in joined.told.items():
            ids = [joined.found.ids[member(id_, entity.id)] for entity in told.entities]
            self._said[id_] = digest(readings[id_], packed(ids))
            self._around[id_] = digest(self._said[id_], packed(joined.scorer.world.of(ids)))

    def things(self) -> Iterator[Piece]:
        """The default graph."""
        terms, thing, joined = self._terms, self._terms.thing, self._joined
        for entity in joined.found.entities:
            make = partial(entity_triples, terms, entity, properties)
            yield Piece(thing(entity.id), digest(packed(entity)), make)
        for state in unmentioned(joined.found.entities, properties):
            make = partial(state_triples, terms, state)
            yield Piece(thing(state_id(state)), digest(packed(state)), make)
        for id_, told in joined.told.items():
            mentioned = joined.mentioned(id_)
            make = partial(article_triples, terms, told.article, mentioned)
            yield Piece(terms.article(id_), digest(packed((told.article, mentioned))), make)
        make = partial(run_triples, terms, joined.run)
        yield Piece(terms.run(joined.run), digest(packed(joined.run)), make)
        for office in self._joined.offices:
            yield self._office(office)
        for event in self._joined.events:
            yield self._thing(event, support_of(event, self._joined))

    def articles(self) -> Iterator[Piece]:
        """The named graphs that have triples."""
        run = packed(self._joined.run)
        for id_, things in self._joined.said().items():
            told = packed([(each.id, str(each.wrong)) for each in things])
            yield Piece(
                self._terms.article(id_),
                digest(self._said[id_], told, run),
                partial(self._say, id_, things),
            )

    def _office(self, of: Together) -> Piece:
        """The values are all that the default graph has of an office."""
        if of.wrong:
            return self._thing(of)
        around = self._joined.scorer.world.of(value for _, value in of.told)
        known = digest(packed((of.id, of.told, around)))
        return Piece(self._terms.thing(of.id), known, partial(self._tell, of))

    def _thing(self, of: Together, *more: object) -> Piece:
        told = packed((of.id, of.members, str(of.wrong), more))
        known = digest(told, *(self._around[id_] for id_ in sorted(of.articles)))
        return Piece(self._terms.thing(of.id), known, partial(self._tell, of))

    def _tell(self, of: Together) -> Iterator[Triple]:
        graph = about(of, self._joined)
        named = {self._terms.thing(id_) for id_ in (of.id, *(each.id for each in graph.conflicts))}
        for part in Dataset(graph, self._base).things():
            if part.name in named:
                yield from part.make()

    def _say(self, article_id: str, things: Sequence[Together]) -> Iterator[Triple]:
        for part in Dataset(said_by(article_id, things, self._joined), self._base).articles():
            yield from part.make()
