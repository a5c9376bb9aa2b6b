// An article: its text, with names and the sentences that tell of events marked.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { at, useAsked, type ArticlePage } from "../api";
import { Answer, ArticleFacts, coloured, EventList, Kind, Name, Outside, Section } from "../parts";
import { link, type Place } from "../route";
import { Characters, webAddress } from "../text";
import { useTongue } from "../words";

export function ArticleView({ place }: { place: Place }) {
  const asked = useAsked<ArticlePage>(at("articles", place.id));
  return <Answer asked={asked}>{(told) => <Article told={told} marked={span(place.given["at"])} />}</Answer>;
}

type Span = readonly [number, number];

function span(text: string | undefined): Span | null {
  const found = text?.match(/^(\d+)-(\d+)$/);
  return found ? [Number(found[1]), Number(found[2])] : null;
}

function Article({ told, marked }: { told: ArticlePage; marked: Span | null }) {
  const tongue = useTongue();
  const [names, setNames] = useState(true);
  const [claims, setClaims] = useState(true);
  const { article } = told;
  const source = webAddress(article.source);
  return (
    <article>
      <p class="line faint">
        <ArticleFacts article={article} />
        {source ? <Outside address={source}>{tongue.say("original")}</Outside> : <Name>{article.source}</Name>}
      </p>
      <h1>
        <Name>{article.title ?? article.id}</Name>
      </h1>
      <p class="ways">
        <a href={link("graph", "", { article: article.id })}>{tongue.say("show_graph")}</a>
        <a href={link("timeline", "", { article: article.id })}>{tongue.say("show_timeline")}</a>
        <a href={link("map", "", { article: article.id })}>{tongue.say("show_map")}</a>
      </p>
      <fieldset class="marks">
        <legend>{tongue.say("marks")}</legend>
        <label>
          <input type="checkbox" checked={names} onChange={(e) => setNames(e.currentTarget.checked)} />{" "}
          {tongue.say("mark_names")}
        </label>
        <label>
          <input type="checkbox" checked={claims} onChange={(e) => setClaims(e.currentTarget.checked)} />{" "}
          {tongue.say("mark_claims")}
        </label>
      </fieldset>
      <div class="sided">
        <Text told={told} names={names} claims={claims} marked={marked} />
        <aside>
          <Section title={tongue.say("told_here")}>
            <EventList events={told.events} />
          </Section>
        </aside>
      </div>
    </article>
  );
}

/** A stretch of the text under the same marks. */
interface Piece {
  start: number;
  text: string;
  isSkipped: boolean;
  isMarked: boolean; // the sentence that the reader came for
  isClaimed: boolean;
  thing: ArticlePage["mentions"][number]["thing"] | null;
  beginsClaim: readonly ArticlePage["claims"][number][];
}

function pieces(told: ArticlePage, marked: Span | null): Piece[] {
  const characters = new Characters(told.text);
  const spans = [...told.mentions, ...told.claims].flatMap(({ start, end }) => [start, end]);
  const cuts = new Set([0, characters.length, ...spans, ...told.skipped.flat(), ...(marked ?? [])]);
  const ordered = [...cuts].filter((cut) => cut <= characters.length).sort((a, b) => a - b);
  const covers = (start: number, end: number, from: number) => start <= from && from < end;
  return ordered.slice(0, -1).map((start, n) => ({
    start,
    text: characters.between(start, ordered[n + 1] ?? characters.length),
    isSkipped: told.skipped.some(([from, to]) => covers(from ?? 0, to ?? 0, start)),
    isMarked: marked !== null && covers(marked[0], marked[1], start),
    isClaimed: told.claims.some((claim) => covers(claim.start, claim.end, start)),
    thing: told.mentions.find((mention) => covers(mention.start, mention.end, start))?.thing ?? null,
    beginsClaim: told.claims.filter((claim) => claim.start === start),
  }));
}

function Text({ told, names, claims, marked }: {
  told: ArticlePage;
  names: boolean;
  claims: boolean;
  marked: Span | null;
}) {
  const tongue = useTongue();
  const all = useMemo(() => pieces(told, marked), [told, marked?.join()]);
  const events = new Map(told.events.map((event) => [event.id, event]));
  const first = useRef<HTMLElement>(null);
  useEffect(() => first.current?.scrollIntoView({ block: "center" }), [marked?.join()]);
  let isFirst = true;
  return (
    <div class="text" dir="auto">
      {all.map((piece) => {
        const content =
          names && piece.thing ? (
            <a
              class="mention"
              style={coloured(tongue.colour(piece.thing.type))}
              title={`${piece.thing.label} (${tongue.type(piece.thing.type)})`}
              href={link("entity", piece.thing.id)}
            >
              {piece.text}
            </a>
          ) : (
            piece.text
          );
        const notes =
          claims &&
          piece.beginsClaim.map((claim) => {
            const event = events.get(claim.event);
            return event ? (
              <a
                key={claim.event}
                class="note"
                style={coloured(tongue.colour(event.type))}
                href={link("event", event.id)}
                title={tongue.label(event.label)}
                aria-label={tongue.label(event.label)}
              />
            ) : null;
          });
        const kind = [piece.isSkipped && "skipped", claims && piece.isClaimed && "claimed"].filter(Boolean).join(" ");
        if (!piece.isMarked) {
          return (
            <span key={piece.start} class={kind || undefined}>
              {notes}
              {content}
            </span>
          );
        }
        const ref = isFirst ? first : null;
        isFirst = false;
        return (
          <mark key={piece.start} ref={ref} class={kind || undefined}>
            {notes}
            {content}
          </mark>
        );
      })}
      <p class="legend">
        {(["Person", "State", "Organization", "Place"] as const).map((type) => (
          <Kind key={type} type={type} />
        ))}
      </p>
    </div>
  );
}
