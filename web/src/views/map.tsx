// Events at their places, and the ways of visits, transfers and deployments, on a map of the world.

import { geoNaturalEarth1, geoPath } from "d3-geo";
import { zoomIdentity, type ZoomTransform } from "d3-zoom";
import type { FeatureCollection } from "geojson";
import { useMemo, useRef, useState } from "preact/hooks";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { useAsked, useFile, type EventLine, type EventLines, type Spot, type WorldMap } from "../api";
import { ZoomButtons } from "../controls";
import { filters, Filters } from "../filters";
import { Answer, coloured, EventList, Name, Section } from "../parts";
import type { Place } from "../route";
import { capital, useTongue } from "../words";
import { useWidth, useZoom } from "../zoomed";

const MOST = "2000";
const SHAPE = 0.52; // height of the map for its width
const CLOSEST = 40;
const BEND = 0.16; // how far a way bows out; further for each other one between the same places
const LETTER = 7; // the mean width of a letter of a name
const LINE = 15;
const MARGIN = 90; // pixels around the places in view at first
const FIRST = 4; // the closest zoom at first

interface World {
  land: Topology;
  centres: Record<string, [number, number]>;
}

type Arc = WorldMap["arcs"][number];
type Point = [number, number];

export function MapView({ place }: { place: Place }) {
  const tongue = useTongue();
  const asked = useAsked<WorldMap>("places", filters(place));
  const events = useAsked<EventLines>("events", { ...filters(place), limit: MOST });
  const world = useFile<World>("static/world.json");
  return (
    <>
      <h1>{tongue.say("map")}</h1>
      <Filters place={place} />
      <Answer asked={world}>
        {(drawn) => (
          <Answer asked={asked}>
            {(told) => <Atlas world={drawn} told={told} events={events.told?.items ?? []} />}
          </Answer>
        )}
      </Answer>
    </>
  );
}

interface Shown {
  spot: Spot;
  at: Point; // longitude, latitude
}

function Atlas({ world, told, events }: { world: World; told: WorldMap; events: readonly EventLine[] }) {
  const tongue = useTongue();
  const [chosen, setChosen] = useState("");
  const shown = useMemo(() => placed(world, told), [world, told]);
  const spots = new Map(shown.map((one) => [one.spot.place.id, one]));
  const known = new Map(events.map((event) => [event.id, event]));
  const arcs = told.arcs.filter((arc) => spots.has(arc.start) && spots.has(arc.end));
  const spot = spots.get(chosen)?.spot;
  const arc = arcs.find((one) => arcKey(one) === chosen);
  const listed = (spot ?? arc)?.events.flatMap((id) => known.get(id) ?? []) ?? [];
  const name = (id: string) => spots.get(id)?.spot.place.label ?? id;
  const title = spot
    ? spot.place.label
    : arc && `${capital(tongue.type(arc.type))}: ${name(arc.start)} → ${name(arc.end)}`;
  return (
    <div class="sided">
      <Drawing world={world} shown={shown} arcs={arcs} spots={spots} chosen={chosen} choose={setChosen} nowhere={told.nowhere} />
      <aside>
        {title && (
          <section id="chosen">
            <h2>
              <Name>{title}</Name>
            </h2>
            <EventList events={listed} />
          </section>
        )}
        <Section title={tongue.say("places_list")}>
          <p class="faint">{tongue.say("map_how")}</p>
          <ul class="list scrolled">
            {[...shown].sort(byCount).map(({ spot: { place, events: here } }) => (
              <li key={place.id} class="entity">
                <button type="button" class="thing as-link" style={coloured(tongue.colour(place.type))} onClick={() => setChosen(place.id)}>
                  <Name>{place.label}</Name>
                </button>
                {here.length > 0 && (
                  <span class="faint">{tongue.count(here.length, "one_event", "count_events")}</span>
                )}
              </li>
            ))}
            {arcs.map((one) => (
              <li key={arcKey(one)} class="entity">
                <button type="button" class="thing as-link" style={coloured(tongue.colour(one.type))} onClick={() => setChosen(arcKey(one))}>
                  <Name>{`${name(one.start)} → ${name(one.end)}`}</Name>
                </button>
                <span class="faint">{`${tongue.type(one.type)}: ${one.events.length}`}</span>
              </li>
            ))}
          </ul>
        </Section>
      </aside>
    </div>
  );
}

