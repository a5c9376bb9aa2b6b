// An entity: who it is, what it does, whom it meets, who writes of it.

import type { ComponentChildren } from "preact";
import { at, useAsked, type Claim, type EntityPage, type HeldOffice, type Stance } from "../api";
import {
  Answer,
  ArticleItem,
  ClaimFacts,
  coloured,
  EventList,
  Factuality,
  Kind,
  Name,
  Outlets,
  Outside,
  Section,
  ThingLink,
  Things,
} from "../parts";
import { Another, SameAs, Wrong } from "../correct";
import { link, localPath, type Place } from "../route";
import { capital, useTongue } from "../words";

export function EntityView({ place }: { place: Place }) {
  const asked = useAsked<EntityPage>(at("entities", place.id));
  return <Answer asked={asked}>{(told) => <Entity told={told} />}</Answer>;
}

function Entity({ told }: { told: EntityPage }) {
  const tongue = useTongue();
  const { entity, events, articles } = told;
  return (
    <article>
      <p class="line">
        <Kind type={entity.type} />
        <span class="faint">
          {tongue.count(entity.articles, "one_article", "count_articles")} ·{" "}
          {tongue.count(entity.events, "one_event", "count_events")}
        </span>
      </p>
      <h1>
        <Name>{entity.label}</Name>
      </h1>
      <p class="ways">
        <a href={link("graph", "", { around: entity.id })}>{tongue.say("show_graph")}</a>
        <a href={link("timeline", "", { who: entity.id })}>{tongue.say("show_timeline")}</a>
        <a href={link("map", "", { who: entity.id })}>{tongue.say("show_map")}</a>
        <a href={link("compare", "", { one: entity.id })}>{tongue.say("compare_sources")}</a>
        <SameAs list="entities" id={entity.id} type={entity.type} label={entity.label} />
      </p>
      <div class="sided">
        <div>
          {told.offices.length > 0 && <Offices told={told} />}
          <Section title={tongue.say("events")}>
            <EventList events={events.items} />
            {events.total > events.items.length && (
              <p>
                <a href={link("events", "", { who: entity.id })}>{tongue.say("more", { n: events.total })}</a>
              </p>
            )}
          </Section>
        </div>
        <aside>
          <About told={told} />
          {told.meets.length > 0 && (
            <Section title={tongue.say("meets")}>
              <ul class="list">
                {told.meets.slice(0, 30).map(({ who, events: met }) => (
                  <li key={who.id} class="entity">
                    <ThingLink thing={who} />
                    <a class="faint" href={link("events", "", { who: entity.id, and_who: who.id })}>
                      {tongue.count(met.length, "one_event", "count_events")}
                    </a>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Stances told={told} />
          <Section title={tongue.say("outlets")}>
            <Outlets outlets={told.outlets.slice(0, 12)} />
          </Section>
          <Section title={tongue.say("articles")}>
            <ul class="list">
              {articles.items.slice(0, 20).map((article) => (
                <ArticleItem key={article.id} article={article}>
                  {articles.total > 1 && (
                    <Another id={entity.id} article={article.id} word="another_entity" about={article.title ?? article.id} />
                  )}
                </ArticleItem>
              ))}
            </ul>
          </Section>
        </aside>
      </div>
    </article>
  );
}

function About({ told }: { told: EntityPage }) {
  const tongue = useTongue();
  const { entity } = told;
  const others = told.names.filter((name) => name !== entity.label);
  return (
    <Section title={tongue.say("who_it_is")}>
      <dl class="facts">
        {others.length > 0 && (
          <>
            <dt>{tongue.say("also_called")}</dt>
            <dd>
              {others.map((name, n) => (
                <span key={name}>
                  {n > 0 && ", "}
                  <Name>{name}</Name>
                </span>
              ))}
            </dd>
          </>
        )}
        {entity.type === "State" && told.key && (
          <>
            <dt>{tongue.say("code")}</dt>
            <dd>{told.key}</dd>
          </>
        )}
        {told.state && (
          <>
            <dt>{tongue.say(entity.type === "Place" ? "lies_in" : "state_of")}</dt>
            <dd>
              <ThingLink thing={told.state} />
            </dd>
          </>
        )}
        {told.wikidata && (
          <>
            <dt>Wikidata</dt>
            <dd>
              <Outside address={told.wikidata}>{told.wikidata.replace(/.*\//, "")}</Outside>
            </dd>
          </>
        )}
        {told.geonames && (
          <>
            <dt>GeoNames</dt>
            <dd>
              <Outside address={told.geonames}>{told.geonames.replace(/\/$/, "").replace(/.*\//, "")}</Outside>
            </dd>
          </>
        )}
        <dt>{tongue.say("as_data")}</dt>
        <dd>
          <a href={localPath(entity.iri)}>
            <Name>{entity.id}</Name>
          </a>
        </dd>
      </dl>
      {told.reasons.length > 0 && (
        <details>
          <summary>{tongue.say("why_one")}</summary>
          <ul class="plain">
            {told.reasons.map((reason) => (
              <li key={reason}>
                <Name>{reason}</Name>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function Offices({ told }: { told: EntityPage }) {
  const tongue = useTongue();
  return (
    <Section title={tongue.say("offices")}>
      <ul class="list">
        {told.offices.map((office) => (
          <Office key={office.id} office={office} self={told.entity.id} />
        ))}
      </ul>
    </Section>
  );
}

function Office({ office, self }: { office: HeldOffice; self: string }) {
  const tongue = useTongue();
  const { first, last } = office;
  const others = office.holders.filter((holder) => holder.id !== self);
  const of = office.of.filter((thing) => thing.id !== self);
  return (
    <li class="event">
      <b>
        <Name>{[...new Set(office.titles.map(capital))].join(" / ")}</Name>
      </b>{" "}
      <Things things={of} />
      {others.length > 0 && <>{": "}<Things things={others} /></>}
      {first && last && (
        <span class="faint">
          {" "}
          {first === last
            ? tongue.say("in_reports_of", { from: tongue.date(first) })
            : tongue.say("in_reports", { from: tongue.date(first), to: tongue.date(last) })}
        </span>
      )}
      <details>
        <summary>{tongue.count(office.claims.length, "one_claim", "count_claims")}</summary>
        {office.claims.map((claim) => (
          <Quoted key={`${claim.article} ${claim.start}`} claim={claim}>
            <Wrong id={`claim/${claim.article}/${office.id}/type/Office`} about={office.titles.join(" / ")} />
          </Quoted>
        ))}
      </details>
    </li>
  );
}

/** A sentence, with the way to its place in the article. */
export function Quoted({ claim, children }: { claim: Claim; children?: ComponentChildren }) {
  const tongue = useTongue();
  return (
    <figure class="quote">
      <blockquote>
        <Name>{claim.quote}</Name>
      </blockquote>
      <figcaption class="line">
        <a href={link("article", claim.article, { at: `${claim.start}-${claim.end}` })}>
          {tongue.say("read_article")} (<Name>{claim.article}</Name>)
        </a>
        <ClaimFacts claim={claim} />
        {children}
      </figcaption>
    </figure>
  );
}

function Stances({ told }: { told: EntityPage }) {
  const tongue = useTongue();
  const self = told.entity.id;
  const has = (things: Stance["speakers"]) => things.some((thing) => thing.id === self);
  const own = told.stances.filter((stance) => has(stance.speakers));
  const toward = told.stances.filter((stance) => has(stance.targets));
  if (!own.length && !toward.length) return null;
  return (
    <Section title={tongue.say("stances")}>
      {own.length > 0 && (
        <>
          <h3>{tongue.say("stance_by")}</h3>
          <StanceList stances={own} side="targets" />
        </>
      )}
      {toward.length > 0 && (
        <>
          <h3>{tongue.say("stance_toward")}</h3>
          <StanceList stances={toward} side="speakers" />
        </>
      )}
    </Section>
  );
}

function StanceList({ stances, side }: { stances: readonly Stance[]; side: "speakers" | "targets" }) {
  const tongue = useTongue();
  return (
    <ul class="list">
      {stances.map((stance) => (
        <li key={`${stance.event} ${stance.stance}`} style={coloured(tongue.colour("Statement"))}>
          <a href={link("event", stance.event)}>{capital(tongue.stance(stance.stance))}</a>{" "}
          <Things things={stance[side]} /> <Factuality name={stance.factuality} />{" "}
          {stance.first && <span class="faint">{tongue.date(stance.first)}</span>}
        </li>
      ))}
    </ul>
  );
}
