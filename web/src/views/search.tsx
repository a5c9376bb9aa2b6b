// What a search has found: entities, events and articles.

import { useAsked, type Found } from "../api";
import { Answer, ArticleItem, EntityItem, EventList, Section } from "../parts";
import { link, type Place } from "../route";
import { useTongue } from "../words";

export function SearchView({ place }: { place: Place }) {
  const tongue = useTongue();
  const q = place.given["q"] ?? "";
  const asked = useAsked<Found>("search", { q });
  return (
    <>
      <h1>
        <bdi>{tongue.say("results", { q })}</bdi>
      </h1>
      <Answer asked={asked}>
        {({ entities, events, articles }) => (
          <>
            {entities.total + events.total + articles.total === 0 && (
              <p class="notice">{tongue.say("nothing_found")}</p>
            )}
            <div class="columns">
              {entities.total > 0 && (
                <Section title={tongue.say("entities")}>
                  <ul class="list">
                    {entities.items.map((entity) => (
                      <EntityItem key={entity.id} entity={entity} />
                    ))}
                  </ul>
                  <More view="entities" q={q} shown={entities.items.length} total={entities.total} />
                </Section>
              )}
              {events.total > 0 && (
                <Section title={tongue.say("events")}>
                  <EventList events={events.items} />
                  <More view="events" q={q} shown={events.items.length} total={events.total} />
                </Section>
              )}
              {articles.total > 0 && (
                <Section title={tongue.say("articles")}>
                  <ul class="list">
                    {articles.items.map((article) => (
                      <ArticleItem key={article.id} article={article} />
                    ))}
                  </ul>
                  <More view="articles" q={q} shown={articles.items.length} total={articles.total} />
                </Section>
              )}
            </div>
          </>
        )}
      </Answer>
    </>
  );
}

function More({ view, q, shown, total }: { view: string; q: string; shown: number; total: number }) {
  const tongue = useTongue();
  if (total <= shown) return null;
  return (
    <p>
      <a href={link(view, "", { q })}>{tongue.say("more", { n: total.toLocaleString(tongue.language) })}</a>
    </p>
  );
}
