// Decisions of people: what the server has of them, and how they are written and taken back. Only
// where the server was started with --edit; then the page holds its token.

import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { accepted } from "./failed";

export type Verb = "same" | "different" | "wrong";

export interface Decision {
  text: string; // the line of the file
  verb: Verb;
  things: string[];
  why: string;
  state: "new" | "obeyed" | "waiting";
}

interface Decisions {
  items: Decision[];
  changes: number; // written or taken back since the last build
  building: boolean;
  failed: string | null;
}

export interface Editing {
  told: Decisions | null;
  error: Error | null;
  epoch: number; // grows with every build that is done
  decide: (verb: Verb, things: readonly string[], why: string) => Promise<void>;
  undo: (decision: Decision) => Promise<void>;
  build: () => Promise<void>;
}

const TOKEN = document.querySelector<HTMLMetaElement>("meta[name=edit]")?.content ?? "";
const PAUSE = 1000; // milliseconds between looks at a build

const Desk = createContext<Editing | null>(null);
export const AtDesk = Desk.Provider;

/** Null where nothing can be corrected. */
export function useEditing(): Editing | null {
  return useContext(Desk);
}

export function useDesk(): Editing | null {
  const [told, setTold] = useState<Decisions | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [epoch, setEpoch] = useState(0);
  const send = async (method: string, path: string, body?: object) => {
    const now = await exchanged(method, path, body);
    setTold(now);
    setError(null);
  };
  const look = () => send("GET", "decisions").catch(setError);
  useEffect(() => {
    if (TOKEN) void look();
  }, []);
  const isBuilding = told?.building ?? false;
  useEffect(() => {
    if (!isBuilding) return;
    const timer = setInterval(() => void look(), PAUSE);
    return () => {
      clearInterval(timer);
      setEpoch((before) => before + 1);
    };
  }, [isBuilding]);
  if (!TOKEN) return null;
  return {
    told,
    error,
    epoch,
    decide: (verb, things, why) => send("POST", "decisions", { verb, things, why }),
    undo: ({ text }) => send("DELETE", "decisions", { text }),
    build: () => send("POST", "build", {}),
  };
}

async function exchanged(method: string, path: string, body?: object): Promise<Decisions> {
  const reply = await fetch(`api/${path}`, {
    method,
    headers: { "Content-Type": "application/json", "Simpul-Token": TOKEN },
    body: body ? JSON.stringify(body) : null,
  });
  return (await (await accepted(reply)).json()) as Decisions;
}

/** The id of a claim, from its IRI. */
export function claimId(iri: string, base: string): string {
  return iri.slice(base.length).split("/").map(decodeURIComponent).join("/");
}
