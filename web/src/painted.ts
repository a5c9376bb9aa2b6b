// Colours of what is drawn on a canvas, which does not follow the style sheet by itself.

import type Graph from "graphology";
import { useEffect, useRef } from "preact/hooks";
import type { Tongue } from "./words";

/** A colour of the page as it is now, light or dark. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The colours of all nodes, for the ground as it is now. */
export function paint(graph: Graph, tongue: Tongue): void {
  const lift = parseFloat(colour("--lift")) / 100;
  graph.updateEachNodeAttributes((_, attributes) => ({
    ...attributes,
    color: lifted(tongue.colour(attributes["kind"] as string), lift),
  }));
}

/** Does something whenever the reader, or the system, turns light into dark or back. */
export function useThemed(repaint: () => void): void {
  const latest = useRef(repaint);
  latest.current = repaint;
  useEffect(() => {
    const follow = () => latest.current();
    const chosen = new MutationObserver(follow);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", follow);
    return () => {
      chosen.disconnect();
      system.removeEventListener("change", follow);
    };
  }, []);
}

/** A colour mixed with white, for dark grounds. */
function lifted(colour: string, share: number): string {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `#${parts.map((part) => Math.round(part + (255 - part) * share).toString(16).padStart(2, "0")).join("")}`;
}

