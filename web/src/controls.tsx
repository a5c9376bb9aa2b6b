// Buttons that zoom a drawing.

import { useTongue } from "./words";
import type { Zoomed } from "./zoomed";

export function ZoomButtons({ zoomed }: { zoomed: Pick<Zoomed, "zoomIn" | "zoomOut" | "whole"> }) {
  const tongue = useTongue();
  return (
    <div class="zoom" role="group">
      <button type="button" data-zoom="in" onClick={zoomed.zoomIn} aria-label={tongue.say("zoom_in")} title={tongue.say("zoom_in")}>
        +
      </button>
      <button type="button" data-zoom="out" onClick={zoomed.zoomOut} aria-label={tongue.say("zoom_out")} title={tongue.say("zoom_out")}>
        −
      </button>
      <button type="button" data-zoom="whole" onClick={zoomed.whole}>
        {tongue.say("whole")}
      </button>
    </div>
  );
}
