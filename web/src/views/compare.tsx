// Sources side by side: what each outlet, and whom it quotes, claims of an event or a pair.

import { useAsked, type Comparison, type EntityLines } from "../api";
import { Answer, ClaimFacts, Disputed, Name, Said, Support, When } from "../parts";
import { go, link, type Place } from "../route";
import { capital, useTongue } from "../words";

const SUGGESTED = "300"; // states and parties that the fields offer

type Compared = Comparison["events"][number];
type Says = Compared["slots"][number]["values"][number]["says"][number];

export function CompareView({ place }: { place: Place }) {
  const tongue = useTongue();
  const { event = "", one = "", other = "" } = place.given;
  const isAsked = event !== "" || (one !== "" && other !== "");
  return (
    <>
      <h1>{tongue.say("compare_sources")}</h1>
      <Pair key={`${one} ${other}`} one={one} other={other} />
      {isAsked ? <Sources given={{ event, one, other }} /> : <p class="faint">{tongue.say("compare_how")}</p>}
    </>
  );
}

function Pair({ one, other }: { one: string; other: string }) {
  const tongue = useTongue();
  const known = useAsked<EntityLines>("entities", { limit: SUGGESTED }).told?.items ?? [];
  const labels = new Map(known.map((entity) => [entity.id, entity.label]));
  const ids = new Map(known.map((entity) => [entity.label, entity.id]));
  const submit = (asked: SubmitEvent) => {
    asked.preventDefault();
    const fields = new FormData(asked.currentTarget as HTMLFormElement);
    const value = (name: string) => {
      const text = String(fields.get(name) ?? "").trim();
      return ids.get(text) ?? text;
    };
    go(link("compare", "", { one: value("one"), other: value("other") }));
  };
  return (
    <form class="filters" aria-label={tongue.say("pair")} onSubmit={submit}>
      <label>
        {tongue.say("first_party")}
        <input name="one" list="parties" required defaultValue={labels.get(one) ?? one} key={`${labels.size}`} autocomplete="off" />
      </label>
      <label>
        {tongue.say("second_party")}
        <input name="other" list="parties" required defaultValue={labels.get(other) ?? other} key={`${labels.size}`} autocomplete="off" />
      </label>
      <datalist id="parties">
        {known.map((entity) => (
          <option key={entity.id} value={entity.label} />
        ))}
      </datalist>
      <button type="submit" class="primary">
        {tongue.say("show")}
      </button>
    </form>
  );
}

function Sources({ given }: { given: Record<string, string> }) {
  const tongue = useTongue();
  const asked = useAsked<Comparison>("compare", given);
  return (
    <Answer asked={asked}>
      {(told) => (
        <>
          {told.total === 0 && <p class="notice">{tongue.say("nothing_found")}</p>}
          <p class="faint" role="status">
            {tongue.count(told.total, "one_event", "count_events")} ·{" "}
            {tongue.count(told.outlets.length, "one_outlet", "count_outlets")}
            {told.total > told.events.length && ` · ${tongue.say("left_more", { n: told.total - told.events.length })}`}
          </p>
          {told.events.map((one) => (
            <EventTable key={one.event.id} compared={one} />
          ))}
        </>
      )}
    </Answer>
  );
}

function EventTable({ compared }: { compared: Compared }) {
  const tongue = useTongue();
  const { event, slots } = compared;
  const all = slots.flatMap((slot) => slot.values.flatMap((value) => value.says.map((says) => says.outlet ?? "")));
  const outlets = [...new Set(all)].sort();
  return (
    <section class="compared">
      <h2>
        <a href={link("event", event.id)}>
          <Name>{tongue.label(event.label)}</Name>
        </a>
      </h2>
      <p class="line">
        <When event={event} />
        <Disputed slots={event.disputed} />
        <Support event={event} />
      </p>
      <div class="table">
        <table>
          <thead>
            <tr>
              <th scope="col">{tongue.say("slot")}</th>
              {outlets.map((outlet) => (
                <th key={outlet} scope="col">
                  <Name>{outlet || tongue.say("unknown_outlet")}</Name>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {slots.map((slot) => (
              <tr key={slot.slot} class={slot.disputed ? "disputed" : undefined}>
                <th scope="row">{capital(tongue.slot(slot.slot))}</th>
                {outlets.map((outlet) => (
                  <td key={outlet}>
                    <Cell slot={slot} outlet={outlet} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What one outlet claims of one slot. */
function Cell({ slot, outlet }: { slot: Compared["slots"][number]; outlet: string }) {
  const tongue = useTongue();
  const own = (says: Says) => (says.outlet ?? "") === outlet;
  const values = slot.values.filter((value) => value.says.some(own));
  if (!values.length) return <span class="faint">{tongue.say("no_claim")}</span>;
  return (
    <ul class="plain-list">
      {values.map((value) => (
        <li key={value.value.text}>
          <Said value={value.value} />
          {value.says.filter(own).map(({ claim }) => (
            <p key={`${claim.article} ${claim.start} ${claim.factuality}`} class="line small">
              <a href={link("article", claim.article, { at: `${claim.start}-${claim.end}` })} title={claim.quote}>
                {tongue.say("read_article")}
              </a>
              <ClaimFacts claim={claim} />
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
