// Questions in SPARQL: those that ship, and the reader's own, with their answers as a table.

import Yasqe from "@zazuko/yasqe";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAsked, type Question, type Questions } from "../api";
import { accepted, Failed } from "../failed";
import { Answer, Name } from "../parts";
import { go, link, localPath, type Place } from "../route";
import { webAddress } from "../text";
import { useTongue, type Tongue } from "../words";

const ROWS = "application/sparql-results+json";
const SHOWN = 1000; // rows of a table; who wants all of them downloads them
const LIMIT = "limit"; // the parameter that is a number
const START = "SELECT * WHERE {\n  ?thing a ?class .\n}\nLIMIT 20\n";
const VOID = "http://rdfs.org/ns/void#";

interface Term {
  type: string;
  value: string;
}

interface Solutions {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Term>[] };
}

interface Result {
  solutions?: Solutions;
  triples?: string;
  notice?: string;
  error?: Error;
}

export function QueryView({ place }: { place: Place }) {
  const tongue = useTongue();
  const asked = useAsked<Questions>("questions");
  return (
    <>
      <h1>{tongue.say("query")}</h1>
      <Answer asked={asked}>{(told) => <Desk questions={told.items} place={place} />}</Answer>
    </>
  );
}

function Desk({ questions, place }: { questions: readonly Question[]; place: Place }) {
  const tongue = useTongue();
  const name = place.given["name"];
  const chosen = questions.find((question) => question.name === name);
  // What stands in the editor, and what was last put there: typing changes only the first.
  const [put, setPut] = useState({ text: place.given["q"] ?? chosen?.text ?? prefixed(START, tongue) });
  const [text, setText] = useState(put.text);
  const replace = (query: string) => {
    setText(query);
    setPut({ text: query });
  };
  const [result, setResult] = useState<Result | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = (query: string) => {
    setBusy(true);
    const same = questions.find((question) => question.text === query);
    go(link("query", "", same ? { name: same.name } : { q: query }), { replace: true });
    answered(query, ROWS)
      .then(setResult)
      .finally(() => setBusy(false));
  };
  const choose = (question: Question) => {
    replace(question.text);
    run(question.text);
  };
  useEffect(() => {
    if (place.given["q"] || chosen) run(text);
  }, []);
  const parameters = questions.find((question) => question.name === name)?.parameters ?? [];
  return (
    <div class="sided asking">
      <div>
        <section aria-label={tongue.say("editor")}>
          <Editor put={put} change={setText} run={run} />
          {parameters.length > 0 && (
            <div class="filters">
              {parameters.map((parameter) => (
                <label key={parameter.name} title={parameter.meaning}>
                  {parameter.name}
                  <input
                    value={given(text, parameter.name)}
                    onChange={(change) => replace(filled(text, parameter.name, change.currentTarget.value))}
                    autocomplete="off"
                  />
                </label>
              ))}
            </div>
          )}
          <p class="ways">
            <button type="button" class="primary" id="run" onClick={() => run(text)}>
              {tongue.say("run")}
            </button>
            <span class="faint">{tongue.say("query_how")}</span>
          </p>
        </section>
        <div aria-live="polite" aria-busy={isBusy} class="answer">
          {isBusy && <p class="loading">{tongue.say("loading")}</p>}
          {result && !isBusy && <Told result={result} query={text} />}
        </div>
      </div>
      <aside>
        <section>
          <h2>{tongue.say("library")}</h2>
          <ul class="list" id="library">
            {questions.map((question) => (
              <li key={question.name}>
                <button
                  type="button"
                  class="as-link"
                  data-question={question.name}
                  aria-current={question.name === name ? "true" : undefined}
                  onClick={() => choose(question)}
                >
                  {tongue.label(question.wording)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      </aside>
    </div>
  );
}

/** The editor of YASGUI; nothing in it asks another machine. */
function Editor({ put, change, run }: {
  put: { text: string };
  change: (text: string) => void;
  run: (text: string) => void;
}) {
  const tongue = useTongue();
  const room = useRef<HTMLDivElement>(null);
  const editor = useRef<Yasqe | null>(null);
  const act = useRef({ change, run });
  act.current = { change, run };
  useEffect(() => {
    if (!room.current) return;
    register(tongue);
    const made: Yasqe = new Yasqe(room.current, {
      autocompleters: ["things-class", "things-property", "known-prefixes", "variables"],
      prefixCcApi: null,
      persistenceId: null,
      createShortLink: undefined,
      consumeShareLink: null,
      showQueryButton: false,
      resizeable: false,
      editorHeight: "20rem",
      lineWrapping: true,
      screenReaderLabel: tongue.say("editor"),
      extraKeys: {
        Tab: false as unknown as string, // leaves the editor, as everywhere else
        "Shift-Tab": false as unknown as string,
        "Ctrl-Enter": () => act.current.run(made.getValue()),
        "Cmd-Enter": () => act.current.run(made.getValue()),
        "Ctrl-Space": () => made.autocomplete(),
      },
    });
    made.setValue(put.text);
    made.on("change", () => act.current.change(made.getValue()));
    editor.current = made;
    return () => {
      made.destroy();
      room.current?.replaceChildren();
    };
  }, []);
  useEffect(() => {
    if (editor.current && editor.current.getValue() !== put.text) editor.current.setValue(put.text);
  }, [put]);
  return <div ref={room} class="editor" />;
}

let isRegistered = false;

/** Completions: classes and properties that the graph has, and its prefixes. */
function register(tongue: Tongue): void {
  if (isRegistered) return;
  isRegistered = true;
  const own = { bulk: true, persistenceId: null };
  Yasqe.forkAutocompleter("class", { ...own, name: "things-class", get: () => described("class") });
  Yasqe.forkAutocompleter("property", { ...own, name: "things-property", get: () => described("property") });
  const prefixes = Object.entries(tongue.vocabulary.prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  Yasqe.forkAutocompleter("prefixes", { ...own, name: "known-prefixes", get: () => prefixes });
}

/** The IRIs of the classes, or the properties, that the server's VoID description counts. */
async function described(what: "class" | "property"): Promise<string[]> {
  const reply = await fetch(".well-known/void", { headers: { Accept: "application/n-triples" } });
  if (!reply.ok) return [];
  const told = new RegExp(`<${VOID}${what}> <([^>]+)>`, "g");
  return [...(await reply.text()).matchAll(told)].map((found) => found[1] ?? "").sort();
}

async function answered(query: string, accept: string): Promise<Result> {
  const reply = await fetch("sparql", {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: `${accept}, text/turtle;q=0.9` },
    body: query,
  })
    .then(accepted)
    .catch((error: Error) => error);
  if (reply instanceof Error) return { error: reply };
  const text = await reply.text();
  const notice = reply.headers.get("Simpul-Notice");
  const told = { ...(notice ? { notice } : {}) };
  const isGraph = reply.headers.get("Content-Type")?.startsWith("text/turtle");
  return isGraph ? { ...told, triples: text } : { ...told, solutions: JSON.parse(text) as Solutions };
}

function Told({ result, query }: { result: Result; query: string }) {
  const tongue = useTongue();
  if (result.error) {
    return (
      <p class="notice" role="alert">
        <Failed error={result.error} />
      </p>
    );
  }
  const { solutions } = result;
  return (
    <>
      {result.notice && <p class="notice">{result.notice}</p>}
      {result.triples !== undefined && <pre class="triples">{result.triples}</pre>}
      {solutions?.boolean !== undefined && (
        <p class="notice">{tongue.say(solutions.boolean ? "holds" : "holds_not")}</p>
      )}
      {solutions?.results && <Table solutions={solutions} query={query} />}
    </>
  );
}

function Table({ solutions, query }: { solutions: Solutions; query: string }) {
  const tongue = useTongue();
  const names = solutions.head.vars ?? [];
  const rows = solutions.results?.bindings ?? [];
  const limit = given(query, LIMIT);
  return (
    <>
      <p class="ways">
        <span role="status" id="rows">
          {tongue.count(rows.length, "one_row", "rows")}
        </span>
        {(["csv", "json"] as const).map((kind) => (
          <button key={kind} type="button" onClick={() => void download(query, kind)}>
            {tongue.say("download")} {kind.toUpperCase()}
          </button>
        ))}
      </p>
      {limit && rows.length >= Number(limit) && <p class="notice">{tongue.say("limited", { n: limit })}</p>}
      <div class="table">
        <table>
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((row, n) => (
              <tr key={n}>
                {names.map((name) => (
                  <td key={name}>
                    <Cell term={row[name]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > SHOWN && <p class="faint">{tongue.say("left_more", { n: rows.length - SHOWN })}</p>}
    </>
  );
}

const DATE = /^\d{4}(-\d\d){1,2}$/; // which is not to be broken at its hyphens

function Cell({ term }: { term: Term | undefined }) {
  const tongue = useTongue();
  if (!term) return null;
  if (DATE.test(term.value)) return <span class="date">{term.value}</span>;
  if (term.type !== "uri") return <Name>{term.value}</Name>;
  const { base, prefixes } = tongue.vocabulary;
  if (term.value.startsWith(base)) {
    return (
      <a href={ownView(term.value, base)}>
        <Name>{decodeURIComponent(term.value.slice(base.length))}</Name>
      </a>
    );
  }
  const short = Object.entries(prefixes).find(([, iri]) => term.value.startsWith(iri));
  const shown = short ? `${short[0]}:${term.value.slice(short[1].length)}` : term.value;
  const address = webAddress(term.value);
  if (!address) return <Name>{shown}</Name>;
  return (
    <a href={address} rel="noreferrer noopener" target="_blank">
      <Name>{shown}</Name>
    </a>
  );
}

/** The view of a thing, or the server's page of its data where it has no view. */
function ownView(iri: string, base: string): string {
  const id = decodeURIComponent(iri.slice(base.length));
  const kind = id.split("/", 1)[0] ?? "";
  if (kind === "article") return link("article", id.slice("article/".length));
  if (["person", "state", "organization", "place"].includes(kind)) return link("entity", id);
  if (["claim", "mention", "office", "conflict", "run"].includes(kind)) return localPath(iri);
  return link("event", id);
}

/** The whole answer as a file. */
async function download(query: string, kind: "csv" | "json"): Promise<void> {
  const reply = await fetch("sparql", {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: kind === "csv" ? "text/csv" : ROWS },
    body: query,
  });
  const address = URL.createObjectURL(await reply.blob());
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = `simpul.${kind}`;
  anchor.click();
  URL.revokeObjectURL(address);
}

function prefixed(query: string, tongue: Tongue): string {
  const used = ["kg", "rdfs"].map((name) => [name, tongue.vocabulary.prefixes[name]]);
  return used.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("") + query;
}

/** Where a question has the value of a parameter, maybe in several places: VALUES ?who { "…" }, LIMIT 100. */
function slot(name: string): RegExp {
  if (name === LIMIT) return /^([ \t]*LIMIT )(\d+)()[ \t]*$/gm;
  return new RegExp(`(VALUES \\?${name} \\{ )("(?:[^"\\\\\\n\\r]|\\\\.)*")( \\})`, "g");
}

function given(query: string, name: string): string {
  const found = slot(name).exec(query)?.[2] ?? "";
  if (name === LIMIT) return found;
  return found.slice(1, -1).replace(/\\(.)/g, (_, sign: string) => ({ n: "\n", t: "\t", r: "\r" })[sign] ?? sign);
}

function filled(query: string, name: string, value: string): string {
  const escaped = value.replace(/["\\]/g, (sign) => `\\${sign}`).replace(/\s/g, " ");
  const written = name === LIMIT ? String(Math.max(1, Number.parseInt(value, 10) || 1)) : `"${escaped}"`;
  return query.replace(slot(name), (_, before: string, __, after: string) => before + written + after);
}
