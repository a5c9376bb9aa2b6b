"""The RDF dataset of what was joined, in parts that tell what they are made of.

A part is made of readings only when somebody asks for its triples, so a change of a few articles
costs little. All parts together are the dataset of the whole graph.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from kg.knowledge.gazetteers import properties
from kg.model import Article
from kg.rdf.dataset import Dataset, Part
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
from kg.resolve.graphs import about, records, said_by, support_of
from kg.resolve.joined import Joined
from kg.resolve.memory import digest, packed
from kg.resolve.together import Together


class Parts:
    """The parts of a dataset, things under ``base``."""

    def __init__(self, joined: Joined, base: str = BASE) -> None:
        self._joined, self._base = joined, base
        self._terms = Terms(base)

    def things(self) -> Iterator[Part]:
        """The default graph."""
        terms, thing, joined = self._terms, self._terms.thing, self._joined
        for entity in joined.found:
            make = partial(entity_triples, terms, entity, properties)
            yield Part(thing(entity.id), make, digest(packed(entity)))
        for state in unmentioned(joined.found, properties):
            make = partial(state_triples, terms, state)
            yield Part(thing(state_id(state)), make, digest(packed(state)))
        for place, (id_, told) in enumerate(joined.told.items()):
            make = partial(self._article, told.article, place)
            yield Part(terms.article(id_), make, joined.signs.said[place])
        make = partial(run_triples, terms, joined.run)
        yield Part(terms.run(joined.run), make, digest(packed(joined.run)))
        for office in self._joined.offices:
            yield self._office(office)
        for event in self._joined.events:
            yield self._thing(event, support_of(event, self._joined))

    def articles(self) -> Iterator[Part]:
        """The named graphs that have triples."""
        run, said = packed(self._joined.run), self._joined.signs.said
        for place, parts in self._joined.said():
            id_ = self._joined.told.article_ids[place]
            told = packed([(each.id, str(each.wrong)) for each in parts])
            make = partial(self._say, id_, parts)
            yield Part(self._terms.article(id_), make, digest(said[place], told, run))

    def records(self) -> dict[str, Iterable[object]]:
        """The records of the whole graph, made one by one."""
        return records(self._joined)

    def _office(self, of: Together) -> Part:
        """The values are all that the default graph has of an office."""
        if of.wrong:
            return self._thing(of)
        told = sorted(of.told)
        around = self._joined.signs.known(value for _, value in told)
        known = digest(packed((of.id, told)), around)
        return Part(self._terms.thing(of.id), partial(self._tell, of), known)

    def _thing(self, of: Together, *more: object) -> Part:
        told = packed((of.id, list(of.members), str(of.wrong), more))
        around, place = self._joined.signs.around, self._joined.place
        known = digest(told, b"".join([around[place(id_)] for id_ in sorted(of.articles)]))
        return Part(self._terms.thing(of.id), partial(self._tell, of), known)

    def _article(self, article: Article, place: int) -> Iterator[Triple]:
        return article_triples(self._terms, article, self._joined.mentioned(place))

    def _tell(self, of: Together) -> Iterator[Triple]:
        graph = about(of, self._joined)
        named = {self._terms.thing(id_) for id_ in (of.id, *(each.id for each in graph.conflicts))}
        for part in Dataset(graph, self._base).things():
            if part.name in named:
                yield from part.make()

    def _say(self, article_id: str, parts: Sequence[Together]) -> Iterator[Triple]:
        for part in Dataset(said_by(article_id, parts, self._joined), self._base).articles():
            yield from part.make()
