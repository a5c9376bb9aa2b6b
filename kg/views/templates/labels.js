// Where labels go: most important first, beside their node, and only where nothing else stands.
// All lengths are in pixels of the screen, so labels keep their size at every zoom.

const FONT = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
const COLUMNS = 22; // as in boxes.py
const CELL = 96;

const measuring = document.createElement("canvas").getContext("2d");
const measured = new Map();
const widthOf = (text, font) => {
  const key = `${font}|${text}`;
  if (!measured.has(key)) {
    measuring.font = font;
    measured.set(key, measuring.measureText(text).width);
  }
  return measured.get(key);
};

const broken = (text) => {
  const lines = [""];
  for (const part of text.split(/\s+/)) {
    const last = lines.length - 1;
    const longer = lines[last] ? `${lines[last]} ${part}` : part;
    if (longer.length <= COLUMNS || !lines[last]) lines[last] = longer;
    else lines.push(part);
  }
  const kept = lines.slice(0, 3).map((line) => (line.length > 30 ? `${line.slice(0, 29)}…` : line));
  if (lines.length > 3) kept[2] += " …";
  return kept;
};

const form = (lines, size, weight) => {
  const font = `${weight} ${size}px ${FONT}`;
  const width = Math.max(...lines.map((line) => widthOf(line, font)));
  return { lines, size, weight, line: size * 1.25, width, height: lines.length * size * 1.25 };
};

class Board {
  // Rectangles by grid cell.
  constructor() {
    this.cells = new Map();
  }

  *around({ left, top, right, bottom }) {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) yield `${x},${y}`;
  }

  add(box) {
    for (const cell of this.around(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  // How many rectangles a box overlaps, one of them not counted.
  overlaps(box, ignored = null) {
    const hit = new Set();
    for (const cell of this.around(box))
      for (const other of this.cells.get(cell) ?? [])
        if (
          other !== ignored && !other.gone &&
          box.left < other.right && other.left < box.right &&
          box.top < other.bottom && other.top < box.bottom
        ) hit.add(other);
    return hit.size;
  }
}

const rectangle = (x, y, width, height) => ({
  left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2,
});

const isInside = (box, area) =>
  area.left <= box.left && box.right <= area.right && area.top <= box.top && box.bottom <= area.bottom;

// Centres of a label around a node: below, above, at the sides, at the corners.
const around = (node, { width, height }) => {
  const up = node.radius + height / 2 + 2;
  const side = node.radius + width / 2 + 4;
  const [high, far] = [up - node.radius * 0.4, side - node.radius * 0.4];
  const steps = [
    [0, up], [0, -up], [side, 0], [-side, 0],
    [far, high], [-far, high], [far, -high], [-far, -high],
  ];
  return steps.map(([x, y]) => [node.x + x, node.y + y]);
};

// Centres of a label along a line, the middle first; none if the line is too short for it.
const along = ({ from, to }, { width, height }) => {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(x, y);
  const needed = (Math.abs(x) * width + Math.abs(y) * height) / (length || 1);
  if (needed + from.radius + to.radius + 8 > length) return [];
  return [0.5, 0.42, 0.58, 0.34, 0.66].map((part) => [from.x + x * part, from.y + y * part]);
};

const boxOf = (look, of, [x, y]) => ({
  ...rectangle(x, y, look.width + 6, look.height + 2), look, of, x, y,
});

// The labels that can be shown: none overlaps another, and only one that `matters` may cover
// shapes, where it must, but never one that matters itself. All lie in the window, if there is
// one. `nodes` and `lines` are sorted, most important first.
const arranged = (nodes, lines, obstacles, window) => {
  const shapes = new Board();
  const labels = new Board();
  for (const { x, y, radius, matters } of obstacles)
    (matters ? labels : shapes).add(rectangle(x, y, 2 * radius, 2 * radius));
  const bestOf = ({ of, matters }, look, centres, ignored) => {
    const free = centres
      .map((centre) => boxOf(look, of, centre))
      .filter((box) => (!window || isInside(box, window)) && !labels.overlaps(box, ignored))
      .map((box) => ({ box, covered: shapes.overlaps(box) }))
      .filter(({ covered }) => matters || !covered);
    return free.sort((one, other) => one.covered - other.covered)[0]?.box;
  };
  const shown = [];
  const show = (one, centresOf) => {
    const box = bestOf(one, one.form, centresOf(one.form));
    if (!box) return;
    labels.add(box);
    shown.push(box);
  };
  for (const node of nodes) show(node, (look) => around(node, look));
  // Where a short label stands and there is room, the long one is better.
  const longer = new Map(nodes.filter((node) => node.long).map((node) => [node.id, node]));
  shown.forEach((box, at) => {
    const node = longer.get(box.of.node);
    const better = node && bestOf(node, node.long, around(node, node.long), box);
    if (!better) return;
    box.gone = true;
    labels.add(better);
    shown[at] = better;
  });
  for (const line of lines) show(line, (look) => along(line, look));
  return shown;
};
