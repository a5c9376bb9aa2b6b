// The record of the page, and look-ups in it. Text from it is only ever set as text.

const record = JSON.parse(document.getElementById("record").textContent);
const { vocabulary, facts, links } = record;

const byId = (list) => new Map(list.map((one) => [one.id, one]));
const things = byId(facts.things);
const events = byId(facts.events);
const offices = byId(facts.offices);
const drawn = new Set(record.network.nodes.map((node) => node.id));

let language = "id";
const word = (name) => vocabulary.words[name][language];
// A name that no table has is shown as it is.
const named = (table, name) => (Object.hasOwn(table, name) ? table[name][language] : name);
const classLabel = (name) =>
  Object.hasOwn(vocabulary.styles, name) ? vocabulary.styles[name].label[language] : name;
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const lineLabel = (name) => vocabulary.lines[name].label[language];

const isEvent = (id) => events.has(id);
const nodeType = (id) => (events.get(id) ?? things.get(id)).type;
const nodeLabel = (id) => events.get(id)?.label[language] ?? things.get(id)?.label ?? id;

const articleOf = (saying) => facts.quotes[saying.quote].article;
const articlesOf = new Map(
  [...facts.events, ...facts.things].map(({ id, articles }) => [id, new Set(articles)]),
);

const involves = (happening, id) => happening.sayings.some(
  (saying) => saying.kind === "entity" && saying.value === id,
);
const eventsWith = (id) => facts.events.filter((event) => involves(event, id));
const officesWith = (id) => facts.offices.filter((office) => involves(office, id));
const valuesOf = (happening, slot) => [
  ...new Set(happening.sayings.filter((saying) => saying.slot === slot).map((saying) => saying.value)),
];

const sayingsOf = (link) =>
  link.offices.length
    ? link.offices.flatMap((id) => offices.get(id).sayings)
    : events.get(link.source).sayings.filter(
        (saying) => saying.value === link.target && link.slots.includes(saying.slot),
      );
const linkArticles = links.map((link) => new Set(sayingsOf(link).map(articleOf)));
const linkLabel = (link) =>
  link.offices.length
    ? [...new Set(link.offices.flatMap((id) => valuesOf(offices.get(id), "title")))].join(", ")
    : link.slots.map((slot) => named(vocabulary.slots, slot)).join(", ");

const linksAt = new Map([...drawn].map((id) => [id, []]));
links.forEach((link, number) => {
  linksAt.get(link.source).push(number);
  linksAt.get(link.target).push(number);
});

const date = (text) => {
  const parts = text.split("-").map(Number);
  if (parts.some(Number.isNaN) || parts.length > 3) return text;
  const shape = [{ year: "numeric" }, { month: "long", year: "numeric" }, { dateStyle: "long" }];
  const day = new Date(Date.UTC(parts[0], (parts[1] ?? 1) - 1, parts[2] ?? 1));
  return day.toLocaleDateString(language, { timeZone: "UTC", ...shape[parts.length - 1] });
};
const number = (text) => (/^\d+$/.test(text) ? Number(text).toLocaleString(language) : text);
const valueText = (saying) =>
  ({
    entity: () => nodeLabel(saying.value),
    date: () => date(saying.value),
    number: () => number(saying.value),
    stance: () => named(vocabulary.stance, saying.value),
    type: () => (saying.value === "Office" ? vocabulary.office[language] : classLabel(saying.value)),
    text: () => saying.value,
  })[saying.kind]();