function Drawing({ world, shown, arcs, spots, chosen, choose, nowhere }: {
  world: World;
  shown: readonly Shown[];
  arcs: readonly Arc[];
  spots: ReadonlyMap<string, Shown>;
  chosen: string;
  choose: (id: string) => void;
  nowhere: number;
}) {
  const tongue = useTongue();
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const width = useWidth(frame);
  const height = Math.round(width * SHAPE);
  const countries = useMemo(
    () => feature(world.land, world.land.objects["countries"] as GeometryCollection) as FeatureCollection,
    [world],
  );
  const projection = useMemo(() => geoNaturalEarth1().fitSize([width, height], { type: "Sphere" }), [width, height]);
  const points = useMemo(
    () => new Map(shown.map(({ spot, at }) => [spot.place.id, projection(at) ?? ([0, 0] as Point)])),
    [shown, projection],
  );
  const first = useMemo(() => around([...points.values()], width, height), [points]);
  const zoomed = useZoom(drawing, { width, height, most: CLOSEST, first });
  const { k } = zoomed.at;
  const path = geoPath(projection);
  const land = useMemo(() => countries.features.map((country) => path(country) ?? ""), [countries, projection]);
  const named = withRoom(shown, points, zoomed.at, width, height);
  return (
    <div class="drawn" ref={frame}>
      <div class="over">
        <ZoomButtons zoomed={zoomed} />
        <p class="faint" role="status" id="in-view">
          {tongue.count(new Set(shown.flatMap(({ spot }) => spot.events)).size, "one_event", "count_events")}
          {nowhere > 0 && ` · ${tongue.say("nowhere", { n: nowhere })}`}
        </p>
      </div>
      <svg
        ref={drawing}
        class="map"
        width={width}
        height={height}
        tabindex={0}
        role="group"
        aria-label={tongue.say("map")}
        onKeyDown={zoomed.onKeyDown}
      >
        <g transform={zoomed.at.toString()}>
          <g class="land" aria-hidden="true">
            {land.map((outline, n) => (
              <path key={n} d={outline} />
            ))}
          </g>
          {arcs.map((arc, n) => (
            <Way key={arcKey(arc)} arc={arc} spots={spots} points={points} k={k}
              bend={BEND * (1 + arcs.slice(0, n).filter((other) => other.start === arc.start && other.end === arc.end).length)}
              isChosen={arcKey(arc) === chosen} choose={choose} />
          ))}
          {[...shown].sort(byCount).map((one) => (
            <Circle key={one.spot.place.id} shown={one} at={points.get(one.spot.place.id) ?? [0, 0]} k={k} side={named.get(one.spot.place.id)}
              isChosen={one.spot.place.id === chosen} choose={choose} />
          ))}
        </g>
      </svg>
    </div>
  );
}

const SIDES = ["right", "left", "below", "above"] as const;
type Side = (typeof SIDES)[number];

/** Where a name begins, ends or has its middle beside a circle, in pixels from the circle's own. */
function beside(side: Side, far: number): { dx: number; dy: number; anchor: "start" | "middle" | "end" } {
  if (side === "right") return { dx: far, dy: 0, anchor: "start" };
  if (side === "left") return { dx: -far, dy: 0, anchor: "end" };
  return { dx: 0, dy: (side === "below" ? 1 : -1) * (far + LINE / 2 - 2), anchor: "middle" };
}

function Circle({ shown, at: [x, y], k, side, isChosen, choose }: {
  shown: Shown;
  at: Point;
  k: number;
  side: Side | undefined; // where its name has room
  isChosen: boolean;
  choose: (id: string) => void;
}) {
  const tongue = useTongue();
  const { place, events, types } = shown.spot;
  const radius = size(shown) / k;
  const name = side && beside(side, size(shown) + 3);
  const [type] = Object.entries(types).sort(([, a], [, b]) => b - a)[0] ?? [place.type];
  const words = `${place.label}: ${tongue.count(events.length, "one_event", "count_events")}`;
  return (
    <g
      class={`spot ${isChosen ? "chosen" : ""}`}
      style={coloured(tongue.colour(type))}
      role="button"
      tabindex={0}
      aria-label={words}
      aria-pressed={isChosen}
      data-place={place.id}
      onClick={() => choose(place.id)}
      onKeyDown={(press: KeyboardEvent) => pressed(press, () => choose(place.id))}
    >
      <title>{words}</title>
      <circle cx={x} cy={y} r={radius} stroke-width={1.5 / k} />
      {name && (
        <text
          x={x + name.dx / k}
          y={y + (name.dy + 4) / k}
          text-anchor={name.anchor}
          font-size={12 / k}
          stroke-width={3 / k}
        >
          {place.label}
        </text>
      )}
    </g>
  );
}

