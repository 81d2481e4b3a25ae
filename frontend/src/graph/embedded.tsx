// The graph of a query's result: the explorer's cards and lines, without what leads further.

import "./graph.css";

import { Canvas, EntityElement, useLoadedWorkspace, Workspace, WorkspaceRoot, type WorkspaceContext } from "@reactodia/workspace";
import { useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";

import { explorerOf, pageOf } from "../shared/addresses";
import { loadWords, pageLanguage, say, sayCount } from "../shared/words";
import { templateOf } from "./Card";
import { quietly, SharedContext, useChanges, useExplorer } from "./context";
import { Explorer } from "./explorer";
import { Knowledge, NeverTogether } from "./knowledge";
import { layoutOf } from "./layouts";
import { ListView, Size } from "./ListView";
import { elementOf, GraphProvider, linkOf } from "./provider";
import { LINE } from "./Relation";
import { AroundCards } from "./router";
import { nameOf } from "./things";
import { drawnOf, ownOf, sheltered, type Drawn, type Triple } from "./triples";

const MOST = 200; // things that are drawn
const LARGE = 60; // more things than that have no layers
const ROUTER = new AroundCards();
const ZOOM = { min: 0.15, max: 2, maxFit: 1, fitPadding: 0, requireCtrl: true };

/** Draw statements as a graph, with the same as a list under it.
 *  @returns what takes it away again; the parent is empty then */
export async function showGraph(parent: HTMLElement, triples: readonly Triple[]): Promise<() => void> {
  await loadWords(import.meta.glob("./words/*.json", { import: "default" }));
  const all = drawnOf(triples, MOST, pageLanguage());
  const knowledge = new Knowledge();
  const lines = new Map(all.cards.map((card) => [card.iri, card.lines]));
  const own = ownOf(all);
  const cards = await new Knowledge().cards(own, pageLanguage()).catch(() => null);
  // Without their cards, things are named by what the result has of them; and who speaks may be
  // somebody without a name.
  const nameless = cards ? cards.filter((card) => card.nameless).map((card) => card.iri)
    : own.filter((iri) => nameOf(iri).startsWith("agent/"));
  const drawn = sheltered(all, new Set(nameless));
  knowledge.keep(drawn.cards, pageLanguage());
  knowledge.keep((cards ?? []).map((card) => ({ ...card, lines: lines.get(card.iri) ?? [] })), pageLanguage());
  const root = createRoot(parent);
  root.render(<Result drawn={drawn} knowledge={knowledge} />);
  return () => root.unmount();
}

function Result({ drawn, knowledge }: { drawn: Drawn; knowledge: Knowledge }) {
  const [context, setContext] = useState<WorkspaceContext | null>(null);
  const explorer = useMemo(() => context && new Explorer(context, knowledge), [context, knowledge]);
  const { onMount } = useLoadedWorkspace(async ({ context: loaded, signal }) => {
    await loaded.model.createNewDiagram({ dataProvider: new GraphProvider(knowledge), signal });
    flushSync(() => setContext(loaded)); // cards are drawn where they find the explorer
    for (const { iri } of drawn.cards) {
      const card = knowledge.card(iri, pageLanguage());
      if (card) loaded.model.addElement(new EntityElement({ id: card.iri, data: elementOf(card) }));
    }
    for (const edge of drawn.edges) loaded.model.createLinks(linkOf(edge));
    await new Promise(requestAnimationFrame);
    const shown = new Explorer(loaded, knowledge);
    await shown.arrange(drawn.cards.length > LARGE ? "force" : "layers");
    await shown.fit();
  }, []);
  const shared = useMemo(() => explorer && quietly(explorer), [explorer]);
  const note = drawn.isSheltered ? <p className="note">{new NeverTogether().message}</p> : null;
  if (!drawn.cards.length) return note ?? <p className="note">{say("There is no statement to draw.")}</p>;
  return (
    <section className="explorer embedded" aria-label={say("Graph of the results")} data-begun="true">
      <Size things={drawn.cards.length} relations={drawn.edges.length} />
      {note}
      {drawn.leftOut ? <p className="note">{sayCount("There is no room for {count} more thing.",
        "There is no room for {count} more things.", drawn.leftOut)}</p> : null}
      <Workspace ref={onMount} defaultLayout={layoutOf("force")} defaultLanguage={pageLanguage()} renameLinkProvider={null}>
        <SharedContext.Provider value={shared}>
          <div className="stage"><div className="drawing"><WorkspaceRoot>
            <Canvas elementTemplateResolver={(_types, element) => templateOf(element)}
              linkTemplateResolver={() => LINE} linkRouter={ROUTER} zoomOptions={ZOOM} />
          </WorkspaceRoot></div></div>
          {shared ? <><Chosen /><details><summary>{say("As a list")}</summary><ListView isFixed /></details></> : null}
        </SharedContext.Provider>
      </Workspace>
    </section>
  );
}

/** Where the thing that is chosen leads. */
function Chosen() {
  const { explorer } = useExplorer();
  useChanges(explorer);
  const [element] = explorer.model.selection;
  const card = element instanceof EntityElement ? explorer.cardOf(element.iri) : undefined;
  const page = card && pageOf(card.iri);
  return (
    <p className="chosen" role="status">
      <button type="button" className="button" onClick={() => void explorer.fit()}>{say("Show all")}</button>{" "}
      {card ? <>{card.label} </> : say("Choose a thing to follow it.")}
      {page ? <><a href={page}>{say("Open its page")}</a> <a href={explorerOf(card.iri)}>{say("Explore from it")}</a></> : null}
    </p>
  );
}
