// What is in the graph: counts, who is mentioned most, what is new, reported, disputed.

import { useAsked, type Overview } from "../api";
import { coloured, EntityItem, EventList, Outlets, Section } from "../parts";
import { Answer } from "../parts";
import { link, type Place } from "../route";
import { capital, useTongue, type Word } from "../words";

const LEADING: readonly [string, Word][] = [
  ["Person", "leading_Person"],
  ["State", "leading_State"],
  ["Organization", "leading_Organization"],
  ["Place", "leading_Place"],
];

export function OverviewView(_: { place: Place }) {
  const tongue = useTongue();
  const asked = useAsked<Overview>("overview");
  return (
    <>
      <h1>{tongue.say("heading")}</h1>
      <Answer asked={asked}>
        {(told) => (
          <>
            <Counts told={told} />
            <Types told={told} />
            <div class="columns">
              <Section title={tongue.say("newest")}>
                <EventList events={told.newest} />
                <All view="events" given={{ sort: "newest" }} n={sum(told.events)} />
              </Section>
              <Section title={tongue.say("most_reported")}>
                <EventList events={told.most_reported} />
                <All view="events" given={{ sort: "reported" }} n={sum(told.events)} />
              </Section>
              <Section title={tongue.say("disputed_events")}>
                <EventList events={told.disputed} none="no_disputed" />
                {told.disputed.length > 0 && (
                  <p>
                    <a href={link("events", "", { disputed: "true" })}>{tongue.say("only_disputed")}</a>
                  </p>
                )}
              </Section>
            </div>
            <div class="columns">
              {LEADING.map(([type, word]) => (
                <Section key={type} title={tongue.say(word)}>
                  <ul class="list">
                    {(told.leading[type] ?? []).map((entity) => (
                      <EntityItem key={entity.id} entity={entity} />
                    ))}
                  </ul>
                  <All view="entities" given={{ type }} n={told.entities[type] ?? 0} />
                </Section>
              ))}
              <Section title={tongue.say("outlets")}>
                <Outlets outlets={told.outlets.slice(0, 8)} />
                <All view="articles" given={{}} n={told.articles} word="articles" />
              </Section>
            </div>
          </>
        )}
      </Answer>
    </>
  );
}

function Counts({ told }: { told: Overview }) {
  const tongue = useTongue();
  const figures: readonly [number, Word, string][] = [
    [told.articles, "articles", link("articles")],
    [sum(told.entities), "entities", link("entities")],
    [sum(told.events), "events", link("events")],
    [told.conflicts, "conflicts", link("events", "", { disputed: "true" })],
  ];
  return (
    <>
      <ul class="figures">
        {figures.map(([n, word, address]) => (
          <li key={word}>
            <a href={address}>
              <b>{n.toLocaleString(tongue.language)}</b> {tongue.say(word)}
            </a>
          </li>
        ))}
      </ul>
      {told.first && told.last && (
        <p class="faint">
          {tongue.say("in_reports", { from: tongue.date(told.first), to: tongue.date(told.last) })}
        </p>
      )}
    </>
  );
}

function Types({ told }: { told: Overview }) {
  const tongue = useTongue();
  const types = Object.entries(told.events).sort(([, a], [, b]) => b - a);
  return (
    <ul class="types" aria-label={tongue.say("events")}>
      {types.map(([type, n]) => (
        <li key={type} style={coloured(tongue.colour(type))}>
          <a href={link("events", "", { type })}>
            {capital(tongue.type(type))} <b>{n.toLocaleString(tongue.language)}</b>
          </a>
        </li>
      ))}
    </ul>
  );
}

function All({ view, given, n, word }: { view: string; given: Record<string, string>; n: number; word?: Word }) {
  const tongue = useTongue();
  const text = tongue.say("more", { n: n.toLocaleString(tongue.language) });
  return (
    <p>
      <a href={link(view, "", given)}>{word ? `${text} ${tongue.say(word).toLowerCase()}` : text}</a>
    </p>
  );
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((a, b) => a + b, 0);
}