function Way({ arc, spots, points, k, bend, isChosen, choose }: {
  arc: Arc;
  spots: ReadonlyMap<string, Shown>;
  points: ReadonlyMap<string, Point>;
  k: number;
  bend: number;
  isChosen: boolean;
  choose: (id: string) => void;
}) {
  const tongue = useTongue();
  const from = spots.get(arc.start);
  const to = spots.get(arc.end);
  const start = points.get(arc.start);
  const end = points.get(arc.end);
  if (!start || !end || !from || !to) return null;
  const words = `${capital(tongue.type(arc.type))}: ${from.spot.place.label} → ${to.spot.place.label}`;
  const outline = bow(start, end, bend);
  return (
    <g
      class={`way ${isChosen ? "chosen" : ""}`}
      style={coloured(tongue.colour(arc.type))}
      role="button"
      tabindex={0}
      aria-label={words}
      aria-pressed={isChosen}
      data-way={arcKey(arc)}
      onClick={() => choose(arcKey(arc))}
      onKeyDown={(press: KeyboardEvent) => pressed(press, () => choose(arcKey(arc)))}
    >
      <title>{words}</title>
      <path class="reach" d={outline} stroke-width={12 / k} />
      <path d={outline} stroke-width={(1 + Math.sqrt(arc.events.length)) / k} />
    </g>
  );
}

/** A bow from one point to another: the way back bows to the other side. */
function bow([x1, y1]: Point, [x2, y2]: Point, bend: number): string {
  const x = (x1 + x2) / 2 + (y2 - y1) * bend;
  const y = (y1 + y2) / 2 - (x2 - x1) * bend;
  return `M${x1},${y1}Q${x},${y} ${x2},${y2}`;
}

function pressed(press: KeyboardEvent, act: () => void): void {
  if (press.key === "Enter" || press.key === " ") {
    press.preventDefault();
    press.stopPropagation();
    act();
  }
}

function placed(world: World, told: WorldMap): Shown[] {
  return told.spots.flatMap((spot) => {
    if (spot.point) return [{ spot, at: [spot.point.longitude, spot.point.latitude] as Point }];
    const centre = spot.iso3 ? world.centres[spot.iso3] : undefined;
    return centre ? [{ spot, at: centre }] : [];
  });
}

/** Half the width of a circle, in pixels. */
function size({ spot }: Shown): number {
  return spot.events.length ? 4 + 2.5 * Math.sqrt(spot.events.length) : 3;
}

/** The zoom that shows all places, not closer than makes sense. */
function around(points: readonly Point[], width: number, height: number): ZoomTransform {
  if (!points.length || !width) return zoomIdentity;
  const [left, right] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
  const [top, bottom] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))];
  const fits = Math.min((width - MARGIN) / (right - left + 1), (height - MARGIN) / (bottom - top + 1));
  const k = Math.max(1, Math.min(FIRST, fits));
  const within = (middle: number, room: number) => Math.min(0, Math.max(room - room * k, room / 2 - middle * k));
  return zoomIdentity
    .translate(within((left + right) / 2, width), within((top + bottom) / 2, height))
    .scale(k);
}

/** The places whose names have room, and on which side: those with most events first. */
function withRoom(
  shown: readonly Shown[],
  points: ReadonlyMap<string, Point>,
  { k, x: shift, y: drop }: ZoomTransform,
  width: number,
  height: number,
): Map<string, Side> {
  const taken: [number, number, number][] = []; // left, right, middle
  const named = new Map<string, Side>();
  for (const one of [...shown].sort(byCount)) {
    const [x, y] = points.get(one.spot.place.id) ?? [0, 0];
    const length = one.spot.place.label.length * LETTER;
    for (const side of SIDES) {
      const { dx, dy, anchor } = beside(side, size(one) + 3);
      const left = x * k + dx - { start: 0, middle: length / 2, end: length }[anchor];
      const right = left + length;
      const line = y * k + dy;
      const isOut = line + drop < LINE || line + drop > height - LINE;
      const isCut = isOut || left + shift < 0 || right + shift > width;
      const meetsName = taken.some(([l, r, middle]) => l < right && left < r && Math.abs(middle - line) < LINE);
      const meetsCircle = shown.some((other) => {
        const [cx, cy] = points.get(other.spot.place.id) ?? [0, 0];
        const half = size(other);
        const isBeside = left < cx * k + half && cx * k - half < right;
        return other !== one && isBeside && Math.abs(cy * k - line) < half + LINE / 2;
      });
      if (isCut || meetsName || meetsCircle) continue;
      taken.push([left, right, line]);
      named.set(one.spot.place.id, side);
      break;
    }
  }
  return named;
}

function byCount(a: Shown, b: Shown): number {
  return b.spot.events.length - a.spot.events.length || a.spot.place.id.localeCompare(b.spot.place.id);
}

function arcKey(arc: Arc): string {
  return `${arc.type} ${arc.start} ${arc.end}`;
}
