// Events in time: a lane for each type, to be zoomed; below, the events of the time in view.

import { scaleUtc } from "d3-scale";
import { zoomIdentity, type ZoomTransform } from "d3-zoom";
import { useMemo, useRef } from "preact/hooks";
import { useAsked, type EventLine, type EventLines } from "../api";
import { ZoomButtons } from "../controls";
import { filters, Filters } from "../filters";
import { Answer, coloured, EventList } from "../parts";
import { go, link, type Place } from "../route";
import { capital, useTongue } from "../words";
import { useWidth, useZoom } from "../zoomed";

const MOST = "2000";
const DAY = 24 * 60 * 60 * 1000;
const ROW = 18; // pixels from one row of a lane to the next
const MARK = 10; // the least width of an event
const HEAD = 20; // of a lane, where its name stands
const AXIS = 28;
const ROWS = 12; // of a lane; what finds no room there is drawn in the last one
const LISTED = 200;
const LETTER = 6.4; // the mean width of a letter beside a mark
const FEW = 0.06; // the share of events that may be out of view at first, on either side
const FEWEST = 8; // letters that are worth showing

export function TimelineView({ place }: { place: Place }) {
  const tongue = useTongue();
  const asked = useAsked<EventLines>("events", { ...filters(place), limit: MOST });
  return (
    <>
      <h1>{tongue.say("timeline")}</h1>
      <Filters place={place} />
      <Answer asked={asked}>{(told) => <Timeline told={told} />}</Answer>
    </>
  );
}

interface Span {
  event: EventLine;
  from: number;
  to: number; // the end of the last day
}

interface Placed extends Span {
  y: number;
  next: number | null; // when the next one in its row begins
}

interface Lane {
  type: string;
  top: number;
}

function Timeline({ told }: { told: EventLines }) {
  const tongue = useTongue();
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const width = useWidth(frame);
  const spans = useMemo(() => dated(told.items), [told]);
  const undated = told.items.length - spans.length;
  const [first, last] = bounds(spans);
  const whole = scaleUtc([first, last], [0, width]);
  const { lanes, placed, height } = useMemo(() => laidOut(spans, (ms) => whole(ms)), [spans, width]);
  const most = Math.max(1, (last - first) / DAY / 4);
  const zoomed = useZoom(drawing, { width, height, most, first: usual(spans, whole, width) });
  const scale = zoomed.at.rescaleX(whole);
  const [from, to] = scale.domain().map(Number) as [number, number];
  const seen = spans.filter((span) => span.from <= to && span.to >= from);
  const day = (ms: number) => tongue.date(new Date(ms).toISOString().slice(0, 10));
  return (
    <>
      <div class="drawn" ref={frame}>
        <div class="over">
          <ZoomButtons zoomed={zoomed} />
          <p class="faint" role="status" id="in-view">
            {spans.length > 0 && tongue.say("from_to", { from: day(from), to: day(to) })} ·{" "}
            {tongue.say("in_view", { n: seen.length.toLocaleString(tongue.language) })}
            {undated > 0 && ` · ${tongue.say("left_undated", { n: undated })}`}
            {told.total > told.items.length &&
              ` · ${tongue.say("left_more", { n: told.total - told.items.length })}`}
          </p>
        </div>
        <svg
          ref={drawing}
          width={width}
          height={height}
          tabindex={0}
          role="group"
          aria-label={tongue.say("timeline")}
          aria-describedby="timeline-how"
          onKeyDown={zoomed.onKeyDown}
        >
          {width > 0 && spans.length > 0 && (
            <>
              <Axis scale={scale} width={width} height={height} />
              {lanes.map((lane) => (
                <text key={lane.type} class="lane" x={6} y={lane.top + 14}>
                  {capital(tongue.type(lane.type))}
                </text>
              ))}
              {placed.map((span) => (
                <Mark
                  key={span.event.id}
                  span={span}
                  left={scale(span.from)}
                  right={scale(span.to)}
                  free={span.next === null ? width : Math.min(width, scale(span.next))}
                />
              ))}
            </>
          )}
        </svg>
        <p class="faint" id="timeline-how">
          {tongue.say("timeline_how")}
        </p>
      </div>
      <EventList events={seen.slice(0, LISTED).map((span) => span.event)} />
    </>
  );
}

