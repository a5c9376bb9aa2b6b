// Which entities, events and links are shown: the state of the controls, and what passes.

const filters = {
  hidden: new Set(), // classes
  unlikely: new Set(), // factualities that are hidden
  article: null, // index of the only article, or none
  disputed: false, // only what articles disagree on
  offices: true, // show links of offices
  unlinked: false, // show entities without links
};
let revealed = null; // an entity or event chosen by name, shown whatever the filters say

const inArticle = (articles) => filters.article === null || articles.has(filters.article);
const passes = (id) =>
  id === revealed || (!filters.hidden.has(nodeType(id)) && inArticle(articlesOf.get(id)));
const eventPasses = (event) =>
  event.id === revealed ||
  (passes(event.id) &&
    !filters.unlikely.has(event.factuality) &&
    (!filters.disputed || event.disputed.length > 0));
const linkPasses = (link, number) => {
  if (!inArticle(linkArticles[number]) || !passes(link.target)) return false;
  if (link.offices.length) return filters.offices && !filters.disputed && passes(link.source);
  return eventPasses(events.get(link.source)) && !filters.unlikely.has(link.factuality);
};

const sift = () => {
  shownLinks.clear();
  shownNodes.clear();
  links.forEach((link, number) => {
    if (!linkPasses(link, number)) return;
    shownLinks.add(number);
    shownNodes.add(link.source).add(link.target);
  });
  for (const id of drawn)
    if (isEvent(id) ? eventPasses(events.get(id)) : passes(id) && (filters.unlinked || id === revealed))
      shownNodes.add(id);
  const shownEvents = [...shownNodes].filter(isEvent).length;
  document.getElementById("summary").textContent =
    `${word("shown")}: ${shownNodes.size - shownEvents} ${word("unit_entities")}, ` +
    `${shownEvents} ${word("unit_events")} · ${facts.papers.length} ${word("unit_articles")}` +
    (record.conflicts ? ` · ${record.conflicts} ${word("unit_conflicts")}` : "");
};

const check = (id, { checked, onchange }, ...content) => {
  const box = element("input", { type: "checkbox", id, checked });
  box.addEventListener("change", () => {
    onchange(box.checked);
    home = null; // what is shown now may lie elsewhere
    refilter();
  });
  return element("label", { className: "check", htmlFor: id }, box, ...content);
};

const toggle = (set, name) => ({
  checked: !set.has(name),
  onchange: (on) => (on ? set.delete(name) : set.add(name)),
});

const flag = (name) => ({
  checked: filters[name],
  onchange: (on) => {
    filters[name] = on;
  },
});

const classRows = (group) => {
  const counts = new Map();
  for (const { type } of [...facts.things, ...facts.events]) counts.set(type, (counts.get(type) ?? 0) + 1);
  return Object.entries(vocabulary.styles)
    .filter(([name, style]) => style.group === group && counts.has(name))
    .map(([name]) =>
      check(`class-${name}`, toggle(filters.hidden, name), swatch(name),
        element("span", {}, classLabel(name)),
        element("span", { className: "count" }, String(counts.get(name)))));
};

const lineRows = () => Object.keys(vocabulary.lines)
  .filter((name) => name !== "Disputed" && name !== "Office")
  .map((name) => check(`factuality-${name}`, toggle(filters.unlikely, name), lineSwatch(name),
    element("span", {}, lineLabel(name))));

const otherRows = () => [
  check("only-disputed", flag("disputed"), lineSwatch("Disputed"), element("span", {}, word("only_disputed"))),
  check("with-offices", flag("offices"), lineSwatch("Office"), element("span", {}, word("office_links"))),
  check("with-unlinked", flag("unlinked"), element("span", {}, word("with_unlinked"))),
];

const paperName = (paper) => paper.title || `${paper.id} (${word("untitled")})`;

const articleChoices = () => [
  element("option", { value: "" }, word("all_articles")),
  ...facts.papers.map((paper, number) =>
    element("option", { value: String(number), selected: filters.article === number },
      paper.published ? `${paper.published} · ${paperName(paper)}` : paperName(paper))),
];

const fillControls = () => {
  document.getElementById("entity-classes").replaceChildren(...classRows("entity"));
  document.getElementById("event-classes").replaceChildren(...classRows("event"));
  document.getElementById("factuality").replaceChildren(...lineRows());
  document.getElementById("other").replaceChildren(...otherRows());
  document.getElementById("article").replaceChildren(...articleChoices());
};

const clearFilters = () => {
  filters.hidden.clear();
  filters.unlikely.clear();
  Object.assign(filters, { article: null, disputed: false, offices: true, unlinked: false });
  fillControls();
};
