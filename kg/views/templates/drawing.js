// The drawing: vis-network draws shapes and lines, the labels are set and drawn here.

const wide = window.matchMedia("(min-width: 801px)");
document.getElementById("controls").open = wide.matches; // before the canvas is measured
const canvas = document.getElementById("canvas");
const LINE_LABELS_FROM = 1.1; // zoom at which lines are labelled without being selected
const LANDMARKS = 25; // entities with most links, labelled even over small shapes
const MARGIN = 45; // pixels between the outermost nodes and the edge of the drawing
const INK = "#1b1f27";

const shownNodes = new Set();
const shownLinks = new Set();
let selection = null; // { node: id } or { link: number }
let enlarged = 1; // how much larger shapes are drawn, so that they can be seen from afar
let home = null; // the view of everything: its zoom, and the window in pixels from the origin
let arrangement = null; // labels of the present zoom; null: to be arranged

if (canvas.clientHeight > canvas.clientWidth)
  for (const node of record.network.nodes) [node.x, node.y] = [node.y, node.x]; // a phone
// vis-network tells positions of shown nodes only, and of those just shown not at once.
const places = new Map(record.network.nodes.map(({ id, x, y }) => [id, { x, y }]));
const nodeStyles = new Map(record.network.nodes.map((node) => [node.id, node]));
const linkStyles = record.network.edges;
const nodeSet = new vis.DataSet(
  record.network.nodes.map((node) => ({ ...node, label: undefined, opacity: 1 })),
);
const linkSet = new vis.DataSet(linkStyles);
const network = new vis.Network(canvas, { nodes: nodeSet, edges: linkSet }, record.network.options);

// What is selected and what is beside it; null: nothing is selected.
const focus = () => {
  if (!selection) return null;
  if ("link" in selection) {
    const { source, target } = links[selection.link];
    return { nodes: new Set([source, target]), links: new Set([selection.link]) };
  }
  const at = (linksAt.get(selection.node) ?? []).filter((number) => shownLinks.has(number));
  const nodes = at.flatMap((number) => [links[number].source, links[number].target]);
  return { nodes: new Set([selection.node, ...nodes]), links: new Set(at) };
};

const radiusOf = (id) => nodeStyles.get(id).size * enlarged;
const enlarge = (factor) => {
  enlarged = factor;
  nodeSet.update(record.network.nodes.map(({ id }) => ({ id, size: radiusOf(id) })));
  arrangement = null;
};

const isDisputed = (id) => (events.get(id)?.disputed.length ?? 0) > 0;

const repaint = () => {
  const near = focus();
  nodeSet.update(record.network.nodes.map(({ id, color }) => {
    const chosen = selection?.node === id;
    const border = chosen ? INK : isDisputed(id) ? vocabulary.lines.Disputed.colour : "#ffffff";
    return {
      id,
      hidden: !shownNodes.has(id),
      opacity: !near || near.nodes.has(id) ? 1 : 0.15,
      color: { background: color, border, hover: { background: color, border: INK } },
      borderWidth: chosen ? 3 : isDisputed(id) ? 2 : 1.2,
      title: nodeLabel(id),
    };
  }));
  linkSet.update(linkStyles.map(({ id, color }) => ({
    id,
    hidden: !shownLinks.has(id),
    color: { ...color, hover: INK, opacity: !near || near.links.has(id) ? 1 : 0.12 },
    width: near?.links.has(id) ? 2.4 : 1.4,
    title: linkLabel(links[id]),
  })));
  arrangement = null;
};

const formsOf = (id) => {
  if (!isEvent(id)) return { form: form(broken(nodeLabel(id)), 13, 600) };
  return {
    form: form([capital(classLabel(nodeType(id)))], 11.5, 400),
    long: form(broken(nodeLabel(id)), 11.5, 400),
  };
};
const rank = (id) => linksAt.get(id).length + (isEvent(id) ? 0 : 3) + (isDisputed(id) ? 2 : 0);

