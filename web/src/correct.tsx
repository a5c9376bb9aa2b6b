// Buttons and dialogs with which a reader corrects what the machine took for one, or misread.

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ask, at, useAsked, type Claim, type EntityLines, type EventLines } from "./api";
import { claimId, useEditing } from "./editing";
import { Failed } from "./failed";
import { Answer, Name } from "./parts";
import { capital, useTongue, type Word } from "./words";

const MOST = 50; // parts that one decision names; of a larger thing it names the thing itself

interface Part {
  name: string;
  article: string;
}

/** A claim was misread: it leaves the graph with the next build. */
export function WrongClaim({ claim, about }: { claim: Pick<Claim, "iri">; about: string }) {
  const tongue = useTongue();
  const id = claimId(claim.iri, tongue.vocabulary.base);
  return <Wrong id={id} about={about} />;
}

export function Wrong({ id, about }: { id: string; about: string }) {
  const editing = useEditing();
  const tongue = useTongue();
  if (!editing) return null;
  if (editing.told?.items.some(({ verb, things }) => verb === "wrong" && things[0] === id)) {
    return <span class="badge">{tongue.say("corrected")}</span>;
  }
  return (
    <Correction word="wrong_claim" about={about} sign="✗" decide={(why) => editing.decide("wrong", [id], why)} />
  );
}

/** Two entities, or two events, are one: the reader looks for the other. */
export function SameAs({ list, id, type, label }: {
  list: "entities" | "events";
  id: string;
  type: string;
  label: string;
}) {
  const editing = useEditing();
  const [other, setOther] = useState("");
  if (!editing) return null;
  return (
    <Correction word="same_as" about={label} isReady={other !== ""} decide={(why) => editing.decide("same", [id, other], why)}>
      <Others list={list} id={id} type={type} chosen={other} choose={setOther} />
    </Correction>
  );
}

function Others({ list, id, type, chosen, choose }: {
  list: "entities" | "events";
  id: string;
  type: string;
  chosen: string;
  choose: (id: string) => void;
}) {
  const tongue = useTongue();
  const [q, setQ] = useState("");
  const asked = useAsked<EntityLines | EventLines>(list, { type, q, limit: "8" });
  return (
    <>
      <label>
        {tongue.say("choose_other")}
        <input type="search" value={q} autocomplete="off" onInput={(input) => setQ(input.currentTarget.value)} />
      </label>
      <Answer asked={asked}>
        {({ items }) => (
          <ul class="plain-list others">
            {items.filter((item) => item.id !== id).map((item) => (
              <li key={item.id}>
                <label>
                  <input type="radio" name="other" checked={chosen === item.id} onChange={() => choose(item.id)} />
                  <Name>{typeof item.label === "string" ? item.label : tongue.label(item.label)}</Name>
                  {typeof item.label === "string" && <span class="faint">{item.id}</span>}
                </label>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </>
  );
}

/** What one article tells of is another thing than what the others tell of. */
export function Another({ id, article, word, about }: { id: string; article: string; word: Word; about: string }) {
  const editing = useEditing();
  const tongue = useTongue();
  if (!editing) return null;
  const decide = async (why: string) => {
    const { items } = await ask<{ items: Part[] }>(at("parts", id));
    const own = items.filter((part) => part.article === article).map((part) => part.name);
    const others = items.filter((part) => part.article !== article).map((part) => part.name);
    if (!own.length || !others.length) throw new Error(tongue.say("no_part"));
    for (const part of own) {
      await editing.decide("different", [part, ...(others.length > MOST ? [id] : others)], why);
    }
  };
  return <Correction word={word} about={about} decide={decide} />;
}

/** A button, and the dialog in which the reader gives the reason. */
function Correction({ word, about, sign, isReady = true, decide, children }: {
  word: Word;
  about: string;
  sign?: string;
  isReady?: boolean;
  decide: (why: string) => Promise<void>;
  children?: ComponentChildren;
}) {
  const tongue = useTongue();
  const [isOpen, setOpen] = useState(false);
  const title = tongue.say(word);
  return (
    <>
      <button
        type="button"
        class={sign ? "correct sign" : "correct"}
        title={title}
        aria-label={`${title}: ${about}`}
        onClick={() => setOpen(true)}
      >
        {sign ?? title}
      </button>
      {isOpen && (
        <Dialog title={title} about={about} isReady={isReady} decide={decide} close={() => setOpen(false)}>
          {children}
        </Dialog>
      )}
    </>
  );
}

function Dialog({ title, about, isReady, decide, close, children }: {
  title: string;
  about: string;
  isReady: boolean;
  decide: (why: string) => Promise<void>;
  close: () => void;
  children?: ComponentChildren;
}) {
  const tongue = useTongue();
  const heading = useId();
  const box = useRef<HTMLDialogElement>(null);
  const [why, setWhy] = useState("");
  const [failure, setFailure] = useState<Error | null>(null);
  const [isSent, setSent] = useState(false);
  const shut = () => box.current?.close(); // which gives the focus back
  useEffect(() => box.current?.showModal(), []);
  const save = (submit: SubmitEvent) => {
    submit.preventDefault();
    setSent(true);
    decide(why).then(shut, (error: Error) => {
      setFailure(error);
      setSent(false);
    });
  };
  return (
    <dialog ref={box} aria-labelledby={heading} onClose={close}>
      <form onSubmit={save}>
        <h2 id={heading}>{title}</h2>
        <p>
          <Name>{capital(about)}</Name>
        </p>
        {children}
        <label>
          {tongue.say("why")}
          <input name="why" value={why} required maxLength={500} autocomplete="off" onInput={(input) => setWhy(input.currentTarget.value)} />
        </label>
        {failure && <p class="notice" role="alert"><Failed error={failure} /></p>}
        <p class="buttons">
          <button type="submit" class="primary" disabled={!isReady || !why.trim() || isSent}>
            {tongue.say("save")}
          </button>
          <button type="button" onClick={shut}>
            {tongue.say("cancel")}
          </button>
        </p>
      </form>
    </dialog>
  );
}
