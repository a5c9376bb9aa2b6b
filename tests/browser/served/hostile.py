"""A workspace in which every name is an attack, or hard to show."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Factuality,
    Mention,
    Reading,
    Sentence,
    Value,
    ValueKind,
)
from kg.pipeline import build
from kg.resolve import resolve
from kg.resolve.ledger import Ledger
from tests.fakes import RUN, fake_stages

NAMES = (
    "<script>window.hacked = 1</script>",
    "</script><img src=x onerror='window.hacked = 2'>",
    '"><b onmouseover="window.hacked = 3">\'',
    "javascript:window.hacked=4",
    "&lt;i&gt; &amp; {{ 7 * 7 }} ${window.hacked = 5}",
    "محمد بن سلمان",
    "👩‍🚀🇮🇩 Rina 🎈",
    "100% #?&/ C:\\",
)
SAID = "🎈🎈 Kabar hari ini: Presiden Kim bertemu {} di istana pada hari Rabu yang lalu."


def hostile_workspace(folder: Path) -> None:
    """An article for each name, in which its bearer meets Kim."""
    lines = folder.parent / "hostile.jsonl"
    lines.write_text(
        "".join(
            json.dumps(
                {
                    "id": f"h{number} {name}"[:60],
                    "text": f"{SAID.format(name)}\n\nItu saja yang kami dengar.\n",
                    "title": name,
                    "publisher": name,
                    "url": "javascript:window.hacked=6",
                    "published": "2025-03-02",
                }
            )
            + "\n"
            for number, name in enumerate(NAMES)
        ),
        encoding="utf-8",
    )
    stages = replace(
        fake_stages(),
        read=_read,
        resolve=lambda readings: resolve(readings, Ledger(), RUN),
    )
    built = build([str(lines)], folder, stages=stages)
    assert built.refused == ()


def _read(article: Article, _: Sequence[Sentence]) -> Reading:
    name = next(name for name in NAMES if name in article.text)
    start = article.text.index("Presiden Kim")
    end = article.text.index("lalu.", start) + len("lalu.")
    return Reading(
        article=article,
        entities=(_person(article, "e1", "Kim"), _person(article, "e2", name)),
        offices=(),
        events=(
            Event(
                id="m1",
                type="Meeting",
                claims=tuple(
                    Claim(
                        article_id=article.id,
                        subject="m1",
                        slot=slot,
                        value=value,
                        start=start,
                        end=end,
                        quote=article.text[start:end],
                        factuality=Factuality.CERTAIN,
                        attributed_to=("e2",),
                        denied_by=(),
                        confidence=0.9,
                        reason=name,
                    )
                    for slot, value in (
                        ("participant", Value(kind=ValueKind.ENTITY, text="e1")),
                        ("participant", Value(kind=ValueKind.ENTITY, text="e2")),
                        ("date", Value(kind=ValueKind.DATE, text="2025-02-26")),
                        ("type", Value(kind=ValueKind.TYPE, text="Meeting")),
                    )
                ),
            ),
        ),
    )


def _person(article: Article, id_: str, name: str) -> Entity:
    start = article.text.index(name)
    mention = Mention(
        article_id=article.id,
        sentence=0,
        first=1,
        last=1,
        head=1,
        start=start,
        end=start + len(name),
        quote=name,
        type=EntityType.PERSON,
        key=None,
        origin="told",
    )
    return Entity(id=id_, type=EntityType.PERSON, label=name, names=(name,), mentions=(mention,))
