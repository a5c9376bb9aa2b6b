// Places in texts. The server counts characters (code points), as Python does; a string of
// JavaScript counts an emoji as two.

export class Characters {
  private readonly all: string[];

  constructor(text: string) {
    this.all = Array.from(text);
  }

  get length(): number {
    return this.all.length;
  }

  between(start: number, end: number): string {
    return this.all.slice(start, end).join("");
  }

  /** The nearest place before (or behind) another that does not cut a word, within some letters. */
  around(start: number, end: number, reach: number): [number, number] {
    let from = Math.max(0, start - reach);
    let to = Math.min(this.length, end + reach);
    while (from > 0 && from < start && /\S/.test(this.all[from] ?? "")) from += 1;
    while (to < this.length && to > end && /\S/.test(this.all[to - 1] ?? "")) to -= 1;
    return [from, to];
  }
}

/** An address that may be opened: nothing but the web. */
export function webAddress(text: string): string | null {
  return /^https?:\/\//i.test(text) ? text : null;
}
