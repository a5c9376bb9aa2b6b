// The panel beside the drawing: what is selected, and the sentences that say it.

const panel = document.getElementById("panel");
const details = document.getElementById("details");

const goTo = (id, content = nodeLabel(id)) =>
  element("button", { type: "button", className: "go", onclick: () => choose({ node: id }) }, content);
const list = (parts) => parts.flatMap((part, place) => (place ? [", ", part] : [part]));
const section = (title, ...content) =>
  content.length ? [element("h3", {}, title), ...content] : [];

const paperLine = (number) => {
  const paper = facts.papers[number];
  const tail = [paper.publisher, paper.published && date(paper.published)].filter(Boolean);
  const origin = `${word("source")}: ${paper.source}`;
  return element("p", { className: "paper" },
    element("cite", { title: origin }, paperName(paper)),
    tail.length ? ` · ${tail.join(" · ")}` : "");
};

const people = (label, ids) =>
  ids.length ? [element("span", { className: "who" }, `${label} `, ...list(ids.map((id) => goTo(id))))] : [];

const sayingRow = (saying, disputed) => {
  const slot = element("dt", {}, named(vocabulary.slots, saying.slot));
  const content = saying.kind === "entity" ? goTo(saying.value) : valueText(saying);
  const value = element("dd", {}, content);
  const sure = saying.confidence.toLocaleString(language, { style: "percent" });
  value.append(" ", element("small", { title: `${word("confidence")} ${sure}; ${saying.reason}` }, sure));
  if (disputed.includes(saying.slot)) value.append(" ", badge("Disputed"));
  return [slot, value];
};

// One sentence with all it says that is asked for.
const sentence = (quote, sayings, disputed) => {
  const factualities = [...new Set(sayings.map((saying) => saying.factuality))];
  const by = [...new Set(sayings.flatMap((saying) => saying.by))];
  const denied = [...new Set(sayings.flatMap((saying) => saying.denied))];
  return element("article", { className: "sentence" },
    paperLine(quote.article),
    element("blockquote", {}, quote.text),
    element("p", { className: "marks" },
      ...factualities.map(badge),
      ...people(word("according_to"), by),
      ...people(word("denied_by"), denied)),
    element("dl", {}, ...sayings.flatMap((saying) => sayingRow(saying, disputed))));
};

const sentences = (sayings, disputed = []) => {
  const byQuote = new Map();
  for (const saying of sayings) {
    if (!byQuote.has(saying.quote)) byQuote.set(saying.quote, []);
    byQuote.get(saying.quote).push(saying);
  }
  return [...byQuote].map(([number, said]) => sentence(facts.quotes[number], said, disputed));
};

const heading = (text, ...above) => [
  element("p", { className: "kind" }, ...above),
  element("h2", { tabIndex: -1 }, text),
];

const warning = (slots) =>
  slots.length
    ? [element("p", { className: "warning" },
        `${word("disputed_on")}: ${slots.map((slot) => named(vocabulary.slots, slot)).join(", ")}`)]
    : [];

// The slots of an event with all values claimed, without repetition.
const slotTable = (event) => {
  const rows = [];
  for (const slot of Object.keys(vocabulary.slots)) {
    const said = new Map(
      event.sayings.filter((one) => one.slot === slot && slot !== "type").map((one) => [one.value, one]),
    );
    if (!said.size) continue;
    const values = [...said.values()].map((one) =>
      one.kind === "entity" ? goTo(one.value) : valueText(one));
    const row = element("dd", {}, ...list(values));
    if (event.disputed.includes(slot)) row.append(" ", badge("Disputed"));
    rows.push(element("dt", {}, named(vocabulary.slots, slot)), row);
  }
  return element("dl", { className: "slots" }, ...rows);
};

// What only the lists have room for.
const elsewhere = ({ articles }) => [
  element("p", { className: "notice" }, word("told_elsewhere")),
  ...section(word("article"), ...articles.slice(0, 30).map(paperLine)),
];

const eventDetails = (event) => [
  ...heading(event.label[language], swatch(event.type), capital(classLabel(event.type)), " ", badge(event.factuality)),
  ...warning(event.disputed),
  slotTable(event),
  ...(event.sayings.length
    ? section(word("said_in"), ...sentences(event.sayings, event.disputed))
    : elsewhere(event)),
];

const officeLine = (office, id) => {
  const others = ["holder", "of"].flatMap((slot) => valuesOf(office, slot)).filter((one) => one !== id);
  const quotes = sentences(office.sayings.filter((saying) => saying.slot !== "type"));
  return element("details", {},
    element("summary", {}, valuesOf(office, "title").join(", "), others.length ? " – " : "",
      others.map(nodeLabel).join(", ")),
    ...quotes);
};

const eventLine = (event) =>
  element("li", {}, swatch(event.type), goTo(event.id),
    event.date ? element("time", { dateTime: event.date }, date(event.date)) : "",
    event.factuality === "Certain" ? "" : badge(event.factuality),
    event.disputed.length ? badge("Disputed") : "");

const snippet = ({ article, before, name, after }) =>
  element("article", { className: "sentence" }, paperLine(article),
    element("blockquote", {}, before, element("mark", {}, name), after));

const byDate = (one, other) =>
  (one.date || "9999").localeCompare(other.date || "9999") || one.id.localeCompare(other.id);

const thingDetails = (thing) => {
  const with_ = eventsWith(thing.id).sort(byDate);
  const held = officesWith(thing.id);
  return [
    ...heading(thing.label, swatch(thing.type), capital(classLabel(thing.type)), thing.key ? ` · ${word("code")} ${thing.key}` : ""),
    ...section(word("spellings"), element("p", {}, thing.names.join(" · "))),
    ...(held.length ? section(word("offices"), ...held.map((office) => officeLine(office, thing.id))) : []),
    ...(with_.length ? section(word("events"), element("ul", { className: "events" }, ...with_.map(eventLine))) : []),
    ...(thing.snippets.length ? section(word("mentions"), ...thing.snippets.map(snippet)) : elsewhere(thing)),
    ...(thing.reasons.length
      ? [element("details", {}, element("summary", {}, word("sameness")),
          element("ul", {}, ...thing.reasons.map((reason) => element("li", {}, reason))))]
      : []),
  ];
};

const linkDetails = (link) => {
  const disputed = events.get(link.source)?.disputed ?? [];
  return [
    ...heading(linkLabel(link), badge(link.factuality)),
    ...warning(link.slots.filter((slot) => disputed.includes(slot))),
    element("p", { className: "ends" }, goTo(link.source), " → ", goTo(link.target)),
    ...section(word("said_in"), ...sentences(sayingsOf(link).filter((one) => one.slot !== "type"), disputed)),
  ];
};

const fillPanel = () => {
  panel.hidden = !selection;
  if (!selection) return details.replaceChildren();
  if ("link" in selection) return details.replaceChildren(...linkDetails(links[selection.link]));
  const event = events.get(selection.node);
  return details.replaceChildren(...(event ? eventDetails(event) : thingDetails(things.get(selection.node))));
};
