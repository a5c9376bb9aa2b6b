"""Everything the page can tell about what is drawn, ready to be written as JSON."""

from dataclasses import dataclass, replace

from kg.model import OFFICE, Article, Claim, Entity, Event, Graph, Mention
from kg.rdf.labels import Words, event_label, office_label
from kg.rdf.slots import slots
from kg.views._page.choice import Choice
from kg.views._page.links import strongest
from kg.views._page.vocabulary import Label, Vocabulary

_AROUND = 90  #: characters shown on either side of a mention
_SNIPPETS = 12  #: mentions shown of an entity, at most one an article


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An article without its text."""

    id: str
    title: str | None
    published: str | None
    publisher: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence that says something; ``article`` is an index into the papers."""

    article: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A claim; ``quote`` is an index into the quotes."""

    quote: int
    slot: str
    kind: str
    value: str
    factuality: str
    by: tuple[str, ...]
    denied: tuple[str, ...]
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event, an agreement or an office."""

    id: str
    type: str
    label: Label
    factuality: str
    date: str  #: the earliest one claimed, "" for none
    disputed: tuple[str, ...]  #: slots on which articles disagree
    articles: tuple[int, ...]  #: indexes into the papers
    sayings: tuple[Saying, ...]  #: none of what only lists have room for


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A mention and the words around it."""

    article: int
    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An entity."""

    id: str
    type: str
    label: str
    names: tuple[str, ...]
    key: str | None
    reasons: tuple[str, ...]
    articles: tuple[int, ...]
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Every entity and event, and the offices of those of which all is told."""

    papers: tuple[Paper, ...]
    quotes: tuple[Quote, ...]
    things: tuple[Thing, ...]
    events: tuple[Happening, ...]
    offices: tuple[Happening, ...]


def facts(graph: Graph, told: Choice, vocabulary: Vocabulary) -> Facts:
    """What the page tells: all about the entities and events of ``told``, names of the others."""
    entities = {entity.id for entity in told.entities}
    events = {event.id for event in told.events}
    offices = [office for office in graph.offices if _holders(office) & entities]
    teller = _Teller(graph, vocabulary)
    happenings = tuple(
        teller.happening(event) if event.id in events else teller.named_happening(event)
        for event in graph.events
    )
    held = tuple(teller.happening(office) for office in offices)
    return Facts(
        papers=tuple(_paper(article) for article in graph.articles),
        quotes=tuple(teller.quotes),
        things=tuple(
            teller.thing(entity) if entity.id in entities else teller.named_thing(entity)
            for entity in graph.entities
        ),
        events=happenings,
        offices=held,
    )


class _Teller:
    """Turns records into those of the page, numbering articles and sentences as they come."""

    def __init__(self, graph: Graph, vocabulary: Vocabulary) -> None:
        self.quotes: dict[Quote, int] = {}
        self._texts = {article.id: article.text for article in graph.articles}
        self._numbers = {article.id: number for number, article in enumerate(graph.articles)}
        self._names = {entity.id: entity.label for entity in graph.entities}
        self._words = [_words(language, vocabulary, self._names) for language in ("id", "en")]
        self._disputed: dict[str, set[str]] = {}
        for conflict in graph.conflicts:
            self._disputed.setdefault(conflict.subject, set()).add(conflict.slot)

    def happening(self, event: Event) -> Happening:
        sayings = tuple(self._saying(claim) for claim in event.claims)
        return replace(self.named_happening(event), sayings=sayings)

    def named_happening(self, event: Event) -> Happening:
        return Happening(
            id=event.id,
            type=event.type,
            label=self._label(event),
            factuality=strongest(claim.factuality for claim in event.claims),
            date=min((c.value.text for c in event.claims if c.slot == "date"), default=""),
            disputed=tuple(sorted(self._disputed.get(event.id, ()))),
            articles=tuple(sorted({self._numbers[claim.article_id] for claim in event.claims})),
            sayings=(),
        )

    def _label(self, event: Event) -> Label:
        if event.type == OFFICE:
            return dict.fromkeys(("id", "en"), office_label(event, self._names))
        return {words.language: event_label(event, words) for words in self._words}

    def _saying(self, claim: Claim) -> Saying:
        quote = Quote(article=self._numbers[claim.article_id], text=claim.quote)
        return Saying(
            quote=self.quotes.setdefault(quote, len(self.quotes)),
            slot=claim.slot,
            kind=claim.value.kind,
            value=claim.value.text,
            factuality=claim.factuality,
            by=claim.attributed_to,
            denied=claim.denied_by,
            confidence=claim.confidence,
            reason=claim.reason,
        )

    def thing(self, entity: Entity) -> Thing:
        first = {mention.article_id: mention for mention in reversed(entity.mentions)}
        mentions = [first[article_id] for article_id in sorted(first)[:_SNIPPETS]]
        return replace(
            self.named_thing(entity),
            reasons=entity.reasons,
            snippets=tuple(map(self._snippet, mentions)),
        )

    def named_thing(self, entity: Entity) -> Thing:
        articles = sorted({mention.article_id for mention in entity.mentions})
        return Thing(
            id=entity.id,
            type=entity.type,
            label=entity.label,
            names=entity.names,
            key=entity.key,
            reasons=(),
            articles=tuple(self._numbers[article_id] for article_id in articles),
            snippets=(),
        )

    def _snippet(self, mention: Mention) -> Snippet:
        text = self._texts[mention.article_id]
        start = text.rfind("\n", 0, mention.start) + 1
        end = text.find("\n", mention.end)
        before = text[start : mention.start]
        after = text[mention.end : end if end >= 0 else len(text)]
        return Snippet(
            article=self._numbers[mention.article_id],
            before=before if len(before) <= _AROUND else f"…{before[-_AROUND:].partition(' ')[2]}",
            name=text[mention.start : mention.end],
            after=after if len(after) <= _AROUND else f"{after[:_AROUND].rpartition(' ')[0]}…",
        )


def _words(language: str, vocabulary: Vocabulary, names: dict[str, str]) -> Words:
    types = {name: style.label[language] for name, style in vocabulary.styles.items()}
    return Words(language=language, types=types, names=names, slots=slots())


def _paper(article: Article) -> Paper:
    return Paper(
        id=article.id,
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        source=article.source,
    )


def _holders(office: Event) -> set[str]:
    return {claim.value.text for claim in office.claims if claim.slot == "holder"}
