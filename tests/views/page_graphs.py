"""Graphs for tests of the page: a small one with every kind of line, and a malicious one."""

from dataclasses import replace

from kg.model import Article, Claim, Conflict, Event, Factuality, Graph
from tests.rdf.factory import claim, entity, event, graph, mention, value

HOSTILE = (
    "<script>window.hacked = 1</script>",
    "</script><img src=x onerror='window.hacked = 2'>",
    '"><b onmouseover="window.hacked = 3">\'',
    "javascript:window.hacked=4",
    "<!--<script>",
    "&lt;i&gt; &amp; {{ 7 * 7 }} \u2028 \u2029 \\u003c ${window.hacked = 5}",
)


def small_graph() -> Graph:
    """Two articles: a meeting whose place they dispute, a planned visit, a denied attack."""
    ani = entity("person/ani", "Ani Lestari", mention("Ani", 13))
    budi = entity("person/budi", "Budi Santoso", mention("Budi", 0), mention("Budi", 0, "a2"))
    bogor = entity("place/bogor", "Bogor", mention("Bogor", 20, type_="Place"))
    depok = entity("place/depok", "Depok", mention("Depok", 20, "a2", type_="Place"))
    indonesia = entity("state/IDN", "Indonesia", key="IDN")
    laut = entity("organization/laut", "Kantor Laut", mention("Kantor Laut", 0, "a2"))
    meeting = event(
        "Meeting",
        claim("participant", "person/ani"),
        claim("participant", "person/budi"),
        claim("place", "place/bogor"),
        claim("date", "2025-03-02"),
        _quoted(claim("place", "place/depok", "a2"), "Budi dan Ani bertemu di Depok."),
    )
    visit = _presented(
        event("Visit", claim("visitor", "person/budi"), id_="event/e2"), Factuality.PLANNED
    )
    attack = _presented(
        event("Attack", claim("attacker", "state/IDN", "a2"), id_="event/e3"), Factuality.DENIED
    )
    office = event(
        "Office",
        claim("holder", "person/ani"),
        claim("title", "Wali Kota"),
        claim("of", "state/IDN"),
        id_="office/o1",
    )
    plain = graph(
        meeting,
        visit,
        attack,
        office,
        entities=(ani, bogor, budi, depok, indonesia, laut),
    )
    first, second = plain.articles
    return replace(
        plain,
        articles=(
            replace(first, title="Pertemuan di Bogor", published="2025-03-03", publisher="Warta"),
            replace(second, title="Kabar Depok"),
        ),
        conflicts=(_conflict(meeting, "place"),),
    )


def hostile_graph() -> Graph:
    """Markup and code wherever a text can stand."""
    text = " ".join(HOSTILE)
    papers = tuple(_hostile_article(number, bad) for number, bad in enumerate(HOSTILE))
    entities = []
    events = []
    for number, bad in enumerate(HOSTILE):
        name = f"person/{number}{bad}"
        entities.append(
            replace(
                entity(name, bad, mention(bad, text.index(bad), f"a{number}")),
                names=(bad,),
                key=bad,
                reasons=(bad,),
            )
        )
        said = replace(
            claim("participant", name, f"a{number}"),
            quote=text,
            reason=bad,
            attributed_to=(name,),
            denied_by=(name,),
        )
        item = replace(claim("item", "x", f"a{number}"), value=value("x"), quote=bad)
        item = replace(item, value=replace(item.value, text=bad))
        events.append(event("Meeting", said, item, id_=f"event/{number}{bad}"))
        title = replace(claim("title", "x", f"a{number}"), value=item.value)
        held = event("Office", claim("holder", name, f"a{number}"), title, id_=f"office/{number}")
        events.append(held)
    known = {paper.id for paper in papers}
    events = [_told_in(one, known) for one in events]
    return replace(graph(*events, entities=tuple(entities)), articles=papers)


def _hostile_article(number: int, bad: str) -> Article:
    return Article(
        id=f"a{number}",
        text=" ".join(HOSTILE),
        source=bad,
        title=bad,
        published=bad,
        publisher=bad,
    )


def _told_in(one: Event, known: set[str]) -> Event:
    """The event without claims from articles that are not there."""
    return replace(one, claims=tuple(c for c in one.claims if c.article_id in known))


def _quoted(said: Claim, quote: str) -> Claim:
    return replace(said, quote=quote, attributed_to=("organization/laut",))


def _presented(one: Event, factuality: Factuality) -> Event:
    return replace(one, claims=tuple(replace(c, factuality=factuality) for c in one.claims))


def _conflict(one: Event, slot: str) -> Conflict:
    claims = tuple(claim for claim in one.claims if claim.slot == slot)
    return Conflict(id=f"conflict/{slot}", subject=one.id, slot=slot, claims=claims)
