// The explorer: a canvas with its tools, what is chosen beside it, and the same as a list.

import {
  Canvas, RelationGroup, RelationLink, Selection, SelectionActionRemove, SelectionActionZoomToFit, useLoadedWorkspace,
  Workspace, WorkspaceRoot, type Element, type Link, type WorkspaceContext, type WorkspaceProps,
} from "@reactodia/workspace";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

import { isAbort } from "../shared/events";
import { pageLanguage, say } from "../shared/words";
import { useAddress } from "./address";
import { templateOf } from "./Card";
import { quietly, SharedContext } from "./context";
import { useDialog } from "./Dialog";
import { Explorer, type Preset } from "./explorer";
import { pressed } from "./keys";
import { Knowledge } from "./knowledge";
import { layoutOf } from "./layouts";
import { ListView } from "./ListView";
import { Panel } from "./Panel";
import { GraphProvider } from "./provider";
import { LINE } from "./Relation";
import { AroundCards } from "./router";
import { SearchBox } from "./SearchBox";
import { Start, type Beginning } from "./Start";
import { isThing } from "./things";
import { Toolbar } from "./Toolbar";
import { Keys, Zoom } from "./Zoom";

const ROUTER = new AroundCards();
const ZOOM = { min: 0.15, max: 2, maxFit: 1, fitPadding: 0 };
const NARROW = matchMedia("(max-width: 48rem)");

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
  const isNarrow = useNarrow();
  const [isListed, setListed] = useState(isNarrow);
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
        <Drawing explorer={explorer} tell={setTold} />
        {shared && isBegun ? (
          <SharedContext.Provider value={shared}>
            {isListed && !isNarrow ? <ListView /> : null}
            <Panel />
            {isListed && isNarrow ? <ListView /> : null}
          </SharedContext.Provider>
        ) : null}
      </div>
      <p className="told" role="status">{busy > 0 ? say("Fetching…") : told}</p>
      {isBegun ? <Key /> : null}
    </div>
  );
}

/** Whether the page is as narrow as a phone: there a list says more than the part of a canvas that
 *  has room, and what is chosen stands before it. */
function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      NARROW.addEventListener("change", changed);
      return () => NARROW.removeEventListener("change", changed);
    },
    () => NARROW.matches,
  );
}

/** The canvas, by mouse and by keyboard. */
function Drawing({ explorer, tell }: { explorer: Explorer | null; tell: (words: string) => void }) {
  const own = useRef<HTMLDivElement>(null);
  const { dialog, show: help } = useDialog();
  useEffect(() => {
    const area = own.current?.querySelector(".reactodia-paper-area__area");
    area?.setAttribute("role", "group");
    // The list has the relations in words; read one by one they say nothing.
    own.current?.querySelector(".reactodia-label-layer")?.setAttribute("aria-hidden", "true");
    area?.setAttribute("aria-label", say("Canvas: arrow keys lead from thing to thing, Enter opens, ? lists all keys"));
  }, [explorer]);
  return (
    <div ref={own} className="drawing">
      <div className="sheet" onKeyDownCapture={(event) => {
        if (!explorer || !pressed(explorer, event, { tell, help })) return;
        event.preventDefault();
        event.stopPropagation();
      }}>
        <Resolved explorer={explorer} />
      </div>
      {explorer ? <><Zoom explorer={explorer} help={help} /><Keys dialog={dialog} /></> : null}
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
