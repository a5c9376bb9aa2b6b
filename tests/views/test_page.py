"""The page as a file: one, closed to the network and to foreign markup, the same every time."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.views import page
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold
from tests.rdf.factory import claim, entity, event, graph
from tests.views.page_graphs import HOSTILE, hostile_graph, small_graph

ROOT = Path(page.__file__).parent.parent.parent
TEMPLATES = Path(page.__file__).parent / "templates"


class Elements(HTMLParser):
    """The start tags of a page, and what stands in scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.contents: list[tuple[str, str]] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside in {"script", "style"} and data.strip():
            self.contents.append((self._inside, data))

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


def record(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="record">(.*?)</script>', text, re.S)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_nothing_on_the_page_points_outside_it() -> None:
    elements = Elements(page.page(small_graph()))
    addresses = [
        value
        for _, attributes in elements.tags
        for name, value in attributes.items()
        if name in {"src", "href", "srcset", "action", "data", "poster", "background"}
    ]
    assert addresses == []
    style = next(content for tag, content in elements.contents if tag == "style")
    assert "url(" not in style
    assert "@import" not in style
    assert "sourceMappingURL" not in page.page(small_graph())


def test_policy_allows_exactly_the_scripts_of_the_page() -> None:
    text = page.page(small_graph())
    policy = next(
        attributes["content"] or ""
        for tag, attributes in Elements(text).tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    scripts = re.findall(r"<script>(.*?)</script>", text, re.S)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    assert len(scripts) == 2
    assert f"default-src 'none'; script-src {hashes};" in policy


def test_markup_in_names_and_quotes_stays_text() -> None:
    """The same elements as for a harmless graph, whatever the names are."""
    harmless, hostile = page.page(small_graph()), page.page(hostile_graph())
    assert [tag for tag, _ in Elements(hostile).tags] == [tag for tag, _ in Elements(harmless).tags]
    between = hostile.split('id="record">')[1].split("</script>")[0]
    assert not set(between) & set("<>&\u2028\u2029")
    assert {thing["label"] for thing in record(hostile)["facts"]["things"]} == set(HOSTILE)


def test_lone_surrogates_are_written() -> None:
    """JSON Lines can hold half a character; no file in UTF-8 can."""
    broken = replace(small_graph().entities[0], label="Ani \ud800")
    text = page.page(replace(small_graph(), entities=(broken, *small_graph().entities[1:])))
    assert text.encode("utf-8")


def test_same_graph_gives_same_bytes_with_any_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.views import page;"
        "from tests.gold_graph import graph_from_gold;"
        "page.write(graph_from_gold(), None, Path(sys.argv[1]))"
    )
    written = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, path], check=True, env=environment, cwd=ROOT)
        written.append(path.read_bytes())
    assert written[0] == written[1]


def test_empty_graph_has_a_page() -> None:
    assert record(page.page(graph()))["network"]["nodes"] == []


def test_every_entity_and_event_is_a_node_and_lines_follow_the_claims() -> None:
    network = record(page.page(small_graph()))["network"]
    lines = {(edge["from"], edge["to"]): edge for edge in network["edges"]}
    entities = {entity.id for entity in small_graph().entities}
    events = {event.id for event in small_graph().events}
    assert {node["id"] for node in network["nodes"]} == entities | events
    assert set(lines) == {
        ("event/e1", "person/ani"),
        ("event/e1", "person/budi"),
        ("event/e1", "place/bogor"),
        ("event/e1", "place/depok"),
        ("event/e2", "person/budi"),
        ("event/e3", "state/IDN"),
        ("person/ani", "state/IDN"),
    }
    assert all(edge["arrows"] == "to" for edge in network["edges"])


def test_planned_denied_disputed_and_certain_lines_differ() -> None:
    network = record(page.page(small_graph()))["network"]
    lines = {(edge["from"], edge["to"]): edge for edge in network["edges"]}
    looks = [
        (lines[ends]["color"]["color"], bool(lines[ends]["dashes"]))
        for ends in (
            ("event/e1", "person/ani"),
            ("event/e1", "place/bogor"),
            ("event/e2", "person/budi"),
            ("event/e3", "state/IDN"),
        )
    ]
    assert [dashed for _, dashed in looks] == [False, False, True, True]
    assert len(set(looks)) == 4


