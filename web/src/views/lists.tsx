// Whole lists, a part at a time: events, entities, articles that fit.

import type { ComponentChildren } from "preact";
import { useAsked, type ArticleLines, type EntityLines, type EventLines } from "../api";
import { filters, Filters } from "../filters";
import { Answer, ArticleItem, EntityItem, EventList } from "../parts";
import { go, link, type Place } from "../route";
import { capital, useTongue } from "../words";

const SHOWN = 50;
const ENTITY_TYPES = ["Person", "State", "Organization", "Place"] as const;

export function EventsView({ place }: { place: Place }) {
  const tongue = useTongue();
  const given = { ...filters(place), sort: place.given["sort"] ?? "", ...part(place) };
  const asked = useAsked<EventLines>("events", given);
  const seen = filters(place);
  return (
    <>
      <h1>{tongue.say("events")}</h1>
      <Filters place={place} />
      <Answer asked={asked}>
        {(told) => (
          <Parts place={place} total={told.total} offset={told.offset}>
            <p class="ways">
              <a href={link("timeline", "", seen)}>{tongue.say("show_timeline")}</a>
              <a href={link("map", "", seen)}>{tongue.say("show_map")}</a>
              <a href={link("graph", "", seen)}>{tongue.say("show_graph")}</a>
            </p>
            <EventList events={told.items} />
          </Parts>
        )}
      </Answer>
    </>
  );
}

export function EntitiesView({ place }: { place: Place }) {
  const tongue = useTongue();
  const type = place.given["type"] ?? "";
  const asked = useAsked<EntityLines>("entities", { type, q: place.given["q"] ?? "", ...part(place) });
  const choose = (change: Event) =>
    go(link("entities", "", { ...place.given, type: (change.target as HTMLSelectElement).value, offset: "" }), {
      replace: true,
    });
  return (
    <>
      <h1>{tongue.say("entities")}</h1>
      <form class="filters" onSubmit={(submit) => submit.preventDefault()}>
        <label>
          {tongue.say("type")}
          <select name="type" value={type} onChange={choose}>
            <option value="">{tongue.say("all_types")}</option>
            {ENTITY_TYPES.map((name) => (
              <option key={name} value={name}>
                {capital(tongue.type(name))}
              </option>
            ))}
          </select>
        </label>
      </form>
      <Answer asked={asked}>
        {(told) => (
          <Parts place={place} total={told.total} offset={told.offset}>
            <ul class="list">
              {told.items.map((entity) => (
                <EntityItem key={entity.id} entity={entity} />
              ))}
            </ul>
          </Parts>
        )}
      </Answer>
    </>
  );
}

export function ArticlesView({ place }: { place: Place }) {
  const tongue = useTongue();
  const given = { q: place.given["q"] ?? "", outlet: place.given["outlet"] ?? "", ...part(place) };
  const asked = useAsked<ArticleLines>("articles", given);
  return (
    <>
      <h1>{tongue.say("articles")}</h1>
      <Answer asked={asked}>
        {(told) => (
          <Parts place={place} total={told.total} offset={told.offset}>
            <ul class="list">
              {told.items.map((article) => (
                <ArticleItem key={article.id} article={article} />
              ))}
            </ul>
          </Parts>
        )}
      </Answer>
    </>
  );
}

function part(place: Place): { limit: string; offset: string } {
  return { limit: String(SHOWN), offset: place.given["offset"] ?? "" };
}

/** A part of a list, with ways to the parts before and behind it. */
function Parts({ place, total, offset, children }: {
  place: Place;
  total: number;
  offset: number;
  children: ComponentChildren;
}) {
  const tongue = useTongue();
  const from = Math.min(offset + 1, total);
  const to = Math.min(offset + SHOWN, total);
  const n = (figure: number) => figure.toLocaleString(tongue.language);
  const at = (start: number) => link(place.view, place.id, { ...place.given, offset: start > 0 ? String(start) : "" });
  return (
    <>
      <p class="faint" role="status">
        {total ? tongue.say("part", { from: n(from), to: n(to), n: n(total) }) : tongue.say("nothing_found")}
      </p>
      {children}
      <p class="ways">
        {offset > 0 && <a href={at(Math.max(0, offset - SHOWN))}>{tongue.say("previous")}</a>}
        {to < total && <a href={at(offset + SHOWN)}>{tongue.say("next")}</a>}
      </p>
    </>
  );
}
