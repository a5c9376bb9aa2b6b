// What people have decided, whether the graph obeys it, and the way back.

import { useState } from "preact/hooks";
import { useEditing, type Decision, type Editing } from "../editing";
import { Failed, Refused } from "../failed";
import { Name } from "../parts";
import { link } from "../route";
import { useTongue, type Word } from "../words";

const VERBS: Record<Decision["verb"], Word> = { same: "is_same", different: "is_different", wrong: "is_wrong" };
const STATES: Record<Decision["state"], Word> = { new: "is_new", obeyed: "is_obeyed", waiting: "is_waiting" };
const PAGES: Record<string, string> = {
  person: "entity",
  state: "entity",
  organization: "entity",
  place: "entity",
  event: "event",
  treaty: "event",
};

export function DecisionsView() {
  const tongue = useTongue();
  const editing = useEditing();
  if (!editing) return <p class="notice">{tongue.say("not_here")}</p>;
  const items = editing.told?.items ?? [];
  return (
    <>
      <h1>{tongue.say("corrections")}</h1>
      <p class="faint">{tongue.say("corrections_how")}</p>
      {editing.told && items.length === 0 && <p class="notice">{tongue.say("no_corrections")}</p>}
      <ul class="plain-list decisions">
        {items.map((decision) => (
          <Line key={decision.text} decision={decision} editing={editing} />
        ))}
      </ul>
    </>
  );
}

function Line({ decision, editing }: { decision: Decision; editing: Editing }) {
  const tongue = useTongue();
  const [failure, setFailure] = useState<Error | null>(null);
  const undo = () => editing.undo(decision).catch(setFailure);
  return (
    <li>
      <p class="line">
        <b>{tongue.say(VERBS[decision.verb])}</b>
        <span class={`badge ${decision.state}`}>{tongue.say(STATES[decision.state])}</span>
      </p>
      <ul class="plain-list things">
        {decision.things.map((thing) => (
          <li key={thing}>
            <Meant thing={thing} />
          </li>
        ))}
      </ul>
      <p>
        <Name>{decision.why}</Name>
      </p>
      {failure && <p class="notice" role="alert"><Failed error={failure} /></p>}
      <button type="button" aria-label={`${tongue.say("undo")}: ${decision.text}`} onClick={() => void undo()}>
        {tongue.say("undo")}
      </button>
    </li>
  );
}

function Meant({ thing }: { thing: string }) {
  const view = PAGES[thing.split("/")[0] ?? ""];
  return view ? (
    <a href={link(view, thing)}>
      <Name>{thing}</Name>
    </a>
  ) : (
    <Name>{thing}</Name>
  );
}

/** How many decisions the graph does not show yet, and the button that changes that. */
export function Pending() {
  const tongue = useTongue();
  const editing = useEditing();
  const [failure, setFailure] = useState<Error | null>(null);
  if (!editing) return null;
  const { told } = editing;
  const failed = told?.failed ? new Refused(500, told.failed) : null;
  const wrong = failure ?? editing.error ?? failed;
  const build = () => {
    setFailure(null);
    editing.build().catch(setFailure);
  };
  if (!told?.building && !told?.changes && !wrong) return null;
  return (
    <div class="pending" role="status">
      {told?.building ? (
        <span>{tongue.say("building")}</span>
      ) : (
        <>
          {wrong && <span class="denied"><Failed error={wrong} /></span>}
          {told && told.changes > 0 && (
            <>
              <a href={link("decisions")}>{tongue.count(told.changes, "one_change", "count_changes")}</a>
              <button type="button" onClick={build}>
                {tongue.say("build")}
              </button>
            </>
          )}
        </>
      )}
    </div>
  );
}
