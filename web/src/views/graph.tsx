// Entities and events as a network that can be expanded: sigma draws it, the lists beside it say
// the same in words.

import Graph from "graphology";
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import Sigma from "sigma";
import { NodePointProgram } from "sigma/rendering";
import { ask, useAsked, type Network } from "../api";
import { ZoomButtons } from "../controls";
import { Failed } from "../failed";
import { filters, Filters } from "../filters";
import { colour, paint, useThemed } from "../painted";
import { Answer, coloured, Kind, Name } from "../parts";
import { go, link, type Given, type Place } from "../route";
import { LARGEST, settle } from "../settled";
import { capital, useTongue, type Tongue } from "../words";

const MOST = "2000";
const FIRST = "150"; // nodes of a graph that is around nothing
const CROWD = 30; // nodes from which on events have no name before something near is chosen
const MANY = 200; // links from which on they are hidden while the drawing moves, so that it is fluid

type Node = Network["nodes"][number];
type Edge = Network["edges"][number];

interface Loaded {
  nodes: Map<string, Node>;
  edges: Map<string, Edge>;
}

export function GraphView({ place }: { place: Place }) {
  const tongue = useTongue();
  const around = place.given["around"] ?? "";
  const limit = place.given["limit"] ?? (around ? MOST : FIRST);
  const asked = useAsked<Network>("network", { ...filters(place), around, limit });
  const more = () => go(link("graph", "", { ...place.given, limit: MOST }), { replace: true });
  const drawn = useRef<{ told?: Network; times: number }>({ times: 0 });
  if (drawn.current.told !== asked.told) drawn.current = { told: asked.told, times: drawn.current.times + 1 };
  return (
    <>
      <h1>{tongue.say("graph")}</h1>
      <Filters place={place} />
      <Answer asked={asked}>
        {(told) =>
          told.nodes.length ? (
            <Explorer
              key={drawn.current.times}
              told={told}
              around={around}
              given={filters(place)}
              more={limit === MOST ? undefined : more}
            />
          ) : (
            <p class="notice">{tongue.say("nothing_found")}</p>
          )
        }
      </Answer>
    </>
  );
}

function joined(loaded: Loaded, more: Network): Loaded {
  const nodes = new Map(loaded.nodes);
  const edges = new Map(loaded.edges);
  for (const node of more.nodes) nodes.set(node.id, node);
  for (const edge of more.edges) edges.set(`${edge.source} ${edge.target}`, edge);
  return { nodes, edges };
}

function Explorer({ told, around, given, more }: {
  told: Network;
  around: string;
  given: Given;
  more: (() => void) | undefined; // asks for as many as there may be, if these are fewer
}) {
  const tongue = useTongue();
  const [loaded, setLoaded] = useState(() => joined({ nodes: new Map(), edges: new Map() }, told));
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState(around);
  const [failure, setFailure] = useState<Error | null>(null);
  const expand = (id: string) => {
    setChosen(id);
    ask<Network>("network", { ...given, around: id, limit: MOST }).then(
      (more) => setLoaded((before) => joined(before, more)),
      setFailure,
    );
  };
  const toggle = (type: string) => {
    const next = new Set(hidden);
    if (!next.delete(type)) next.add(type);
    setHidden(next);
  };
  const types = [...new Set([...loaded.nodes.values()].map((node) => node.type))];
  types.sort((a, b) => order(tongue, a) - order(tongue, b) || a.localeCompare(b));
  const node = loaded.nodes.get(chosen);
  return (
    <>
      <ul class="types toggles" aria-label={tongue.say("type")}>
        {types.map((type) => (
          <li key={type} style={coloured(tongue.colour(type))}>
            <button type="button" class="toggle" aria-pressed={!hidden.has(type)} onClick={() => toggle(type)}>
              {capital(tongue.type(type))}
            </button>
          </li>
        ))}
      </ul>
      {failure && <p class="notice" role="alert"><Failed error={failure} /></p>}
      <div class="sided">
        <Drawing loaded={loaded} hidden={hidden} chosen={chosen} choose={setChosen} expand={expand} left={told.left_out} more={more} />
        <aside>
          {node ? (
            <Chosen node={node} loaded={loaded} choose={setChosen} expand={expand} />
          ) : (
            <Leading loaded={loaded} choose={setChosen} />
          )}
        </aside>
      </div>
    </>
  );
}

function order(tongue: Tongue, type: string): number {
  return Object.keys(tongue.vocabulary.types).indexOf(type);
}