/** An event; beside it stands its name, as far as there is room before the next one. */
function Mark({ span, left, right, free }: { span: Placed; left: number; right: number; free: number }) {
  const tongue = useTongue();
  if (right < 0 || left > free) return null;
  const { event, y } = span;
  const wide = Math.max(MARK, right - left);
  const letters = Math.floor((free - Math.max(left, 0) - wide - 18) / LETTER);
  const name = tongue.label(event.label).replace(/^[^:]*: /, "");
  const shown = name.length > letters ? `${name.slice(0, letters - 1).trimEnd()}…` : name;
  const day = event.dates[0] ? tongue.date(event.dates[0]) : "";
  return (
    <a
      href={link("event", event.id)}
      class={`mark ${event.factuality} ${event.disputed.length ? "Disputed" : ""}`}
      style={coloured(tongue.colour(event.type))}
      onClick={(click) => {
        click.preventDefault();
        go(link("event", event.id));
      }}
      aria-label={`${tongue.label(event.label)}, ${day}`}
    >
      <title>{`${tongue.label(event.label)}\n${day}`}</title>
      <rect x={left} y={y} width={wide} height={MARK} rx={wide > MARK * 1.5 ? 3 : MARK / 2} />
      {letters >= FEWEST && (
        <text x={left + wide + 5} y={y + MARK}>
          {shown}
        </text>
      )}
    </a>
  );
}

function Axis({ scale, width, height }: { scale: ReturnType<typeof scaleUtc<number>>; width: number; height: number }) {
  const tongue = useTongue();
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 110)));
  const inside = ticks.filter((tick) => scale(tick) > 32 && scale(tick) < width - 32);
  const step = Number(ticks[1] ?? 0) - Number(ticks[0] ?? 0);
  const shown = new Intl.DateTimeFormat(tongue.language, {
    timeZone: "UTC",
    year: "numeric",
    ...(step < 300 * DAY ? { month: "short" as const } : {}),
    ...(step < 28 * DAY ? { day: "numeric" as const } : {}),
  });
  return (
    <g class="axis" aria-hidden="true">
      {inside.map((tick) => (
        <g key={Number(tick)} transform={`translate(${scale(tick)},0)`}>
          <line y2={height - AXIS + 6} />
          <text y={height - 8} text-anchor="middle">
            {shown.format(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

function dated(events: readonly EventLine[]): Span[] {
  return events.flatMap((event) =>
    event.first && event.last
      ? [{ event, from: Date.parse(event.first), to: Date.parse(event.last) + DAY }]
      : [],
  );
}

/** The zoom at which a few events long before or after all others do not press those together. */
function usual(spans: readonly Span[], x: (ms: number) => number, width: number): ZoomTransform {
  const begun = spans.map((span) => x(span.from)).sort((a, b) => a - b);
  const few = Math.floor(begun.length * FEW);
  const left = (begun[few] ?? 0) - MARK;
  const right = (begun[begun.length - 1 - few] ?? width) + MARK;
  const k = width / (right - left);
  return k > 3 ? zoomIdentity.scale(k).translate(-left, 0) : zoomIdentity;
}

/** From before the first to behind the last, with some room. */
function bounds(spans: readonly Span[]): [number, number] {
  const from = Math.min(...spans.map((span) => span.from), Infinity);
  const to = Math.max(...spans.map((span) => span.to), -Infinity);
  if (from > to) return [0, DAY];
  const room = Math.max((to - from) * 0.03, 2 * DAY);
  return [from - room, to + room];
}

/** A lane for each type, and in it a row for each event that would cover another. */
function laidOut(spans: readonly Span[], x: (ms: number) => number): { lanes: Lane[]; placed: Placed[]; height: number } {
  const lanes: Lane[] = [];
  const placed: Placed[] = [];
  let top = 4;
  const types = [...new Set(spans.map((span) => span.event.type))].sort();
  for (const type of types) {
    lanes.push({ type, top });
    const ends: number[] = []; // where the last event of each row ends
    const rows: Placed[] = []; // that last event
    const own = spans.filter((span) => span.event.type === type);
    for (const span of own.sort((a, b) => a.from - b.from || a.to - b.to)) {
      const left = x(span.from);
      const free = ends.findIndex((end) => end + 3 <= left);
      const row = free >= 0 ? free : Math.min(ends.length, ROWS - 1);
      ends[row] = Math.max(x(span.to), left + MARK);
      const before = rows[row];
      if (before) before.next = span.from;
      rows[row] = { ...span, y: top + HEAD + row * ROW, next: null };
      placed.push(rows[row]);
    }
    top += HEAD + ends.length * ROW + 6;
  }
  return { lanes, placed, height: top + AXIS };
}
