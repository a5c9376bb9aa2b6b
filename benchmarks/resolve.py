"""Time and memory of the resolver on generated readings.

    python benchmarks/resolve.py 1000 10000 100000

A hundred invented articles a day tell of a few dozen invented events, several articles of each;
some texts are copies, some names are spelt in two ways or shortened, some events have no date.
Every size runs in a process of its own, so that its peak memory is its own.
"""

import argparse
import datetime
import multiprocessing
import random
import resource
import time
from collections.abc import Iterator

from kg.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Factuality,
    Mention,
    Reading,
    Run,
    Value,
    ValueKind,
)
from kg.resolve import resolve
from kg.resolve.ledger import Ledger

STATES = [f"{first}{last}{end}" for first in "ABCD" for last in "EFGH" for end in "IJK"]
SYLLABLES = [f"{first}{last}" for first in "bdgklmnprst" for last in ("a", "in", "or", "e", "us")]
TYPES = {
    "Meeting": ("participant", "participant"),
    "Statement": ("speaker", "target"),
    "Attack": ("attacker", "target"),
    "Transfer": ("supplier", "recipient"),
    "Visit": ("visitor", "destination"),
}
A_DAY = 100
FIRST = datetime.date(2023, 1, 1)


class World:
    """People, states and events that the articles of one run tell of."""

    def __init__(self, articles: int, seed: int = 7) -> None:
        self.random = random.Random(seed)
        people = max(200, articles // 20)
        self.people = [(self._name(), self.random.choice(STATES)) for _ in range(people)]
        self.days = max(3, articles // A_DAY)
        self.events = [[self._event(day) for _ in range(A_DAY // 4)] for day in range(self.days)]

    def _name(self) -> str:
        words = ("".join(self.random.choices(SYLLABLES, k=2)).title() for _ in range(2))
        return " ".join(words)

    def _event(self, day: int) -> tuple[str, int, int, int]:
        """Type, day and two actors; few people make most of the news."""
        type_ = self.random.choice(sorted(TYPES))
        count = len(self.people)
        first, second = (int(count * self.random.random() ** 3) for _ in range(2))
        return type_, day, first, (second if second != first else (second + 1) % count)


def readings(articles: int) -> Iterator[Reading]:
    """Readings of ``articles`` invented articles, in no particular order."""
    world = World(articles)
    for number in range(articles):
        day = number % world.days
        told = [world.random.choice(world.events[day]) for _ in range(2)]
        told.append(world.random.choice(world.events[world.random.randrange(day + 1)]))
        yield reading(world, number, day, told)


def reading(world: World, number: int, day: int, told: list[tuple[str, int, int, int]]) -> Reading:
    id_ = f"a{number:06d}"
    people = sorted({who for event in told for who in event[2:]})
    entities = [person(world, id_, who) for who in people] + [
        entity(id_, EntityType.STATE, code, code, code)
        for code in sorted({world.people[who][1] for who in people})
    ]
    topic = random.Random(str(told[0]) if number % 10 == 0 else id_)
    text = " ".join("".join(topic.choices(SYLLABLES, k=2)) for _ in range(150))
    published = (FIRST + datetime.timedelta(days=day)).isoformat()
    return Reading(
        article=Article(
            id=id_, text=text, source=f"{id_}.txt", published=published, publisher=f"o{number % 40}"
        ),
        entities=tuple(entities),
        offices=tuple(office(world, id_, who) for who in people[:2]),
        events=tuple(
            event(world, id_, f"e{place}", known, dated=world.random.random() < 0.7)
            for place, known in enumerate(told)
        ),
    )


def person(world: World, article: str, who: int) -> Entity:
    name = world.people[who][0]
    chance = world.random.random()
    label = name.split()[1] if chance < 0.1 else name.replace("i", "y") if chance < 0.15 else name
    return entity(article, EntityType.PERSON, f"p{who}", label, None)


def entity(article: str, type_: EntityType, id_: str, label: str, key: str | None) -> Entity:
    mentions = tuple(
        Mention(
            article_id=article,
            sentence=place,
            first=1,
            last=1,
            head=1,
            start=40 * place,
            end=40 * place + len(label),
            quote=label,
            type=type_,
            key=key,
            origin="generated",
        )
        for place in range(2)
    )
    return Entity(id=id_, type=type_, label=label, names=(label,), mentions=mentions, key=key)


def office(world: World, article: str, who: int) -> Event:
    state = world.people[who][1]
    slots = [("holder", f"p{who}"), ("of", state)]
    claims = [claim(article, f"f{who}", slot, ValueKind.ENTITY, value) for slot, value in slots]
    claims.append(claim(article, f"f{who}", "title", ValueKind.TEXT, f"Menteri {who % 7}"))
    return Event(id=f"f{who}", type="Office", claims=tuple(claims))


def event(
    world: World, article: str, id_: str, told: tuple[str, int, int, int], *, dated: bool
) -> Event:
    type_, day, first, second = told
    actors = [
        f"p{who}" if type_ in ("Meeting", "Statement") else world.people[who][1]
        for who in (first, second)
    ]
    claims = [claim(article, id_, "type", ValueKind.TYPE, type_)]
    claims += [
        claim(article, id_, slot, ValueKind.ENTITY, actor)
        for slot, actor in zip(TYPES[type_], actors, strict=True)
    ]
    if type_ == "Statement":
        claims.append(claim(article, id_, "stance", ValueKind.STANCE, "Support"))
    if dated:
        date = (FIRST + datetime.timedelta(days=day)).isoformat()
        claims.append(claim(article, id_, "date", ValueKind.DATE, date))
    return Event(id=id_, type=type_, claims=tuple(claims))


def claim(article: str, subject: str, slot: str, kind: ValueKind, value: str) -> Claim:
    return Claim(
        article_id=article,
        subject=subject,
        slot=slot,
        value=Value(kind=kind, text=value),
        start=0,
        end=40,
        quote="",
        factuality=Factuality.CERTAIN,
        attributed_to=(),
        denied_by=(),
        confidence=0.9,
        reason="generated",
    )


def measure(articles: int) -> str:
    """One line of the table."""
    made = list(readings(articles))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, used = time.perf_counter(), time.process_time()
    graph = resolve(made, Ledger(), Run(version="benchmark", models="", settings=""))
    seconds, used = time.perf_counter() - start, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    shared = sum(count.articles > 1 for _, count in graph.support)
    return (
        f"{articles:>9,} {seconds:>9.1f} {used:>9.1f} {before / 2**20:>9.2f} {peak / 2**20:>9.2f}"
        f" {len(graph.entities):>9,} {len(graph.events):>9,} {shared:>9,} {len(graph.links):>9,}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="*", default=[1000, 10000])
    print(
        " articles   seconds   of CPU  GiB read  GiB peak  entities    events    merged     links"
    )
    for articles in parser.parse_args().articles:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(pool.apply(measure, (articles,)), flush=True)


if __name__ == "__main__":
    main()
