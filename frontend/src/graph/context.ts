// What all parts of the explorer share.

import { createContext, useContext, useEffect, useReducer } from "react";

import type { Explorer } from "./explorer";

export interface Shared {
  explorer: Explorer;
  /** Do something that takes time: say so, and say what went wrong. */
  act: (task: () => Promise<unknown>) => void;
  /** Tell something to everyone, also to who hears the page. */
  tell: (words: string) => void;
  release: string;
}

export const SharedContext = createContext<Shared | null>(null);

export function useExplorer(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error("this stands outside the explorer");
  return shared;
}

/** Be drawn again whenever what is shown or chosen changes. */
export function useChanges(explorer: Explorer): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const { events, history } = explorer.model;
    events.on("changeCells", redraw);
    events.on("changeSelection", redraw);
    events.on("changeLanguage", redraw);
    history.events.on("historyChanged", redraw);
    return () => {
      events.off("changeCells", redraw);
      events.off("changeSelection", redraw);
      events.off("changeLanguage", redraw);
      history.events.off("historyChanged", redraw);
    };
  }, [explorer]);
}
