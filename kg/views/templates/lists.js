// Search, timeline and the list of entities: the same content without the drawing.

const MOST_RESULTS = 30;
const alphabet = new Intl.Collator("id");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const searchable = new Map();
for (const thing of facts.things) searchable.set(thing.id, [thing.label, ...thing.names].map(plain));
for (const event of facts.events)
  searchable.set(event.id, [...Object.values(event.label), ...valuesOf(event, "name")].map(plain));

// Ids whose name has every word of the query; names that begin with it come first.
const matches = (query) => {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const found = [];
  for (const [id, names] of searchable)
    if (names.some((name) => words.every((one) => name.includes(one)))) {
      const begins = names.some((name) => name.startsWith(words.join(" ")));
      found.push({ id, order: [begins ? 0 : 1, isEvent(id) ? 1 : 0, -(linksAt.get(id)?.length ?? 0)] });
    }
  const difference = (one, other) => one.order.map((part, at) => part - other.order[at]).find(Boolean) ?? 0;
  return found.sort(difference).map((one) => one.id);
};

const fillResults = () => {
  const query = document.getElementById("search").value;
  const found = matches(query);
  const rows = found.slice(0, MOST_RESULTS).map((id) => element("li", {}, swatch(nodeType(id)), goTo(id)));
  if (found.length > MOST_RESULTS)
    rows.push(element("li", {}, `${found.length - MOST_RESULTS} ${word("more_found")}`));
  if (query.trim() && !found.length) rows.push(element("li", {}, word("nothing_found")));
  document.getElementById("results").replaceChildren(...rows);
};

const ROWS = 1000; // of a list at first, and with every press of the button below it
const limits = { timeline: ROWS, entities: ROWS };

const moreRows = (list, left, fill) =>
  element("button", { type: "button", className: "more", onclick: () => {
    limits[list] += ROWS;
    fill();
  } }, `${left.toLocaleString(language)} ${word("more_rows")}`);

const fillTimeline = () => {
  const passing = facts.events.filter(eventPasses).sort(byDate);
  const parts = [];
  let year = null;
  for (const event of passing.slice(0, limits.timeline)) {
    const own = event.date ? event.date.slice(0, 4) : word("undated");
    if (own !== year) {
      parts.push(element("h2", {}, own), element("ol", { className: "timeline" }));
      year = own;
    }
    parts.at(-1).append(eventLine(event));
  }
  if (!parts.length) parts.push(element("p", {}, word("no_events")));
  const left = passing.length - limits.timeline;
  if (left > 0) parts.push(moreRows("timeline", left, fillTimeline));
  document.getElementById("timeline").replaceChildren(...parts);
};

const fillEntities = () => {
  const parts = [];
  let room = limits.entities;
  let left = 0;
  const passing = facts.things.filter((thing) => passes(thing.id));
  for (const name of Object.keys(vocabulary.styles)) {
    const members = passing.filter((thing) => thing.type === name);
    members.sort((one, other) => alphabet.compare(one.label, other.label));
    const listed = members.slice(0, room);
    room -= listed.length;
    left += members.length - listed.length;
    if (!listed.length) continue;
    parts.push(
      element("h2", {}, swatch(name), `${capital(classLabel(name))} (${members.length})`),
      element("ul", { className: "columns" }, ...listed.map((thing) => element("li", {}, goTo(thing.id)))),
    );
  }
  if (!parts.length) parts.push(element("p", {}, word("no_entities")));
  if (left > 0) parts.push(moreRows("entities", left, fillEntities));
  document.getElementById("entities").replaceChildren(...parts);
};

// A list is filled when it is looked at; large ones take a while.
const lists = { timeline: fillTimeline, entities: fillEntities };
const stale = new Set();
const fillIfSeen = (name) => {
  if (document.getElementById(name).hidden) return stale.add(name);
  stale.delete(name);
  lists[name]();
};
