// What several views are made of: links, badges, lists, notices.

import type { ComponentChildren, JSX } from "preact";
import type { ArticleLine, Asked, Claim, EntityLine, EventLine, Outlet, Thing, Value } from "./api";
import { Failed } from "./failed";
import { link } from "./route";
import { webAddress } from "./text";
import { capital, useTongue, type Word } from "./words";

type Styled = JSX.CSSProperties;

/** A custom property of CSS that gives a thing the colour of its class. */
export function coloured(colour: string): Styled {
  return { "--c": colour } as Styled;
}

export function Name({ children }: { children: string }) {
  return <bdi>{children}</bdi>;
}

export function ThingLink({ thing }: { thing: Thing }) {
  const tongue = useTongue();
  return (
    <a class="thing" style={coloured(tongue.colour(thing.type))} href={link("entity", thing.id)}>
      <Name>{thing.label}</Name>
    </a>
  );
}

export function Things({ things }: { things: readonly Thing[] }) {
  return (
    <>
      {things.map((thing, n) => (
        <span key={thing.id}>
          {n > 0 && ", "}
          <ThingLink thing={thing} />
        </span>
      ))}
    </>
  );
}

/** What a slot is claimed to be, in words; entities are links. */
export function Said({ value }: { value: Value }) {
  const tongue = useTongue();
  if (value.thing) return <ThingLink thing={value.thing} />;
  if (value.kind === "date") return <time dateTime={value.text}>{tongue.value(value)}</time>;
  return <Name>{tongue.value(value)}</Name>;
}

export function Kind({ type }: { type: string }) {
  const tongue = useTongue();
  return (
    <span class="kind" style={coloured(tongue.colour(type))}>
      {tongue.type(type)}
    </span>
  );
}

export function Factuality({ name }: { name: string }) {
  const tongue = useTongue();
  return name === "Certain" ? null : <span class={`badge ${name}`}>{tongue.line(name)}</span>;
}

export function Disputed({ slots }: { slots: readonly string[] }) {
  const tongue = useTongue();
  if (!slots.length) return null;
  const named = slots.map((slot) => tongue.slot(slot)).join(", ");
  return <span class="badge Disputed">{`${tongue.say("disputed")}: ${named}`}</span>;
}

export function When({ event }: { event: EventLine }) {
  const tongue = useTongue();
  const [first] = event.dates;
  if (!first) return <span class="when faint">{tongue.say("undated")}</span>;
  return (
    <time class="when" dateTime={first}>
      {tongue.date(first)}
    </time>
  );
}

/** How many tell of an event. */
export function Support({ event }: { event: EventLine }) {
  const tongue = useTongue();
  const parts = [
    tongue.count(event.articles, "one_article", "count_articles"),
    tongue.count(event.outlets, "one_outlet", "count_outlets"),
    tongue.count(event.sources, "one_source", "count_sources"),
  ];
  return <span class="faint">{parts.join(" · ")}</span>;
}

export function EventItem({ event }: { event: EventLine }) {
  const tongue = useTongue();
  return (
    <li class="event" style={coloured(tongue.colour(event.type))}>
      <a href={link("event", event.id)}>
        <Name>{tongue.label(event.label)}</Name>
      </a>
      <p class="line">
        <When event={event} />
        <Factuality name={event.factuality} />
        <Disputed slots={event.disputed} />
        <span class="faint">{tongue.count(event.articles, "one_article", "count_articles")}</span>
      </p>
    </li>
  );
}

export function EventList({ events, none = "no_events" }: { events: readonly EventLine[]; none?: Word }) {
  const tongue = useTongue();
  if (!events.length) return <p class="faint">{tongue.say(none)}</p>;
  return (
    <ul class="list">
      {events.map((event) => (
        <EventItem key={event.id} event={event} />
      ))}
    </ul>
  );
}

export function EntityItem({ entity }: { entity: EntityLine }) {
  const tongue = useTongue();
  return (
    <li class="entity">
      <ThingLink thing={entity} />
      <span class="faint">
        {tongue.count(entity.articles, "one_article", "count_articles")}
        {entity.events > 0 && ` · ${tongue.count(entity.events, "one_event", "count_events")}`}
      </span>
    </li>
  );
}

export function ArticleItem({ article, children }: { article: ArticleLine; children?: ComponentChildren }) {
  const tongue = useTongue();
  return (
    <li>
      <a href={link("article", article.id)}>
        <Name>{article.title ?? article.id}</Name>
      </a>
      <p class="line faint">
        <ArticleFacts article={article} />
        <span>{tongue.count(article.events, "one_event", "count_events")}</span>
        {children}
      </p>
    </li>
  );
}

/** Who published an article, and when. */
export function ArticleFacts({ article }: { article: ArticleLine }) {
  const tongue = useTongue();
  return (
    <>
      <span>
        <Name>{article.publisher ?? tongue.say("unknown_outlet")}</Name>
      </span>
      <span>{article.published ? tongue.date(article.published) : tongue.say("undated")}</span>
    </>
  );
}

export function Outlets({ outlets }: { outlets: readonly Outlet[] }) {
  const tongue = useTongue();
  return (
    <ul class="list">
      {outlets.map((outlet) => (
        <li key={outlet.name} class="entity">
          {outlet.name ? (
            <a href={link("events", "", { outlet: outlet.name })}>
              <Name>{outlet.name}</Name>
            </a>
          ) : (
            <span>{tongue.say("unknown_outlet")}</span>
          )}
          <span class="faint">{tongue.count(outlet.articles, "one_article", "count_articles")}</span>
        </li>
      ))}
    </ul>
  );
}

/** Whom an article quotes for a claim, who denies it there, and how sure the reading is. */
export function ClaimFacts({ claim }: { claim: Claim }) {
  const tongue = useTongue();
  const names = (things: readonly Thing[]) => things.map((thing) => thing.label).join(", ");
  return (
    <>
      <Factuality name={claim.factuality} />
      {claim.attributed_to.length > 0 && (
        <span>{tongue.say("according_to", { who: names(claim.attributed_to) })}</span>
      )}
      {claim.denied_by.length > 0 && (
        <span class="denied">{tongue.say("denied_by", { who: names(claim.denied_by) })}</span>
      )}
      <span class="faint" title={claim.reason}>
        {tongue.say("confidence", { n: claim.confidence.toLocaleString(tongue.language) })}
      </span>
    </>
  );
}

export function Section({ title, children, id }: { title: string; children: ComponentChildren; id?: string }) {
  return (
    <section id={id}>
      <h2>{capital(title)}</h2>
      {children}
    </section>
  );
}

export function Outside({ address, children }: { address: string; children: string }) {
  const open = webAddress(address);
  if (!open) return <Name>{children}</Name>;
  return (
    <a href={open} rel="noreferrer noopener" target="_blank">
      <Name>{children}</Name>
    </a>
  );
}

/** The answer to a question to the server once it is there; until then, or if not, a notice. */
export function Answer<T>({
  asked,
  children,
}: {
  asked: Asked<T> & { again: () => void };
  children: (told: T) => ComponentChildren;
}) {
  const tongue = useTongue();
  if (asked.error && !asked.isOld) {
    return (
      <div class="notice" role="alert">
        <p>
          <Failed error={asked.error} />
        </p>
        <button type="button" onClick={asked.again}>
          {tongue.say("try_again")}
        </button>
      </div>
    );
  }
  if (!asked.told) {
    return (
      <p class="loading" role="status">
        {tongue.say("loading")}
      </p>
    );
  }
  return (
    <div class="answer" aria-busy={asked.isOld}>
      {children(asked.told)}
    </div>
  );
}
