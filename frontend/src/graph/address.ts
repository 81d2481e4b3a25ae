// The address of the explorer: what it holds is shown, and what is shown it holds.

import { EntityElement } from "@reactodia/workspace";
import { useCallback, useEffect, useRef } from "react";

import { say } from "../shared/words";
import { onChange } from "./context";
import type { Explorer } from "./explorer";
import type { Beginning } from "./Start";
import { packView, readAddress, unpackView, writeAddress } from "./state";

const WAIT_BEFORE_WRITING = 400; // milliseconds

/** Keep the address and what is shown the same. What is returned leads to an empty address, from
 *  which Back leads to the view that was left.
 *  @param show does what makes a view, once the canvas is seen
 *  @param waiting how many such tasks have not ended yet */
export function useAddress(
  explorer: Explorer | null,
  beginning: Beginning,
  { show, restart, tell, waiting }: {
    show: (task: () => Promise<unknown>) => void;
    restart: () => void;
    tell: (words: string) => void;
    waiting: React.RefObject<number>;
  },
): () => void {
  const written = useRef("");
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => {
    if (!explorer) return;
    const read = () => {
      if (location.hash === written.current) return;
      clearTimeout(timer.current); // what was shown is not what is at this address
      written.current = location.hash;
      const { iri, preset, state } = readAddress(location.hash);
      const chosen = beginning.presets.find((one) => one.id === preset);
      const something = async (shown: Promise<void>) => {
        await shown;
        if (!explorer.iris.length) tell(say("This graph has no such thing."));
      };
      if (state) show(async () => something(explorer.show(await unpackView(state), iri)));
      else if (iri) show(() => something(explorer.begin(iri)));
      else if (chosen) show(() => explorer.open(chosen));
      else if (preset !== null) tell(say("There is no question of this name to begin with; here are those that there are."));
      else if (location.hash.startsWith("#iri=")) tell(say("This graph has no such thing."));
      else if (location.hash.length > 1) tell(say("This address tells of no view; begin here."));
      else if (!location.hash) restart();
    };
    const write = () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void packed(explorer).then((hash) => {
        if (waiting.current) return write(); // what is shown so far is no view
        if (hash === written.current || (!hash && !written.current)) return;
        written.current = hash;
        const address = hash || location.pathname;
        if (location.hash || !hash) history.replaceState(null, "", address);
        else history.pushState(null, "", address); // Back leads to the start
      }), WAIT_BEFORE_WRITING);
    };
    read();
    addEventListener("hashchange", read);
    const stop = onChange(explorer, write);
    return () => {
      clearTimeout(timer.current);
      removeEventListener("hashchange", read);
      stop();
    };
  }, [explorer, beginning, show, restart, tell, waiting]);
  return useCallback(() => {
    history.pushState(null, "", location.pathname);
    written.current = "";
  }, []);
}

async function packed(explorer: Explorer): Promise<string> {
  const view = explorer.view();
  if (!view.places.length) return "";
  const [chosen] = explorer.model.selection;
  const iri = chosen instanceof EntityElement ? chosen.iri : explorer.looking.iri ?? (view.places[0]?.iris[0] ?? null);
  return writeAddress(iri, await packView(view));
}
