// Where the reader is: the part of the address behind #, so that every view has a link of its own
// and the back button works.

import { useEffect, useState } from "preact/hooks";

export type Given = Record<string, string>;

export interface Place {
  address: string; // all of it
  view: string; // "" is the overview
  id: string; // of the thing that is looked at, "" for none
  given: Given;
}

export function parsed(hash: string): Place {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view = "", ...rest] = path.split("/");
  return { address: hash, view, id: rest.map(decoded).join("/"), given: Object.fromEntries(new URLSearchParams(search)) };
}

/** The address of a view; what is empty is left out. */
export function link(view: string, id = "", given: Given = {}): string {
  const path = id ? `${view}/${id.split("/").map(encodeURIComponent).join("/")}` : view;
  const told = new URLSearchParams(Object.entries(given).filter(([, value]) => value)).toString();
  return `#/${path}${told ? `?${told}` : ""}`;
}

export function usePlace(): Place {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return parsed(hash);
}

/** Go somewhere; in place of the present entry of the history if that is only seen differently. */
export function go(address: string, { replace = false } = {}): void {
  if (!replace) {
    location.hash = address;
  } else if (address !== location.hash) {
    history.replaceState(null, "", address);
    dispatchEvent(new HashChangeEvent("hashchange"));
  }
}

/** Where this server has the data of a thing: the path of its IRI. */
export function localPath(iri: string): string {
  return new URL(iri).pathname;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray percent sign in an address that somebody typed
  }
}
