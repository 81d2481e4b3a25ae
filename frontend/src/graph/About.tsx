// What the server tells about a claim: its evidence and its checks, and how it came to be printed.

import { useEffect, useRef, useState } from "react";

import { pageAddress } from "../shared/addresses";
import { find } from "../shared/elements";
import { THINGS } from "../shared/namespaces";
import { say } from "../shared/words";
import { useExplorer } from "./context";
import { Dialog, useDialog } from "./Dialog";
import { nameOf } from "./things";

const VIEWS = ["chain", "disagreement"] as const;

/** The evidence and the checks of a claim, as the server tells them (kg.web.graph_page). */
export function About({ iri }: { iri: string }) {
  const own = useRef<HTMLDivElement>(null);
  const [fault, setFault] = useState("");
  useEffect(() => {
    const leaving = new AbortController();
    fetchAbout(iri, leaving.signal).then(
      (nodes) => own.current?.replaceChildren(...nodes),
      () => leaving.signal.aborted || setFault(say("What shows it could not be fetched.")),
    );
    return () => leaving.abort();
  }, [iri]);
  return (
    <>
      <div ref={own} className="about"><p className="quiet">{say("Fetching the evidence…")}</p></div>
      {fault ? <p className="note">{fault}</p> : null}
    </>
  );
}

/** How a claim came to be printed, and what stands beside it, as pictures. */
export function Drawings({ iri }: { iri: string }) {
  return <>{VIEWS.map((view) => <Drawn key={view} view={view} name={nameOf(iri)} />)}</>;
}

/** A view of a claim that the server draws, small here and whole in a dialog. */
function Drawn({ view, name }: { view: (typeof VIEWS)[number]; name: string }) {
  const [isThere, setThere] = useState(true);
  const { dialog, show } = useDialog();
  const { explorer } = useExplorer();
  const claim = name.replace(/^claim\//, "");
  const title = view === "chain" ? say("Citation chain") : say("Beside other claims");
  if (!isThere) return null;
  return (
    <section className="drawn">
      <h3>{title}</h3>
      <button type="button" onClick={show} aria-label={`${title}: ${say("Show it large")}`}>
        <img src={`${pageAddress(`/${view}/${claim}.svg`)}?width=narrow`} alt="" onError={() => setThere(false)} />
      </button>
      <p><a href={pageAddress(`/${view}/${claim}`)}>{view === "chain" ? say("The chain on its page") : say("The comparison on its page")}</a></p>
      <Dialog dialog={dialog} title={[title, explorer.cardOf(THINGS + name)?.label].filter(Boolean).join(": ")}>
        <img src={`${pageAddress(`/${view}/${claim}.svg`)}?width=wide`} alt={title} loading="lazy" />
      </Dialog>
    </section>
  );
}

async function fetchAbout(iri: string, signal: AbortSignal): Promise<Node[]> {
  const address = `${pageAddress("/graph/about")}?thing=${encodeURIComponent(nameOf(iri))}`;
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(response.statusText);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const nodes = [...find("#about", page).childNodes].filter((node) => node.nodeName !== "H1");
  return nodes.map((node) => document.adoptNode(node));
}
