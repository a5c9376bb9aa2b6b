// Putting it together: what happens on a click, a key, a choice.

const tabs = ["graph", "timeline", "entities"];

const choose = (chosen, { quiet = false } = {}) => {
  selection = chosen;
  revealed = chosen?.node ?? null;
  sift();
  const [scale, position] = [network.getScale(), network.getViewPosition()];
  fillPanel();
  // The panel takes room from the drawing or gives it back; vis-network would zoom at that.
  network.redraw();
  network.moveTo({ scale, position });
  repaint();
  if (!chosen || quiet) return;
  details.querySelector("h2").focus({ preventScroll: true });
  panel.scrollTop = 0;
  if (!drawn.has(chosen.node)) return;
  home = null;
  network.moveTo({ position: places.get(chosen.node), scale: Math.max(scale, 0.9) });
};

const refilter = () => {
  sift();
  for (const name of Object.keys(lists)) {
    limits[name] = ROWS;
    fillIfSeen(name);
  }
  repaint();
};

const showTab = (name) => {
  for (const tab of tabs) {
    const button = document.getElementById(`tab-${tab}`);
    button.setAttribute("aria-selected", String(tab === name));
    button.tabIndex = tab === name ? 0 : -1;
    document.getElementById(tab).hidden = tab !== name;
  }
  if (stale.has(name)) fillIfSeen(name);
};

const speak = (chosen) => {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = word(one.dataset.word);
  for (const one of document.querySelectorAll("[data-label]"))
    one.setAttribute("aria-label", word(one.dataset.label));
  for (const one of document.querySelectorAll("[data-hint]")) one.placeholder = word(one.dataset.hint);
  for (const one of document.querySelectorAll("[data-language]"))
    one.setAttribute("aria-pressed", String(one.dataset.language === chosen));
  const { entities, events: happenings } = record.left;
  const notice = document.getElementById("left-out");
  notice.hidden = !entities && !happenings;
  notice.textContent =
    `${word("left_out")}: ${entities} ${word("unit_entities")}, ${happenings} ${word("unit_events")}. ` +
    word("left_out_more");
  fillControls();
  fillResults();
  fillPanel();
  refilter();
};

network.on("click", ({ nodes, edges, pointer }) => {
  const label = labelAt(pointer.DOM); // labels are drawn over shapes
  if (label) choose(label.of, { quiet: true });
  else if (nodes.length) choose({ node: nodes[0] }, { quiet: true });
  else if (edges.length) choose({ link: edges[0] }, { quiet: true });
  else choose(null);
});

for (const button of document.querySelectorAll("[data-language]"))
  button.addEventListener("click", () => speak(button.dataset.language));
for (const tab of tabs) document.getElementById(`tab-${tab}`).addEventListener("click", () => showTab(tab));
document.querySelector("[role=tablist]").addEventListener("keydown", (press) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[press.key];
  if (!step) return;
  const now = tabs.findIndex((tab) => !document.getElementById(tab).hidden);
  const next = tabs[(now + step + tabs.length) % tabs.length];
  showTab(next);
  document.getElementById(`tab-${next}`).focus();
});
document.addEventListener("keydown", (press) => {
  if (press.key === "Escape" && selection) choose(null);
});
document.getElementById("close").addEventListener("click", () => choose(null));
document.getElementById("search").addEventListener("input", fillResults);
document.getElementById("search").addEventListener("keydown", (press) => {
  const [first] = matches(press.target.value);
  if (press.key === "Enter" && first) choose({ node: first });
});
document.getElementById("article").addEventListener("change", ({ target }) => {
  filters.article = target.value === "" ? null : Number(target.value);
  revealed = null;
  refilter();
  fit();
});
document.getElementById("reset").addEventListener("click", () => {
  clearFilters();
  refilter();
  fit();
});
document.getElementById("zoom-in").addEventListener("click", () => zoom(1.3));
document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
document.getElementById("whole").addEventListener("click", () => fit());

speak("id");
fit();
