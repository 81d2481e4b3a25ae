// What all parts of the explorer share.

import { iterateEntitiesOf, type Element } from "@reactodia/workspace";
import { createContext, useContext, useEffect, useReducer } from "react";

import { say, sayCount } from "../shared/words";
import type { Explorer } from "./explorer";

/** What all parts of the explorer share. */
export interface Shared {
  explorer: Explorer;
  /** Do something that takes time: say so, and say what went wrong. */
  act: (task: () => Promise<unknown>) => void;
  /** Tell something to everyone, also to who hears the page. */
  tell: (words: string) => void;
  release: string;
}

export const SharedContext = createContext<Shared | null>(null);

/** What this part shares with the others.
 *  @throws Error outside of the explorer */
export function useExplorer(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error("this stands outside the explorer");
  return shared;
}

/** What cards on a canvas share, which tell nothing and do nothing that takes time to be told of. */
export function quietly(explorer: Explorer): Shared {
  return { explorer, act: (task) => void task(), tell: () => undefined, release: "" };
}

/** Remove things, and tell which. */
export function removed(elements: readonly Element[], { explorer, tell }: Pick<Shared, "explorer" | "tell">): void {
  const names = elements.map((element) => titleOf(element, explorer));
  explorer.remove(elements);
  tell(say("Removed: {what}", { what: names.join(", ") }));
}

/** What an element is called: a group by how many things it has. */
function titleOf(element: Element, explorer: Explorer): string {
  const [first, ...others] = [...iterateEntitiesOf(element)].map((data) => data.id);
  if (first && !others.length) return explorer.cardOf(first)?.label ?? first;
  return sayCount("{count} thing", "{count} things", others.length + 1);
}

/** Call something whenever what is shown or chosen, its language or its history changes.
 *  @returns what ends that */
export function onChange(explorer: Explorer, changed: () => void): () => void {
  const { events, history } = explorer.model;
  const kinds = ["changeCells", "changeSelection", "changeLanguage"] as const;
  for (const kind of kinds) events.on(kind, changed);
  history.events.on("historyChanged", changed);
  const stop = explorer.looking.onChange(changed);
  return () => {
    for (const kind of kinds) events.off(kind, changed);
    history.events.off("historyChanged", changed);
    stop();
  };
}

/** Be drawn again at each of these changes. */
export function useChanges(explorer: Explorer): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => onChange(explorer, redraw), [explorer]);
}
