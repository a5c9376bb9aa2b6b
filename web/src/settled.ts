// Where the nodes of the network stand: springs first, then none may cover another.

import type Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

export const LARGEST = 18; // half the width of a node, in pixels
const STEPS = 300; // of the layout
const SHARE = 10; // milliseconds of each frame for them, so that the page stays fluid
const GAP = 3; // pixels between two nodes
const ROUNDS = 30; // of pushing them apart

/** Let the nodes find their places, some steps in each frame; what is returned stops it. */
export function settle(graph: Graph, width: number): () => void {
  const settings = {
    ...forceAtlas2.inferSettings(graph),
    adjustSizes: true,
    barnesHutOptimize: graph.order > 300,
    gravity: 1.2,
  };
  let left = STEPS;
  let next = requestAnimationFrame(function step() {
    const until = performance.now() + SHARE;
    do {
      forceAtlas2.assign(graph, { iterations: 1, settings });
      left -= 1;
    } while (left > 0 && performance.now() < until);
    if (left > 0) next = requestAnimationFrame(step);
    else part(graph, width);
  });
  return () => cancelAnimationFrame(next);
}

/** Push nodes apart that would cover each other in a drawing of this width, in pixels. */
function part(graph: Graph, width: number): void {
  const nodes = graph.mapNodes((id, at) => ({ id, x: at["x"] as number, y: at["y"] as number, size: at["size"] as number }));
  const span = Math.max(
    Math.max(...nodes.map(({ x }) => x)) - Math.min(...nodes.map(({ x }) => x)),
    Math.max(...nodes.map(({ y }) => y)) - Math.min(...nodes.map(({ y }) => y)),
  );
  const pixel = span / Math.max(width, 1); // in the units of the layout
  const cell = (2 * LARGEST + GAP) * pixel;
  if (!(cell > 0)) return;
  for (let round = 0; round < ROUNDS; round += 1) {
    const cells = new Map<string, typeof nodes>();
    const at = (x: number, y: number) => `${x} ${y}`;
    for (const node of nodes) {
      const key = at(Math.floor(node.x / cell), Math.floor(node.y / cell));
      cells.set(key, [...(cells.get(key) ?? []), node]);
    }
    let isApart = true;
    for (const node of nodes) {
      const [column, row] = [Math.floor(node.x / cell), Math.floor(node.y / cell)];
      for (const dx of [-1, 0, 1])
        for (const dy of [-1, 0, 1])
          for (const other of cells.get(at(column + dx, row + dy)) ?? []) {
            if (other.id <= node.id) continue;
            const [x, y] = [other.x - node.x, other.y - node.y];
            const far = Math.hypot(x, y) || 1e-9;
            const lack = (node.size + other.size + GAP) * pixel - far;
            if (lack <= 0) continue;
            isApart = false;
            const [pushX, pushY] = far > 1e-6 ? [(x / far) * lack, (y / far) * lack] : [lack, 0];
            node.x -= pushX / 2;
            node.y -= pushY / 2;
            other.x += pushX / 2;
            other.y += pushY / 2;
          }
    }
    if (isApart) break;
  }
  const places = new Map(nodes.map((node) => [node.id, node]));
  graph.updateEachNodeAttributes((id, attributes) => {
    const { x, y } = places.get(id) ?? { x: attributes["x"], y: attributes["y"] };
    return { ...attributes, x, y };
  });
}
