// The frame of all views: heading, search, ways to the views, language and colours.

import type { FunctionComponent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAsked, type Vocabulary } from "./api";
import { Answer } from "./parts";
import { AtDesk, useDesk, useEditing } from "./editing";
import { lazy } from "./lazy";
import { go, link, usePlace, type Place } from "./route";
import { ArticleView } from "./views/article";
import { EntityView } from "./views/entity";
import { EventView } from "./views/event";
import { CompareView } from "./views/compare";
import { DecisionsView, Pending } from "./views/decisions";
import { ArticlesView, EntitiesView, EventsView } from "./views/lists";
import { OverviewView } from "./views/overview";
import { SearchView } from "./views/search";
import { LANGUAGES, Speaking, Tongue, useTongue, type Language, type Word } from "./words";

export type View = FunctionComponent<{ place: Place }>;

const VIEWS: Record<string, View> = {
  "": OverviewView,
  search: SearchView,
  compare: CompareView,
  events: EventsView,
  entities: EntitiesView,
  articles: ArticlesView,
  event: EventView,
  entity: EntityView,
  article: ArticleView,
  decisions: DecisionsView,
  graph: lazy(async () => (await import("./views/graph")).GraphView),
  map: lazy(async () => (await import("./views/map")).MapView),
  query: lazy(async () => (await import("./views/query")).QueryView),
  timeline: lazy(async () => (await import("./views/timeline")).TimelineView),
};
const MENU: readonly [string, Word][] = [
  ["", "overview"],
  ["timeline", "timeline"],
  ["map", "map"],
  ["graph", "graph"],
  ["compare", "compare"],
  ["query", "query"],
];

export function App() {
  const [language, setLanguage] = useState<Language>(remembered("language") === "en" ? "en" : "id");
  const vocabulary = useAsked<Vocabulary>("vocabulary");
  const desk = useDesk();
  useEffect(() => {
    document.documentElement.lang = language;
    remember("language", language);
  }, [language]);
  const bare = new Tongue(language, { types: {}, slots: {}, stances: {}, lines: {}, base: "", prefixes: {} });
  return (
    <Speaking value={bare}>
      <Answer asked={vocabulary}>
        {(told) => (
          <Speaking value={new Tongue(language, told)}>
            <AtDesk value={desk}>
              <Frame setLanguage={setLanguage} />
            </AtDesk>
          </Speaking>
        )}
      </Answer>
    </Speaking>
  );
}

function Frame({ setLanguage }: { setLanguage: (language: Language) => void }) {
  const tongue = useTongue();
  const place = usePlace();
  const editing = useEditing();
  const menu = editing ? [...MENU, ["decisions", "corrections"] as const] : MENU;
  const content = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const where = `${place.view}/${place.id}`;
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    scrollTo(0, 0);
    content.current?.focus({ preventScroll: true });
  }, [where]);
  const View = VIEWS[place.view];
  return (
    <>
      <a class="skip" href="#content" onClick={(click) => (click.preventDefault(), content.current?.focus())}>
        {tongue.say("skip")}
      </a>
      <header>
        <a class="brand" href={link("")}>
          Simpul
        </a>
        <SearchField place={place} />
        <nav aria-label={tongue.say("views")}>
          {menu.map(([view, word]) => (
            <a key={view} href={link(view)} aria-current={place.view === view ? "page" : undefined}>
              {tongue.say(word)}
            </a>
          ))}
        </nav>
        <div class="tools">
          <LanguageChoice setLanguage={setLanguage} />
          <ThemeChoice />
        </div>
      </header>
      <Pending />
      <main id="content" ref={content} tabIndex={-1} data-place={place.address}>
        {View ? <View key={`${where} ${editing?.epoch}`} place={place} /> : <p class="notice">{tongue.say("not_here")}</p>}
      </main>
    </>
  );
}

function SearchField({ place }: { place: Place }) {
  const tongue = useTongue();
  const q = place.view === "search" ? (place.given["q"] ?? "") : "";
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current) field.current.value = q;
  }, [q]);
  const search = (submit: SubmitEvent) => {
    submit.preventDefault();
    const words = field.current?.value.trim();
    if (words) go(link("search", "", { q: words }));
  };
  return (
    <form role="search" onSubmit={search}>
      <input
        ref={field}
        type="search"
        name="q"
        aria-label={tongue.say("search")}
        placeholder={tongue.say("search_hint")}
        autocomplete="off"
      />
      <button type="submit">{tongue.say("search")}</button>
    </form>
  );
}

function LanguageChoice({ setLanguage }: { setLanguage: (language: Language) => void }) {
  const tongue = useTongue();
  return (
    <div class="choice" role="group" aria-label={tongue.say("language")}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          data-language={language}
          aria-pressed={tongue.language === language}
          onClick={() => setLanguage(language)}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

/** Light or dark: what the system says, until the reader chooses. */
function ThemeChoice() {
  const tongue = useTongue();
  const [theme, setTheme] = useState(remembered("theme"));
  const isDark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  useEffect(() => {
    if (theme) {
      document.documentElement.dataset["theme"] = theme;
      remember("theme", theme);
    }
  }, [theme]);
  return (
    <button
      type="button"
      class="theme"
      aria-label={tongue.say("theme")}
      title={tongue.say("theme")}
      aria-pressed={isDark}
      onClick={() => setTheme(isDark ? "light" : "dark")}
    >
      {isDark ? "☀" : "☾"}
    </button>
  );
}

function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`simpul.${name}`);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`simpul.${name}`, value);
  } catch {
    // a browser that keeps nothing
  }
}

