// The explorer: a canvas with its tools, what is chosen beside it, and the same as a list.

import {
  Canvas, EntityElement, RelationGroup, RelationLink, Selection, SelectionActionRemove, SelectionActionZoomToFit,
  useLoadedWorkspace, Workspace, WorkspaceRoot, type Element, type Link, type WorkspaceContext,
  type WorkspaceProps,
} from "@reactodia/workspace";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";

import { isAbort } from "../shared/events";
import { pageLanguage, say } from "../shared/words";
import { templateOf } from "./Card";
import { onChange, quietly, SharedContext } from "./context";
import { Explorer, type Preset } from "./explorer";
import { pressed } from "./keys";
import { Knowledge } from "./knowledge";
import { layoutOf } from "./layouts";
import { ListView } from "./ListView";
import { Panel } from "./Panel";
import { GraphProvider } from "./provider";
import { LINE } from "./Relation";
import { AroundCards } from "./routes";
import { SearchBox } from "./SearchBox";
import { Start, type Beginning } from "./Start";
import { packView, readAddress, unpackView, writeAddress } from "./state";
import { isThing } from "./things";
import { Toolbar } from "./Toolbar";

const ROUTER = new AroundCards();
const ZOOM = { min: 0.15, max: 2, maxFit: 1, fitPadding: 0 };
const WAIT_BEFORE_WRITING = 400;

/** The explorer with its workspace.
 *  @param translations the own words of the library, in the language of the page */
export function App({ beginning, translations }: {
  beginning: Beginning;
  translations: NonNullable<WorkspaceProps["translations"]>;
}) {
  const knowledge = useMemo(() => new Knowledge(), []);
  const [context, setContext] = useState<WorkspaceContext | null>(null);
  const { onMount } = useLoadedWorkspace(async ({ context: loaded, signal }) => {
    await loaded.model.createNewDiagram({ dataProvider: new GraphProvider(knowledge), signal });
    setContext(loaded);
  }, []);
  return (
    <Workspace ref={onMount} defaultLayout={layoutOf("layers")} defaultLanguage={pageLanguage()}
      translations={translations} renameLinkProvider={null}>
      <Shell context={context} knowledge={knowledge} beginning={beginning} />
    </Workspace>
  );
}

function Shell({ context, knowledge, beginning }: {
  context: WorkspaceContext | null;
  knowledge: Knowledge;
  beginning: Beginning;
}) {
  const explorer = useMemo(() => context && new Explorer(context, knowledge), [context, knowledge]);
  const [told, setTold] = useState("");
  const [busy, setBusy] = useState(0);
  const [isBegun, setBegun] = useState(false);
  const [isListed, setListed] = useState(false);
  // One after the other: what is still being fetched would come into the view that is opened next.
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef(0);
  const act = useCallback((task: () => Promise<unknown>) => {
    flushSync(() => {
      setBusy((count) => count + 1);
      setTold(""); // what went before does not hold for this
    });
    const failed = (error: unknown) => setTold(wordsOfError(error));
    waiting.current += 1;
    last.current = last.current.then(task).catch(failed).finally(() => {
      waiting.current -= 1;
      setBusy((count) => count - 1);
    });
  }, []);
  const shared = useMemo(
    () => explorer && { explorer, act, tell: setTold, release: beginning.release },
    [explorer, act, beginning],
  );
  // The canvas has to be seen before things can be measured and arranged on it.
  const show = useCallback((task: () => Promise<unknown>) => {
    flushSync(() => setBegun(true));
    act(task);
  }, [act]);
  const choose = (iri: string) => show(async () => {
    if (!explorer || !isThing(iri)) return;
    if (!explorer.iris.length) return explorer.begin(iri);
    await explorer.add([iri]);
    explorer.select(iri);
  });
  const open = (preset: Preset) => show(async () => explorer?.open(preset));
  const restart = useCallback(() => {
    setBegun(false);
    if (explorer) act(() => explorer.clear());
  }, [act, explorer]);
  const leave = useAddress(explorer, beginning, { show, restart, tell: setTold, waiting });
  useEffect(() => {
    if (explorer) delete document.documentElement.dataset.view; // from here on it is known what is shown
  }, [explorer]);
  const start = () => {
    leave();
    restart();
  };
  return (
    <div className="explorer" aria-busy={busy > 0} data-begun={isBegun}>
      {shared ? (
        <SharedContext.Provider value={shared}>
          <div className="head">
            <SearchBox choose={choose} />
            {isBegun ? <Toolbar isListed={isListed} list={setListed} restart={start} /> : null}
          </div>
          {isBegun ? null : <Start beginning={beginning} open={open} choose={choose} />}
        </SharedContext.Provider>
      ) : null}
      <div className="stage" data-listed={isListed}>
        <Drawing explorer={explorer} />
        {shared && isBegun ? (
          <SharedContext.Provider value={shared}>
            {isListed ? <ListView /> : null}
            <Panel />
          </SharedContext.Provider>
        ) : null}
      </div>
      <p className="told" role="status">{busy > 0 ? say("Fetching…") : told}</p>
      {isBegun ? <Key /> : null}
    </div>
  );
}

/** The canvas, by mouse and by keyboard. */
function Drawing({ explorer }: { explorer: Explorer | null }) {
  const own = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const area = own.current?.querySelector(".reactodia-paper-area__area");
    area?.setAttribute("role", "group");
    // The list has the relations in words; read one by one they say nothing.
    own.current?.querySelector(".reactodia-label-layer")?.setAttribute("aria-hidden", "true");
    area?.setAttribute("aria-label", say("Canvas: arrow keys lead from thing to thing, Enter opens, Delete removes"));
  }, [explorer]);
  return (
    <div ref={own} className="drawing" onKeyDownCapture={(event) => {
      if (!explorer || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!pressed(explorer, event.key, event.target)) return;
      event.preventDefault();
      event.stopPropagation();
    }}>
      <Resolved explorer={explorer} />
    </div>
  );
}

function Resolved({ explorer }: { explorer: Explorer | null }) {
  const shared = useMemo(() => explorer && quietly(explorer), [explorer]);
  return (
    <SharedContext.Provider value={shared}>
      <WorkspaceRoot>
        <Canvas elementTemplateResolver={resolveElement} linkTemplateResolver={resolveLink} linkRouter={ROUTER}
          zoomOptions={ZOOM}>
          <Selection><SelectionActionZoomToFit dock="nw" /><SelectionActionRemove dock="ne" /></Selection>
        </Canvas>
      </WorkspaceRoot>
    </SharedContext.Provider>
  );
}

/** What the lines and cards mean, and what may be done with what is said. */
function Key() {
  return (
    <p className="quiet legend">
      {say("A claim made in a source, not a fact established by this site.")}{" "}
      {say("Solid lines are stated in the graph; dashed ones are counted by the explorer from several claims.")}
    </p>
  );
}

/** Keep the address and what is shown the same. What is returned leads to an empty address, from
 *  which Back leads to the view that was left. */
function useAddress(
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
      else if (location.hash.startsWith("#iri=")) tell(say("This graph has no such thing."));
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
  const iri = chosen instanceof EntityElement ? chosen.iri : (view.places[0]?.iris[0] ?? null);
  return writeAddress(iri, await packView(view));
}

function wordsOfError(error: unknown): string {
  if (isAbort(error)) return "";
  return error instanceof Error ? error.message : String(error);
}

function resolveElement(_types: readonly string[], element: Element) {
  return templateOf(element);
}

function resolveLink(_type: string | undefined, link: Link) {
  return link instanceof RelationLink || link instanceof RelationGroup ? LINE : undefined;
}
