// Queries that were run here, kept by this browser only if the reader wants it.

const KEY = "refusals-queries";
export const MOST_ENTRIES = 100;
const MOST_CHARACTERS = 1_000_000; // of all of them

/** A query that was run. */
export interface Entry {
  query: string;
  /** When, in milliseconds since 1970. */
  at: number;
  seconds: number;
  /** Rows of the result; null where there is no such number. */
  rows: number | null;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The history. It is on as long as anything, be it an empty list, is stored. */
export class History {
  constructor(private readonly store: Store | null) {}

  get isOn(): boolean {
    return this.stored() !== null;
  }

  /** Whether this browser can keep it at all. */
  get isPossible(): boolean {
    return this.store !== null;
  }

  /** The newest first. */
  get entries(): Entry[] {
    try {
      const read = JSON.parse(this.stored() ?? "[]") as unknown;
      return Array.isArray(read) ? read.filter(isEntry) : [];
    } catch {
      return [];
    }
  }

  turnOn(): void {
    if (!this.isOn) this.write([]);
  }

  /** Turn it off, which deletes it. */
  turnOff(): void {
    this.store?.removeItem(KEY);
  }

  /** Add a query if the history is on; one that was run before moves to the top. */
  add(entry: Entry): void {
    if (!this.isOn) return;
    this.write([entry, ...this.entries.filter(({ query }) => query !== entry.query)]);
  }

  remove(entry: Entry): void {
    if (this.isOn) this.write(this.entries.filter(({ at, query }) => at !== entry.at || query !== entry.query));
  }

  clear(): void {
    if (this.isOn) this.write([]);
  }

  private stored(): string | null {
    try {
      return this.store?.getItem(KEY) ?? null;
    } catch {
      return null;
    }
  }

  private write(entries: Entry[]): void {
    let kept = entries.slice(0, MOST_ENTRIES);
    while (kept.length > 1 && JSON.stringify(kept).length > MOST_CHARACTERS) kept = kept.slice(0, -1);
    try {
      this.store?.setItem(KEY, JSON.stringify(kept));
    } catch {
      // No room, or none allowed: then there is no history.
    }
  }
}

/** The storage of this browser; null where it allows none. */
export function ownStorage(): Store | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  return typeof entry?.query === "string" && typeof entry.at === "number" && typeof entry.seconds === "number";
}