const placed = (id, scale) => {
  const { x, y } = places.get(id);
  return { x: x * scale, y: y * scale, radius: radiusOf(id) * scale };
};

const arrange = (scale) => {
  const near = focus();
  const nodeAt = (id) => placed(id, scale);
  const all = [...shownNodes];
  const wanted = near ? all.filter((id) => near.nodes.has(id)) : all;
  wanted.sort((a, b) => (b === selection?.node) - (a === selection?.node) || rank(b) - rank(a));
  const nodes = wanted.map((id, at) => ({
    id, of: { node: id }, matters: Boolean(near) || (at < LANDMARKS && !isEvent(id)),
    ...nodeAt(id), ...formsOf(id),
  }));
  const numbers = near ? [...near.links] : scale < LINE_LABELS_FROM ? [] : [...shownLinks];
  const lines = numbers.map((number) => ({
    of: { link: number },
    from: nodeAt(links[number].source),
    to: nodeAt(links[number].target),
    form: form([linkLabel(links[number])], 10.5, 400),
  }));
  const marks = all.filter(isDisputed).map((id) => markAt(nodeAt(id)));
  const window = home?.scale === scale ? home.window : null;
  return { scale, labels: arranged(nodes, lines, [...nodes, ...marks], window) };
};

const markAt = ({ x, y, radius }) => ({ x: x + radius * 0.8, y: y - radius * 0.8, radius: 7 });

const write = (context, text, x, y) => {
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
};

network.on("afterDrawing", (context) => {
  const scale = network.getScale();
  const factor = Math.min(Math.max(0.75 / scale, 1), 2);
  if (Math.abs(factor - enlarged) > 0.08) requestAnimationFrame(() => enlarge(factor));
  if (arrangement?.scale !== scale) arrangement = arrange(scale);
  context.save();
  context.scale(1 / scale, 1 / scale);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const { look, x, y } of arrangement.labels) {
    context.font = `${look.weight} ${look.size}px ${FONT}`;
    context.lineWidth = 3.5;
    context.strokeStyle = "#fbfaf6";
    context.fillStyle = look.weight > 400 ? INK : "#3b4250";
    const top = y - (look.height - look.line) / 2;
    look.lines.forEach((line, row) => write(context, line, x, top + row * look.line));
  }
  drawMarks(context, scale);
  context.restore();
});

// An exclamation mark where articles disagree.
const drawMarks = (context, scale) => {
  for (const id of [...shownNodes].filter(isDisputed)) {
    const { x, y, radius } = markAt(placed(id, scale));
    context.fillStyle = vocabulary.lines.Disputed.colour;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = "#ffffff";
    context.fillRect(x - 1, y - 4.5, 2, 5.5);
    context.fillRect(x - 1, y + 2.2, 2, 2);
  }
};

const labelAt = ({ x, y }) => {
  const place = network.DOMtoCanvas({ x, y });
  const [left, top] = [place.x * arrangement.scale, place.y * arrangement.scale];
  return arrangement.labels.find(
    (box) => box.left <= left && left <= box.right && box.top <= top && top <= box.bottom,
  );
};

const zoom = (factor) =>
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 5) });

// Show all given nodes; their labels find room inside the window.
const fit = (ids = [...shownNodes]) => {
  if (!ids.length) return;
  network.redraw(); // takes the present size of the canvas
  const all = ids.map((id) => places.get(id));
  const [left, right] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y))];
  const { clientWidth: width, clientHeight: height } = canvas;
  const room = Math.min(
    (width - 2 * MARGIN) / (right - left || 1), (height - 1.4 * MARGIN) / (bottom - top || 1),
  );
  const scale = Math.min(Math.max(room, 0.05), 1.2);
  const position = { x: (left + right) / 2, y: (top + bottom) / 2 };
  network.moveTo({ position, scale });
  home = { scale, window: rectangle(position.x * scale, position.y * scale, width, height) };
  arrangement = null;
};

network.on("dragging", ({ nodes }) => {
  for (const [id, place] of Object.entries(network.getPositions(nodes))) places.set(id, place);
  arrangement = null;
});
