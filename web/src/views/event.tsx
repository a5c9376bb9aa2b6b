// An event: its slots, what articles disagree on, and each sentence that tells of it.

import { useState } from "preact/hooks";
import {
  at,
  useAsked,
  type ArticleLine,
  type ArticlePage,
  type Claim,
  type ClaimedValue,
  type Conflict,
  type EventPage,
  type FilledSlot,
} from "../api";
import {
  Answer,
  ArticleFacts,
  ClaimFacts,
  Disputed,
  Factuality,
  Kind,
  Name,
  Said,
  Section,
  Support,
} from "../parts";
import { Another, SameAs, WrongClaim } from "../correct";
import { link, localPath, type Place } from "../route";
import { Characters } from "../text";
import { capital, useTongue } from "../words";
import { Quoted } from "./entity";

const AROUND = 320; // characters of the article shown on either side of a sentence

export function EventView({ place }: { place: Place }) {
  const asked = useAsked<EventPage>(at("events", place.id));
  return <Answer asked={asked}>{(told) => <Event told={told} />}</Answer>;
}

function Event({ told }: { told: EventPage }) {
  const tongue = useTongue();
  const { event } = told;
  const slots = told.slots.filter(({ slot }) => slot !== "type");
  return (
    <article>
      <p class="line">
        <Kind type={event.type} />
        <Factuality name={event.factuality} />
        <Disputed slots={event.disputed} />
        <Support event={event} />
      </p>
      <h1>
        <Name>{tongue.label(event.label)}</Name>
      </h1>
      <p class="ways">
        <a href={link("compare", "", { event: event.id })}>{tongue.say("compare_sources")}</a>
        <a href={link("graph", "", { around: event.id })}>{tongue.say("show_graph")}</a>
        <a href={localPath(event.iri)}>{tongue.say("as_data")}</a>
        <SameAs list="events" id={event.id} type={event.type} label={tongue.label(event.label)} />
      </p>
      {told.conflicts.map((conflict) => (
        <Disagreement key={conflict.slot} conflict={conflict} />
      ))}
      <Section title={tongue.say("what_is_said")}>
        <dl class="facts">
          {slots.map((slot) => (
            <Slot key={slot.slot} slot={slot} />
          ))}
        </dl>
      </Section>
      <Section title={tongue.say("by_article")}>
        {told.articles.map((article) => (
          <Sentences key={article.id} article={article} told={told} />
        ))}
      </Section>
    </article>
  );
}

function Slot({ slot }: { slot: FilledSlot }) {
  const tongue = useTongue();
  return (
    <>
      <dt>{capital(tongue.slot(slot.slot))}</dt>
      <dd>
        <ul class="values">
          {slot.values.map((value) => (
            <li key={value.value.text} class={slot.disputed ? "disputed" : undefined}>
              <Said value={value.value} />{" "}
              <span class="faint">{tongue.count(value.total, "one_claim", "count_claims")}</span>
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}

/** What articles say that cannot all be right, side by side with the sentences behind it. */
function Disagreement({ conflict }: { conflict: Conflict }) {
  const tongue = useTongue();
  const title = tongue.say("side_by_side", { slot: tongue.slot(conflict.slot) });
  return (
    <section class="conflict">
      <h2>{title}</h2>
      <div class="sides">
        {conflict.sides.map((side) => (
          <div key={side.articles.join()} class="side">
            <h3>
              {side.values.map((value, n) => (
                <span key={value.text}>
                  {n > 0 && (value.kind === "number" ? "–" : ", ")}
                  <Said value={value} />
                </span>
              ))}
            </h3>
            <p class="faint">
              {side.outlets.map(({ name }) => name ?? tongue.say("unknown_outlet")).join(", ")}
            </p>
            {side.claims.map((claim) => (
              <Quoted key={`${claim.article} ${claim.start}`} claim={claim}>
                <WrongClaim claim={claim} about={`${tongue.slot(conflict.slot)}: ${side.values.map((value) => tongue.value(value)).join(", ")}`} />
              </Quoted>
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

interface Sentence {
  claim: Claim;
  says: { slot: string; value: ClaimedValue; claim: Claim }[];
}

/** The sentences of one article, in their order, with what each of them says. */
function sentences(article: string, slots: readonly FilledSlot[]): Sentence[] {
  const found = new Map<number, Sentence>();
  for (const slot of slots) {
    for (const value of slot.values) {
      for (const claim of value.claims) {
        if (claim.article !== article) continue;
        const sentence = found.get(claim.start) ?? { claim, says: [] };
        sentence.says.push({ slot: slot.slot, value, claim });
        found.set(claim.start, sentence);
      }
    }
  }
  return [...found.values()].sort((a, b) => a.claim.start - b.claim.start);
}

function Sentences({ article, told }: { article: ArticleLine; told: EventPage }) {
  const tongue = useTongue();
  return (
    <section class="told">
      <h3>
        <a href={link("article", article.id)}>
          <Name>{article.title ?? article.id}</Name>
        </a>
      </h3>
      <p class="line faint">
        <ArticleFacts article={article} />
        {told.articles.length > 1 && (
          <Another id={told.event.id} article={article.id} word="another_event" about={article.title ?? article.id} />
        )}
      </p>
      {sentences(article.id, told.slots).map(({ claim, says }) => (
        <figure class="quote" key={claim.start}>
          <blockquote>
            <Name>{claim.quote}</Name>
          </blockquote>
          <ul class="chips" aria-label={tongue.say("what_it_says")}>
            {says.map(({ slot, value, claim: said }) => (
              <li key={`${slot} ${value.value.text}`}>
                {tongue.slot(slot)}: <Said value={value.value} />
                <WrongClaim claim={said} about={`${tongue.slot(slot)}: ${tongue.value(value.value)}`} />
              </li>
            ))}
          </ul>
          <figcaption class="line">
            <ClaimFacts claim={claim} />
          </figcaption>
          <Context claim={claim} />
        </figure>
      ))}
    </section>
  );
}

/** The sentence where it stands: fetched when the reader wants to see it. */
function Context({ claim }: { claim: Claim }) {
  const tongue = useTongue();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(toggle) => setOpen(toggle.currentTarget.open)}>
      <summary>{tongue.say("in_context")}</summary>
      {isOpen && <Excerpt claim={claim} />}
    </details>
  );
}

function Excerpt({ claim }: { claim: Claim }) {
  const tongue = useTongue();
  const asked = useAsked<ArticlePage>(at("articles", claim.article));
  return (
    <Answer asked={asked}>
      {({ text }) => {
        const characters = new Characters(text);
        const [from, to] = characters.around(claim.start, claim.end, AROUND);
        return (
          <>
            <p class="excerpt" dir="auto">
              {from > 0 && "… "}
              {characters.between(from, claim.start)}
              <mark>{characters.between(claim.start, claim.end)}</mark>
              {characters.between(claim.end, to)}
              {to < characters.length && " …"}
            </p>
            <p>
              <a href={link("article", claim.article, { at: `${claim.start}-${claim.end}` })}>
                {tongue.say("read_article")}
              </a>
            </p>
          </>
        );
      }}
    </Answer>
  );
}
