// Which events are shown: fields whose values stand in the address.

import { useAsked, type Overview } from "./api";
import { go, link, type Given, type Place } from "./route";
import { capital, useTongue } from "./words";

const FACTUALITIES = ["Certain", "Possible", "Planned", "Denied"] as const;
const FIELDS = ["type", "who", "and_who", "since", "until", "outlet", "factuality", "disputed", "q", "article", "place"];

/** The filters of the address, as the server takes them. */
export function filters(place: Place): Given {
  return Object.fromEntries(FIELDS.map((name) => [name, place.given[name] ?? ""]).filter(([, v]) => v));
}

export function Filters({ place }: { place: Place }) {
  const tongue = useTongue();
  const overview = useAsked<Overview>("overview").told;
  const given = place.given;
  const set = (name: string, value: string) =>
    go(link(place.view, place.id, { ...given, [name]: value, offset: "" }), { replace: true });
  const changed = (name: string) => (change: Event) =>
    set(name, (change.target as HTMLInputElement | HTMLSelectElement).value.trim());
  const types = Object.entries(tongue.vocabulary.types).filter(([, kind]) => kind.group === "event");
  const kept = Object.fromEntries(Object.entries(given).filter(([name]) => !FIELDS.includes(name)));
  const isSet = Object.keys(filters(place)).length > 0;
  const isWide = matchMedia("(min-width: 40rem)").matches;
  return (
    <details class="filter-box" open={isWide || isSet}>
      <summary>{tongue.say("filters")}</summary>
      <form class="filters" aria-label={tongue.say("filters")} onSubmit={(submit) => submit.preventDefault()}>
      <label>
        {tongue.say("type")}
        <select name="type" value={given["type"] ?? ""} onChange={changed("type")}>
          <option value="">{tongue.say("all_types")}</option>
          {types.map(([type]) => (
            <option key={type} value={type}>
              {capital(tongue.type(type))}
            </option>
          ))}
        </select>
      </label>
      <label>
        {tongue.say("who")}
        <input name="who" value={given["who"] ?? ""} onChange={changed("who")} autocomplete="off" />
      </label>
      <label class="short">
        {tongue.say("since")}
        <input name="since" value={given["since"] ?? ""} placeholder={tongue.say("date_hint")}
          pattern="\d{4}(-\d\d(-\d\d)?)?" onChange={changed("since")} autocomplete="off" />
      </label>
      <label class="short">
        {tongue.say("until")}
        <input name="until" value={given["until"] ?? ""} placeholder={tongue.say("date_hint")}
          pattern="\d{4}(-\d\d(-\d\d)?)?" onChange={changed("until")} autocomplete="off" />
      </label>
      <label>
        {capital(tongue.say("outlet"))}
        <select name="outlet" value={given["outlet"] ?? ""} onChange={changed("outlet")}>
          <option value="">{tongue.say("any")}</option>
          {(overview?.outlets ?? []).map(
            ({ name }) => name && <option key={name} value={name}>{name}</option>,
          )}
        </select>
      </label>
      <label>
        {capital(tongue.say("article"))}
        <input name="article" value={given["article"] ?? ""} placeholder={tongue.say("article_hint")}
          onChange={changed("article")} autocomplete="off" />
      </label>
      <label class="short">
        {tongue.say("factuality")}
        <select name="factuality" value={given["factuality"] ?? ""} onChange={changed("factuality")}>
          <option value="">{tongue.say("any")}</option>
          {FACTUALITIES.map((name) => (
            <option key={name} value={name}>
              {tongue.line(name)}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          name="disputed"
          checked={given["disputed"] === "true"}
          onChange={(change) => set("disputed", change.currentTarget.checked ? "true" : "")}
        />
        {tongue.say("only_disputed")}
      </label>
      {isSet && (
        <button type="button" onClick={() => go(link(place.view, place.id, { ...kept, offset: "" }), { replace: true })}>
          {tongue.say("reset")}
        </button>
      )}
      </form>
    </details>
  );
}