def test_large_graph_is_cut_to_whole_events_with_most_links() -> None:
    people = tuple(entity(f"person/{n:02}", f"Orang {n:02}") for n in range(40))
    pairs = [
        event(
            "Meeting",
            claim("participant", f"person/{n:02}"),
            claim("participant", f"person/{n + 1:02}"),
            id_=f"event/{n:02}",
        )
        for n in range(0, 40, 2)
    ]
    crowd = event(
        "Meeting", *(claim("participant", f"person/{n:02}") for n in range(6)), id_="event/z"
    )
    told = record(page.page(graph(*pairs, crowd, entities=people), most=20))
    nodes = {node["id"] for node in told["network"]["nodes"]}
    assert len(nodes) <= 20
    assert "event/z" in nodes
    events = {name for name in nodes if name.startswith("event/")}
    for one in (*pairs, crowd):
        if one.id in events:
            assert {c.value.text for c in one.claims if c.slot == "participant"} <= nodes
    assert told["left"] == {"entities": 40 - (len(nodes) - len(events)), "events": 21 - len(events)}
    assert len(told["facts"]["things"]) == 40
    assert len(told["facts"]["events"]) == 21
    assert all(one["sayings"] for one in told["facts"]["events"])


def test_what_is_too_much_for_a_file_keeps_its_name_date_and_articles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page, "TOLD", 20)
    whole = graph_from_gold(SEEDS, CROSSDOC)
    told = record(page.page(whole, most=20))["facts"]
    assert [one["id"] for one in told["things"]] == [one.id for one in whole.entities]
    named = [one for one in told["events"] if not one["sayings"]]
    assert 0 < len(named) < len(told["events"]) == len(whole.events)
    assert all(one["label"]["id"] and one["articles"] for one in named)
    assert [one["date"] for one in named if one["date"]]


def test_event_type_without_a_frame_is_shown_under_its_name() -> None:
    strange = event("Eclipse", claim("place", "place/bogor"))
    told = record(page.page(graph(strange, entities=(entity("place/bogor", "Bogor"),))))
    assert told["vocabulary"]["styles"]["Eclipse"]["label"] == {"id": "Eclipse", "en": "Eclipse"}


def test_boxes_of_nodes_and_labels_do_not_overlap() -> None:
    from kg.views._page.layout import positions

    made = record(page.page(graph_from_gold(SEEDS, CROSSDOC)))["network"]
    ends = [(edge["from"], edge["to"]) for edge in made["edges"]]
    sizes = {node["id"]: (60.0 + 7 * (len(node["id"]) % 9), 40.0) for node in made["nodes"]}
    places = positions(sizes, ends)
    names = sorted(places)
    overlapping = [
        (one, other)
        for at, one in enumerate(names)
        for other in names[at + 1 :]
        if all(
            abs(places[one][axis] - places[other][axis]) + 1
            < (sizes[one][axis] + sizes[other][axis]) / 2
            for axis in (0, 1)
        )
    ]
    assert len(names) > 50
    assert overlapping == []


def test_every_word_used_is_known_and_every_known_word_used() -> None:
    words = yaml.safe_load((ROOT / "ontology" / "page.yaml").read_text(encoding="utf-8"))["words"]
    template = (TEMPLATES / "page.html").read_text(encoding="utf-8")
    scripts = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.js")))
    used = {
        *re.findall(r'text\("(\w+)"\)', template),
        *re.findall(r'data-(?:label|hint)="(\w+)"', template),
        *re.findall(r'word\("(\w+)"\)', scripts),
    }
    assert used == set(words)
    assert all(set(texts) == {"id", "en"} for texts in words.values())


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("group", ["entities", "events", "spare"])
def test_colours_of_classes_stand_out_from_the_page(group: str) -> None:
    """WCAG asks 3 to 1 of shapes that carry meaning."""
    known = yaml.safe_load((ROOT / "ontology" / "page.yaml").read_text(encoding="utf-8"))[group]
    colours = known if group == "spare" else [look["colour"] for look in known.values()]
    paper = luminance("#fbfaf6")
    low = [one for one in colours if (paper + 0.05) / (luminance(one) + 0.05) < 3]
    assert len(set(colours)) == len(colours)
    assert low == []
