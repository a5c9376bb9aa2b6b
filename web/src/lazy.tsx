// Views whose libraries are large are loaded when they are first opened.

import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Failed } from "./failed";
import type { Place } from "./route";
import { useTongue } from "./words";

type View = FunctionComponent<{ place: Place }>;

export function lazy(load: () => Promise<View>): View {
  let loaded: View | null = null;
  return function Later({ place }) {
    const tongue = useTongue();
    const [failure, setFailure] = useState<Error | null>(null);
    const [, setReady] = useState(false);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (view) => {
          loaded = view;
          setReady(true);
        },
        setFailure,
      );
    }, []);
    const View = loaded;
    if (View) return <View place={place} />;
    if (failure) return <p class="notice" role="alert"><Failed error={failure} /></p>;
    return <p class="loading" role="status">{tongue.say("loading")}</p>;
  };
}
