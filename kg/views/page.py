"""The graph as one HTML file that needs no network: drawing, timeline, and who says what.

Of pyvis only the data model and the bundled vis-network are used. Its own template loads scripts
from the network and writes names as markup; its ``add_edge`` compares with every edge before.

Names and quotes come from anywhere, so they reach the page as JSON in a data block only and the
scripts set them as text; the content security policy allows exactly these scripts, by hash.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.views._page.boxes import Box, boxes
from kg.views._page.choice import Choice, choose
from kg.views._page.facts import Facts, facts
from kg.views._page.layout import Point, positions
from kg.views._page.links import Link, links
from kg.views._page.vocabulary import Vocabulary, vocabulary

SUFFIX = ".html"
HELP = "web page to look at: graph, timeline and sources; needs no network"

MOST = 300  #: nodes drawn; canvas drawings of more are slow and say nothing to the eye
TOLD = 3000  #: entities and events of which all is told; of the others the lists have the names

_TEMPLATES = Path(__file__).parent / "templates"
_VIS = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
_SCRIPTS = (
    "facts.js",
    "elements.js",
    "labels.js",
    "drawing.js",
    "filters.js",
    "panel.js",
    "lists.js",
    "start.js",
)
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": True, "tooltipDelay": 250, "multiselect": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "chosen": False},
    "edges": {
        "smooth": False,
        "chosen": False,
        "width": 1.4,
        "hoverWidth": 0,
        "selectionWidth": 0,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
    },
}


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the page; equal graphs give equal bytes. The dataset is not looked at."""
    path.write_text(page(graph), encoding="utf-8", newline="\n")


def page(graph: Graph, most: int = MOST) -> str:
    """The page: lists of everything, and a drawing of at most ``most`` entities and events.

    It says how many the drawing leaves out.
    """
    words = vocabulary(event.type for event in graph.events)
    near = links(graph)
    choice = choose(graph, near, most)
    told = facts(graph, choose(graph, near, max(most, TOLD)), words)
    record = {
        "vocabulary": asdict(words),
        "facts": asdict(told),
        "links": [asdict(link) for link in choice.links],
        "conflicts": len(graph.conflicts),
        "left": {"entities": choice.entities_left_out, "events": choice.events_left_out},
        "network": _network(choice, told, words),
    }
    return _render(words, _json(record))


def _network(choice: Choice, told: Facts, words: Vocabulary) -> dict[str, Any]:
    """Nodes, edges and options as vis-network takes them, by way of pyvis."""
    room = boxes(told, choice.links, words)
    drawn = [entity.id for entity in choice.entities] + [event.id for event in choice.events]
    room = {name: room[name] for name in drawn}
    places = positions(
        {name: (box.width, box.height) for name, box in room.items()},
        ((link.source, link.target) for link in choice.links),
    )
    net = Network(directed=True)
    net.set_options(json.dumps(_OPTIONS))
    net.nodes = [_node(name, box, places[name], words) for name, box in room.items()]
    net.node_ids = list(room)
    net.node_map = {node["id"]: node for node in net.nodes}
    net.edges = [_edge(number, link, words) for number, link in enumerate(choice.links)]
    nodes, edges, _, _, _, options = net.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _node(name: str, box: Box, place: Point, words: Vocabulary) -> dict[str, Any]:
    """A node; its shape stands at the upper end of its box, the label below."""
    style = words.styles[box.type]
    x, y = place[0], place[1] - round(box.height / 2 - box.size)
    node = Node(name, style.shape, box.label, x=x, y=y, size=box.size, color=style.colour)
    return dict(node.options)


def _edge(number: int, link: Link, words: Vocabulary) -> dict[str, Any]:
    line = words.lines[link.line]
    edge = Edge(
        link.source,
        link.target,
        directed=True,
        id=number,
        color={"color": line.colour},
        dashes=line.dashes,
    )
    return dict(edge.options)


def _json(record: Any) -> str:
    """JSON that cannot end or open an element; line separators and the like are escaped too."""
    text = json.dumps(record, ensure_ascii=True, separators=(",", ":"))
    return text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})


def _render(words: Vocabulary, record: str) -> str:
    vis = _VIS.read_text(encoding="utf-8").partition("//# sourceMappingURL=")[0]
    parts = [(_TEMPLATES / name).read_text(encoding="utf-8") for name in _SCRIPTS]
    own = '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html").render(
        words=words.words,
        style=(_TEMPLATES / "page.css").read_text(encoding="utf-8"),
        scripts=(vis, own),
        hashes=" ".join(_hashes((vis, own))),
        record=record,
    )


def _hashes(scripts: Iterable[str]) -> Iterable[str]:
    for script in scripts:
        digest = hashlib.sha256(script.encode("utf-8")).digest()
        yield f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
