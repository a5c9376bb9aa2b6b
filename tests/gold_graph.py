"""Graphs made from gold annotations, for tests of everything that comes after reading.

No model and no parse is needed: claims quote the annotators' evidence, mentions are the places
where the annotated names stand in the text. Token positions are therefore not real.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.model import (
    Article,
    Claim,
    Conflict,
    Entity,
    EntityType,
    Event,
    Factuality,
    Graph,
    Mention,
    Run,
    Support,
    Value,
    ValueKind,
)

TESTS = Path(__file__).parent
EXAMPLES = TESTS.parent / "examples"
SEEDS = tuple(sorted((TESTS / "gold").glob("seed-???.gold.json")))
CROSSDOC = TESTS / "gold" / "seed-crossdoc.json"

LONGEST_TITLE = 150  # characters; a longer first line is prose
# What is no slot with a list of entities.
OTHER = frozenset({"id", "type", "evidence", "factuality", "attributedTo", "deniedBy"})
DATE_SLOTS = frozenset({"date", "dateEnd", "inForceFrom"})
COUNT_SLOTS = frozenset({"killed", "wounded", "captured"})


def graph_from_gold(paths: Sequence[Path] = SEEDS, crossdoc: Path | None = None) -> Graph:
    """The graph of annotated articles: entities are one where type and name or code are equal.

    The text lies beside the annotation or in examples/. Each annotated event is an event of its
    own, unless ``crossdoc`` (the layout of seed-crossdoc.json) says which certainly or likely
    are one; its conflicts on place and troops come with it.
    """
    gold = [GoldArticle(path) for path in sorted(paths)]
    merged, conflicts = _crossdoc(crossdoc)
    events = _by_id(event for article in gold for event in article.events(merged))
    return Graph(
        articles=tuple(article.article for article in gold),
        entities=_entities(gold),
        offices=_by_id(office for article in gold for office in article.offices()),
        events=events,
        conflicts=tuple(_conflicts(events, conflicts)),
        links=(),
        run=Run(version="gold", models="annotators", settings=""),
        support=tuple((event.id, _support(event)) for event in events),
    )


@dataclass(frozen=True)
class GoldArticle:
    """One annotation file and its text."""

    path: Path

    @cached_property
    def gold(self) -> dict[str, Any]:
        return json.loads(self.path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    @cached_property
    def id(self) -> str:
        return self.path.name.removesuffix(".gold.json")

    @cached_property
    def text(self) -> str:
        beside = self.path.with_name(f"{self.id}.txt")
        path = beside if beside.exists() else EXAMPLES / f"{self.id}.txt"
        return path.read_bytes().decode("utf-8")

    @cached_property
    def article(self) -> Article:
        publisher = re.search(r"Penerbit: (\S+)", self.text)
        title = self.text.strip().splitlines()[0]
        return Article(
            id=self.id,
            text=self.text,
            source=f"{self.id}.txt",
            title=title if len(title) < LONGEST_TITLE else None,
            published=self.gold["published"],
            publisher=publisher[1] if publisher else None,
        )

    @cached_property
    def ids(self) -> dict[str, str]:
        """Global ids of entities by the annotator's."""
        return {e["id"]: _entity_id(e) for e in self.gold["entities"]}

    def entities(self) -> Iterator[Entity]:
        for e in self.gold["entities"]:
            mentions = tuple(self._mentions(e))
            yield Entity(
                id=self.ids[e["id"]],
                type=EntityType(e["type"]),
                label=e["name"],
                names=tuple(sorted({m.quote for m in mentions})),
                mentions=mentions,
                key=e.get("iso3"),
            )

    def _mentions(self, e: dict[str, Any]) -> Iterator[Mention]:
        names = sorted({e["name"], *e["mentions"]}, key=lambda name: (-len(name), name))
        pattern = "|".join(re.escape(name) for name in names)
        spans = [m.span() for m in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", self.text)]
        spans = spans or [m.span() for m in re.finditer(pattern, self.text)]
        for start, end in spans:
            yield Mention(
                article_id=self.id,
                sentence=0,
                first=1,
                last=1,
                head=1,
                start=start,
                end=end,
                quote=self.text[start:end],
                type=EntityType(e["type"]),
                key=e.get("iso3"),
                origin="gold",
            )

    def events(self, merged: dict[str, str]) -> Iterator[Event]:
        for e in self.gold["events"]:
            number = e["id"].removeprefix("e")
            own = f"event/{e['type'].lower()}-{self.id}-{number}"
            subject = merged.get(f"{self.id}/{e['id']}", own)
            yield Event(id=subject, type=e["type"], claims=tuple(self._claims(subject, e)))

    def _claims(self, subject: str, e: dict[str, Any]) -> Iterator[Claim]:
        slots = [("type", Value(kind=ValueKind.TYPE, text=e["type"])), *self._slots(e)]
        for slot, value in slots:
            start, quote = self._evidence(e["evidence"], value)
            yield Claim(
                article_id=self.id,
                subject=subject,
                slot=slot,
                value=value,
                start=start,
                end=start + len(quote),
                quote=quote,
                factuality=Factuality(e["factuality"].capitalize()),
                attributed_to=tuple(sorted(self.ids[s] for s in e.get("attributedTo", ()))),
                denied_by=tuple(sorted(self.ids[s] for s in e.get("deniedBy", ()))),
                confidence=1.0,
                reason="gold",
            )

    def _slots(self, e: dict[str, Any]) -> Iterator[tuple[str, Value]]:
        for slot, given in e.items():
            if slot in COUNT_SLOTS:
                low, high = given if isinstance(given, list) else (given, given)
                yield f"{slot}Min", Value(kind=ValueKind.NUMBER, text=str(low))
                yield f"{slot}Max", Value(kind=ValueKind.NUMBER, text=str(high))
            elif slot in DATE_SLOTS:
                yield slot, Value(kind=ValueKind.DATE, text=given)
            elif slot in {"troopsMin", "troopsMax"}:
                yield slot, Value(kind=ValueKind.NUMBER, text=str(given))
            elif slot == "stance":
                yield slot, Value(kind=ValueKind.STANCE, text=given.capitalize())
            elif slot in {"name", "item", "force"}:
                yield slot, Value(kind=ValueKind.TEXT, text=given)
            elif slot not in OTHER:
                for entity in given:
                    yield slot, Value(kind=ValueKind.ENTITY, text=self.ids[entity])

    def _evidence(self, evidence: list[str], value: Value) -> tuple[int, str]:
        """The first evidence that names the entity of the value, else the first."""
        names = [
            name
            for e in self.gold["entities"]
            if self.ids[e["id"]] == value.text
            for name in e["mentions"]
        ]
        naming = [quote for quote in evidence if any(name in quote for name in names)]
        quote = (naming or evidence)[0]
        return self.text.index(quote), quote

    def offices(self) -> Iterator[Event]:
        for office in self.gold.get("offices", ()):
            holder, of = self.ids[office["holder"]], self.ids.get(office.get("of") or "")
            tail = "-".join(_slug(part) for part in (holder, office["title"], of or "") if part)
            subject = f"office/{tail}"
            slots = {
                "holder": Value(kind=ValueKind.ENTITY, text=holder),
                "title": Value(kind=ValueKind.TEXT, text=office["title"]),
                "type": Value(kind=ValueKind.TYPE, text="Office"),
            }
            if of:
                slots["of"] = Value(kind=ValueKind.ENTITY, text=of)
            claims = tuple(self._office_claim(subject, s, v, office) for s, v in slots.items())
            yield Event(id=subject, type="Office", claims=claims)

    def _office_claim(self, subject: str, slot: str, value: Value, office: dict[str, Any]) -> Claim:
        start, quote = self._line(office["title"], office["holder"])
        return Claim(
            article_id=self.id,
            subject=subject,
            slot=slot,
            value=value,
            start=start,
            end=start + len(quote),
            quote=quote,
            factuality=Factuality.CERTAIN,
            attributed_to=(),
            denied_by=(),
            confidence=1.0,
            reason="gold",
        )

    def _line(self, title: str, holder: str) -> tuple[int, str]:
        """The line that has the title and a name of its holder, else the title, else the name."""
        names = next(e["mentions"] for e in self.gold["entities"] if e["id"] == holder)
        lines = self.text.splitlines()

        def fit(line: str) -> tuple[bool, bool]:
            return title.casefold() in line.casefold(), any(name in line for name in names)

        best = max(lines, key=lambda line: (sum(fit(line)), fit(line)))
        return self.text.index(best), best


def _entity_id(e: dict[str, Any]) -> str:
    return f"{e['type'].lower()}/{e.get('iso3') or _slug(e['name'])}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _entities(gold: Sequence[GoldArticle]) -> tuple[Entity, ...]:
    together: dict[str, Entity] = {}
    for entity in (entity for article in gold for entity in article.entities()):
        known = together.get(entity.id, entity)
        together[entity.id] = replace(
            known,
            names=tuple(sorted({*known.names, *entity.names})),
            mentions=tuple(
                sorted({*known.mentions, *entity.mentions}, key=lambda m: (m.article_id, m.start))
            ),
        )
    return tuple(entity for _, entity in sorted(together.items()))


def _by_id(events: Iterator[Event]) -> tuple[Event, ...]:
    together: dict[str, Event] = {}
    for event in events:
        known = together.get(event.id, replace(event, claims=()))
        together[event.id] = replace(known, claims=known.claims + event.claims)

    def order(claim: Claim) -> tuple[str, int, str, str]:
        return claim.article_id, claim.start, claim.slot, claim.value.text

    return tuple(
        replace(event, claims=tuple(sorted(event.claims, key=order)))
        for _, event in sorted(together.items())
    )


def _support(event: Event) -> Support:
    """Each article counted as an outlet and a source of its own."""
    articles = len({claim.article_id for claim in event.claims})
    return Support(articles=articles, outlets=articles, independent=articles)


def _crossdoc(path: Path | None) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Event ids by "article/event", and (event id, slot) of the conflicts."""
    merged: dict[str, str] = {}
    conflicts = []
    for group in json.loads(path.read_text(encoding="utf-8"))["events"] if path else ():
        if group["certainty"] == "doubtful":
            continue
        article, _, number = min(group["members"]).partition("/e")
        subject = f"event/{group['type'].lower()}-{article}-{number}"
        merged |= dict.fromkeys(group["members"], subject)
        conflicts += [(subject, conflict["slot"]) for conflict in group["conflicts"]]
    return merged, conflicts


def _conflicts(events: Sequence[Event], conflicts: Sequence[tuple[str, str]]) -> Iterator[Conflict]:
    slots = {"place": "place", "troops": "troopsMin"}
    claims: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for event in events:
        for claim in event.claims:
            claims[event.id, claim.slot].append(claim)
    for subject, slot in sorted(conflicts):
        if slot in slots and len(claims[subject, slots[slot]]) > 1:
            name = slots[slot]
            yield Conflict(
                id=f"conflict/{subject.partition('/')[2]}-{name}",
                subject=subject,
                slot=name,
                claims=tuple(claims[subject, name]),
            )