/** The thing that was clicked: what it is, and what it is linked with. */
function Chosen({ node, loaded, choose, expand }: {
  node: Node;
  loaded: Loaded;
  choose: (id: string) => void;
  expand: (id: string) => void;
}) {
  const tongue = useTongue();
  const isEvent = tongue.vocabulary.types[node.type]?.group === "event";
  const near = [...loaded.edges.values()].filter((edge) => edge.source === node.id || edge.target === node.id);
  return (
    <section id="chosen">
      <p class="line">
        <Kind type={node.type} />
        <span class="faint">{tongue.count(node.articles, "one_article", "count_articles")}</span>
      </p>
      <h2>
        <Name>{tongue.label(node.label)}</Name>
      </h2>
      <p class="ways">
        <a href={link(isEvent ? "event" : "entity", node.id)}>{tongue.say("open_page")}</a>
        <button type="button" onClick={() => expand(node.id)}>
          {tongue.say("expand")}
        </button>
      </p>
      <h3>{tongue.say("links")}</h3>
      <ul class="list">
        {near.map((edge) => {
          const other = loaded.nodes.get(edge.source === node.id ? edge.target : edge.source);
          const words = edge.slots.length ? edge.slots.map((slot) => tongue.slot(slot)).join(", ") : tongue.line(edge.line);
          return (
            other && (
              <li key={other.id} class="entity">
                <button type="button" class="thing as-link" style={coloured(tongue.colour(other.type))} onClick={() => choose(other.id)}>
                  <Name>{tongue.label(other.label)}</Name>
                </button>
                <span class="faint">{words}</span>
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}

/** The things with most links, for readers who do not use the drawing. */
function Leading({ loaded, choose }: { loaded: Loaded; choose: (id: string) => void }) {
  const tongue = useTongue();
  const nodes = [...loaded.nodes.values()].sort((a, b) => b.weight - a.weight || a.id.localeCompare(b.id));
  return (
    <section>
      <p class="faint">{tongue.say("graph_how")}</p>
      <ul class="list">
        {nodes.slice(0, 15).map((node) => (
          <li key={node.id}>
            <button type="button" class="thing as-link" style={coloured(tongue.colour(node.type))} onClick={() => choose(node.id)}>
              <Name>{tongue.label(node.label)}</Name>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Drawing({ loaded, hidden, chosen, choose, expand, left, more }: {
  loaded: Loaded;
  hidden: ReadonlySet<string>;
  chosen: string;
  choose: (id: string) => void;
  expand: (id: string) => void;
  left: number;
  more: (() => void) | undefined;
}) {
  const tongue = useTongue();
  const room = useRef<HTMLDivElement>(null);
  const graph = useMemo(() => new Graph({ multi: false }), []);
  const sigma = useRef<Sigma | null>(null);
  const look = useRef({ hidden, chosen, tongue });
  look.current = { hidden, chosen, tongue };
  const [isBlank, setBlank] = useState(false);
  useEffect(() => {
    grow(graph, loaded, tongue);
    return settle(graph, room.current?.clientWidth ?? 0);
  }, [loaded]);
  useEffect(() => {
    graph.updateEachNodeAttributes((id, attributes) => ({ ...attributes, label: shown(loaded, id, tongue) }));
  }, [tongue.language, loaded]);
  useEffect(() => {
    const drawn = drawing(room, graph, look);
    if (!drawn) {
      setBlank(true);
      return;
    }
    sigma.current = drawn;
    drawn.on("clickNode", ({ node }) => choose(node));
    drawn.on("clickStage", () => choose(""));
    drawn.on("doubleClickNode", (click) => {
      click.preventSigmaDefault();
      expand(click.node);
    });
    return () => drawn.kill();
  }, []);
  useEffect(() => void sigma.current?.setSetting("hideEdgesOnMove", loaded.edges.size > MANY), [loaded]);
  useEffect(() => void sigma.current?.refresh(), [hidden, chosen]);
  useThemed(() => {
    paint(graph, tongue);
    sigma.current?.setSetting("labelColor", { color: colour("--text") });
    sigma.current?.setSetting("defaultEdgeColor", colour("--line"));
    sigma.current?.refresh();
  });
  const camera = () => sigma.current?.getCamera();
  const zoomed = {
    zoomIn: () => void camera()?.animatedZoom(),
    zoomOut: () => void camera()?.animatedUnzoom(),
    whole: () => void camera()?.animatedReset(),
  };
  const visible = [...loaded.nodes.values()].filter((node) => !hidden.has(node.type)).length;
  return (
    <div class="drawn">
      <div class="over">
        <ZoomButtons zoomed={zoomed} />
        <p class="faint" role="status" id="in-view">
          {tongue.say("nodes", { n: visible.toLocaleString(tongue.language) })}
          {left > 0 && ` · ${tongue.say("left_more", { n: left })}`}
        </p>
        {left > 0 && more && (
          <button type="button" id="more" onClick={more}>
            {tongue.say("show_more")}
          </button>
        )}
      </div>
      {isBlank && <p class="notice">{tongue.say("no_webgl")}</p>}
      <div class="network" ref={room} role="img" aria-label={tongue.say("graph")} />
    </div>
  );
}

type Look = RefObject<{ hidden: ReadonlySet<string>; chosen: string; tongue: Tongue }>;

/** The graph drawn into a place; null where the browser cannot draw. */
function drawing(room: RefObject<HTMLDivElement>, graph: Graph, look: Look): Sigma | null {
  if (!room.current || !document.createElement("canvas").getContext("webgl2")) return null;
  const isAnyChosen = () => graph.hasNode(look.current?.chosen);
  const isNear = (node: string) => {
    const chosen = look.current?.chosen;
    return !isAnyChosen() || node === chosen || graph.areNeighbors(node, chosen);
  };
  return new Sigma(graph, room.current, {
    labelFont: "system-ui, sans-serif",
    labelSize: 13,
    labelColor: { color: colour("--text") },
    labelDensity: 0.7,
    labelGridCellSize: 120,
    labelRenderedSizeThreshold: 5,
    defaultEdgeColor: colour("--line"),
    zIndex: true,
    // A point is drawn much faster than a circle of triangles where there is no graphics card.
    nodeProgramClasses: { circle: NodePointProgram },
    defaultDrawNodeHover: () => undefined,
    defaultDrawNodeLabel: (context, data, settings) => {
      if (!data.label) return;
      context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
      const far = data.size + 3;
      const length = context.measureText(data.label).width;
      const hasRoom = data.x + far + length < context.canvas.clientWidth;
      const x = hasRoom ? data.x + far : data.x - far - length;
      const y = data.y + settings.labelSize / 3;
      context.lineWidth = 3;
      context.strokeStyle = colour("--card");
      context.fillStyle = colour("--text");
      context.strokeText(data.label, x, y);
      context.fillText(data.label, x, y);
    },
    nodeReducer: (node, data) => {
      if (look.current?.hidden.has(data["kind"] as string)) return { ...data, hidden: true };
      if (!isNear(node)) return { ...data, color: colour("--line"), label: null, zIndex: 0 };
      const isChosen = node === look.current?.chosen;
      const isNamed = !data["isEvent"] || isAnyChosen() || graph.order < CROWD;
      return { ...data, label: isNamed ? data["label"] : null, zIndex: 1, forceLabel: isChosen };
    },
    edgeReducer: (edge, data) => {
      const chosen = look.current?.chosen;
      const isOn = !chosen || !isAnyChosen() || graph.hasExtremity(edge, chosen);
      return isOn ? data : { ...data, color: colour("--line"), zIndex: 0 };
    },
  });
}

function shown(loaded: Loaded, id: string, tongue: Tongue): string {
  const node = loaded.nodes.get(id);
  if (!node) return id;
  const isEvent = tongue.vocabulary.types[node.type]?.group === "event";
  return isEvent ? capital(tongue.type(node.type)) : tongue.label(node.label);
}

/** Put in what is new, each new node near one that it is linked with. */
function grow(graph: Graph, loaded: Loaded, tongue: Tongue): void {
  let turn = graph.order;
  const near = new Map<string, string>();
  for (const { source, target } of loaded.edges.values()) {
    if (graph.hasNode(source) && !graph.hasNode(target)) near.set(target, source);
    if (graph.hasNode(target) && !graph.hasNode(source)) near.set(source, target);
  }
  for (const node of loaded.nodes.values()) {
    if (graph.hasNode(node.id)) continue;
    turn += 1;
    const beside = near.get(node.id);
    const from = beside ? graph.getNodeAttributes(beside) : { x: 0, y: 0 };
    const far = beside ? 3 : 4 * Math.sqrt(turn);
    graph.addNode(node.id, {
      x: (from["x"] as number) + far * Math.cos(turn * 2.4),
      y: (from["y"] as number) + far * Math.sin(turn * 2.4),
      size: Math.min(LARGEST, 4 + 1.8 * Math.sqrt(node.weight)),
      kind: node.type,
      isEvent: tongue.vocabulary.types[node.type]?.group === "event",
      label: shown(loaded, node.id, tongue),
    });
  }
  for (const [key, { source, target, line }] of loaded.edges) {
    if (!graph.hasEdge(key) && !graph.hasEdge(source, target)) {
      const color = line === "Disputed" ? "#d97706" : line === "Denied" ? "#c3271b" : "#9aa1ab";
      graph.addEdgeWithKey(key, source, target, { size: line === "Certain" ? 1.2 : 1.6, color });
    }
  }
  paint(graph, tongue);
}
