// Zooming and moving a drawing with mouse, touch, wheel, buttons and keys.

import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

const STEP = 1.6;

export interface Zoomed {
  at: ZoomTransform;
  zoomIn: () => void;
  zoomOut: () => void;
  whole: () => void;
  onKeyDown: (press: KeyboardEvent) => void;
}

/** The present zoom of a drawing of some size, and how to change it. */
export function useZoom(
  drawing: RefObject<SVGSVGElement>,
  { width, height, most, first }: { width: number; height: number; most: number; first?: ZoomTransform },
): Zoomed {
  const [at, setAt] = useState(zoomIdentity);
  const isBegun = useRef(false);
  const behaviour = useRef<ZoomBehavior<SVGSVGElement, unknown>>();
  useEffect(() => {
    const element = drawing.current;
    if (!element || !width) return;
    const made = zoom<SVGSVGElement, unknown>()
      .scaleExtent([1, most])
      .extent([[0, 0], [width, height]])
      .translateExtent([[0, 0], [width, height]])
      .on("zoom", (change: { transform: ZoomTransform }) => setAt(change.transform));
    behaviour.current = made;
    select(element).call(made).on("dblclick.zoom", null);
    if (first && !isBegun.current) made.transform(select(element), first);
    isBegun.current = true; // another size of the window does not take the reader back
    return () => {
      select(element).on(".zoom", null);
    };
  }, [width, height, most]);
  const change = (act: (made: ZoomBehavior<SVGSVGElement, unknown>, on: SVGSVGElement) => void) => () => {
    if (behaviour.current && drawing.current) act(behaviour.current, drawing.current);
  };
  const by = (factor: number) => change((made, on) => made.scaleBy(select(on), factor));
  const zoomed = {
    at,
    zoomIn: by(STEP),
    zoomOut: by(1 / STEP),
    whole: change((made, on) => made.transform(select(on), zoomIdentity)),
  };
  const move = (x: number, y: number) =>
    change((made, on) => made.translateBy(select(on), x / at.k, y / at.k))();
  const keys: Record<string, () => void> = {
    "+": zoomed.zoomIn,
    "=": zoomed.zoomIn,
    "-": zoomed.zoomOut,
    "0": zoomed.whole,
    ArrowLeft: () => move(60, 0),
    ArrowRight: () => move(-60, 0),
    ArrowUp: () => move(0, 60),
    ArrowDown: () => move(0, -60),
  };
  const onKeyDown = (press: KeyboardEvent) => {
    const act = press.ctrlKey || press.metaKey || press.altKey ? undefined : keys[press.key];
    if (act) {
      press.preventDefault();
      act();
    }
  };
  return { ...zoomed, onKeyDown };
}

/** The width of an element, kept up to date. */
export function useWidth(element: RefObject<HTMLElement>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(element.current);
    return () => watch.disconnect();
  }, []);
  return width;
}
