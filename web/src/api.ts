// The JSON API of the server, with the types that its OpenAPI document gives.

import { useEffect, useState } from "preact/hooks";
import { accepted } from "./failed";
import type { components } from "./made/api";
import type { Given } from "./route";

type Records = components["schemas"];
export type ArticleLine = Records["ArticleLine"];
export type ArticlePage = Records["ArticlePage"];
export type Claim = Records["Claim"];
export type Conflict = Records["Conflict"];
export type ClaimedValue = Records["ClaimedValue"];
export type Comparison = Records["Comparison"];
export type EntityLine = Records["EntityLine"];
export type EntityLines = Records["EntityLines"];
export type EntityPage = Records["EntityPage"];
export type EventLine = Records["EventLine"];
export type EventLines = Records["EventLines"];
export type ArticleLines = Records["ArticleLines"];
export type EventPage = Records["EventPage"];
export type FilledSlot = Records["FilledSlot"];
export type Found = Records["Found"];
export type HeldOffice = Records["HeldOffice"];
export type Labels = Records["Labels"];
export type Network = Records["Network"];
export type Outlet = Records["Outlet"];
export type Overview = Records["Overview"];
export type Question = Records["Question"];
export type Questions = Records["Questions"];
export type Spot = Records["Spot"];
export type Stance = Records["Stance"];
export type Thing = Records["Thing"];
export type Value = Records["Value"];
export type Vocabulary = Records["Vocabulary"];
export type WorldMap = Records["WorldMap"];

/** What came of a question to the server: one of the two is there once it has answered. */
export interface Asked<T> {
  told?: T;
  error?: Error;
  isOld: boolean; // `told` answers the question before
}

/** The path of a thing; its id may hold any sign. */
export function at(list: string, id: string): string {
  return `${list}/${id.split("/").map(encodeURIComponent).join("/")}`;
}

/** The answer, or an Error with the server's line that says why there is none. */
export async function ask<T>(path: string, given: Given = {}, signal?: AbortSignal): Promise<T> {
  const told = new URLSearchParams(Object.entries(given).filter(([, value]) => value));
  const reply = await fetch(`api/${path}${told.size ? `?${told}` : ""}`, { signal: signal ?? null });
  return (await (await accepted(reply)).json()) as T;
}

/** The answer to a question, asked again whenever it changes. The last answer stays meanwhile. */
export function useAsked<T>(path: string, given: Given = {}): Asked<T> & { again: () => void } {
  return useAnswer(`${path}?${new URLSearchParams(given)}`, (signal) => ask<T>(path, given, signal));
}

/** A file that belongs to the page. */
export function useFile<T>(path: string): Asked<T> & { again: () => void } {
  return useAnswer(path, async (signal) => {
    const reply = await fetch(path, { signal });
    return (await (await accepted(reply)).json()) as T;
  });
}

function useAnswer<T>(key: string, get: (signal: AbortSignal) => Promise<T>): Asked<T> & { again: () => void } {
  const [state, setState] = useState<Asked<T> & { key: string }>({ key: "", isOld: true });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const waiting = new AbortController();
    get(waiting.signal).then(
      (told) => setState({ told, key, isOld: false }),
      (error: Error) => {
        if (!waiting.signal.aborted) setState({ error, key, isOld: false });
      },
    );
    return () => waiting.abort();
  }, [key, times]);
  return { ...state, isOld: state.key !== key, again: () => setTimes(times + 1) };
}
