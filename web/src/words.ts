// The words of the page in the reader's language.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Labels, Value, Vocabulary } from "./api";
import { WORDS } from "./made/words";

export type Language = "id" | "en";
export type Word = keyof typeof WORDS;

export const LANGUAGES: readonly Language[] = ["id", "en"];

/** How to say things: words of the page, of classes, slots and stances. */
export class Tongue {
  constructor(
    readonly language: Language,
    readonly vocabulary: Vocabulary,
  ) {}

  say(word: Word, put: Record<string, string | number> = {}): string {
    return WORDS[word][this.language].replace(/\{(\w+)\}/g, (_, name: string) => String(put[name]));
  }

  /** A number of things, with the words for one and for several. */
  count(n: number, one: Word, several: Word): string {
    return n === 1 ? this.say(one) : this.say(several, { n: n.toLocaleString(this.language) });
  }

  label(label: Labels): string {
    return label[this.language];
  }

  type(name: string): string {
    return this.named(this.vocabulary.types[name]?.label, name);
  }

  slot(name: string): string {
    if (name === "factuality") return this.say("factuality").toLowerCase();
    return this.named(this.vocabulary.slots[name], name);
  }

  stance(name: string): string {
    return this.named(this.vocabulary.stances[name], name);
  }

  line(name: string): string {
    return this.named(this.vocabulary.lines[name], name);
  }

  /** What a slot is claimed to be. */
  value(value: Value): string {
    switch (value.kind) {
      case "entity":
        return value.thing?.label ?? value.text;
      case "date":
        return this.date(value.text);
      case "stance":
        return this.stance(value.text);
      case "factuality":
        return this.line(value.text);
      case "type":
        return this.type(value.text);
      case "number":
        return Number(value.text).toLocaleString(this.language);
      default:
        return value.text;
    }
  }

  colour(type: string): string {
    return this.vocabulary.types[type]?.colour ?? "#888888";
  }

  /** A day, month or year of the calendar: "3 September 2025". */
  date(text: string): string {
    const [year = "", month, day] = text.split("-");
    const moment = new Date(Date.UTC(Number(year), month ? Number(month) - 1 : 0, day ? Number(day) : 1));
    return new Intl.DateTimeFormat(this.language, {
      year: "numeric",
      ...(month ? { month: "short" } : {}),
      ...(day ? { day: "numeric" } : {}),
      timeZone: "UTC",
    }).format(moment);
  }

  private named(label: Labels | undefined, name: string): string {
    return label ? label[this.language] : name;
  }
}

const Spoken = createContext<Tongue | null>(null);
export const Speaking = Spoken.Provider;

export function useTongue(): Tongue {
  const tongue = useContext(Spoken);
  if (!tongue) throw new Error("a view stands outside of Speaking");
  return tongue;
}

/** A word or sentence with a capital letter at its beginning. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
