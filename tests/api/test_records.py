"""Records of a graph: complete, dated, and each with the words behind it."""

from dataclasses import asdict, replace

import pytest

from kg.api.records import Quote, bounds, entity_records, event_records
from kg.rdf.terms import Terms
from tests.rdf.factory import claim, event
from tests.rdf.factory import graph as small
from tests.views.page_graphs import small_graph

TERMS = Terms("https://contoh.id/")


def test_an_event_has_all_that_is_claimed_and_where() -> None:
    meeting = next(one for one in event_records(small_graph(), TERMS) if one.type == "Meeting")
    assert asdict(meeting) == {
        "id": "event/e1",
        "iri": "https://contoh.id/event/e1",
        "type": "Meeting",
        "label_id": "Pertemuan: Ani Lestari, Budi Santoso (2025-03-02)",
        "label_en": "Meeting: Ani Lestari, Budi Santoso (2025-03-02)",
        "factuality": "Certain",
        "confidence": 0.8,
        "slots": {
            "participant": ("Ani Lestari", "Budi Santoso"),
            "date": ("2025-03-02",),
            "place": ("Bogor", "Depok"),
        },
        "entities": ("person/ani", "person/budi", "place/bogor", "place/depok"),
        "periods": (("2025-03-02", "2025-03-02"),),
        "disputed": ("place",),
        "attributed_to": ("Kantor Laut",),
        "denied_by": (),
        "articles": ("a1", "a2"),
        "outlets": 0,
        "sources": 0,
        "quotes": (
            asdict(Quote(article="a1", start=0, end=26, text="Budi bertemu Ani di Bogor.")),
            asdict(Quote(article="a2", start=0, end=26, text="Budi dan Ani bertemu di Depok.")),
        ),
    }
    assert (meeting.label, meeting.dates) == (meeting.label_id, ("2025-03-02",))
    assert meeting in {meeting}


def test_an_entity_has_its_names_and_articles() -> None:
    budi = next(one for one in entity_records(small_graph(), TERMS) if one.id == "person/budi")
    assert asdict(budi) == {
        "id": "person/budi",
        "iri": "https://contoh.id/person/budi",
        "type": "Person",
        "label": "Budi Santoso",
        "names": ("Budi",),
        "key": None,
        "articles": ("a1", "a2"),
    }


def test_order_does_not_come_from_the_graph() -> None:
    """Events go by date, those without one last; entities by label."""
    dated = [
        event("Visit", *(claim("date", day) for day in days), id_=f"event/{name}")
        for name, days in (("a", []), ("b", ["2025-07"]), ("d", ["2024"]), ("c", ["2024-01-01"]))
    ]
    assert [one.id[-1] for one in event_records(small(*dated), TERMS)] == ["c", "d", "b", "a"]
    graph = small_graph()
    turned = replace(graph, entities=graph.entities[::-1])
    labels = [one.label for one in entity_records(turned, TERMS)]
    assert labels == sorted(labels)
    assert len(labels) == len(graph.entities)


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2025-07-12", ("2025-07-12", "2025-07-12")),
        ("2025-09", ("2025-09-01", "2025-09-30")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024", ("2024-01-01", "2024-12-31")),
    ],
)
def test_a_date_covers_its_days(date: str, days: tuple[str, str]) -> None:
    assert bounds(date) == days


def test_a_period_ends_where_the_same_article_says() -> None:
    visit = event(
        "Visit",
        claim("date", "2025-07-11"),
        claim("dateEnd", "2025-07-13"),
        claim("date", "2025-08", "a2"),
    )
    (made,) = event_records(small(visit), TERMS)
    assert made.periods == (("2025-07-11", "2025-07-13"), ("2025-08-01", "2025-08-31"))


def test_a_last_day_alone_is_the_day() -> None:
    (made,) = event_records(small(event("Visit", claim("dateEnd", "2025-07-13"))), TERMS)
    assert made.periods == (("2025-07-13", "2025-07-13"),)
