// What is chosen, told beside the canvas: what it is, what it is related to, and what shows it.

import {
  EntityElement, EntityGroup, iterateRelationsOf, RelationGroup, RelationLink, type Link,
} from "@reactodia/workspace";
import { useEffect, useRef, useState } from "react";

import { pageAddress, pageOf } from "../shared/addresses";
import { ONTOLOGY } from "../shared/namespaces";
import { say, sayCount, sayNumber } from "../shared/words";
import { About, Drawings } from "./About";
import { removed, useChanges, useExplorer } from "./context";
import { Glyph } from "./Glyph";
import { GroupPanel, takeOut } from "./GroupPanel";
import { NeverTogether, type Counted } from "./knowledge";
import { relationOf, wordsOf } from "./relations";
import { claimOf, familyOf, mayUnfold, nameOf, type Card } from "./things";

/** So many things by themselves can be put together at once. */
const LEAST_GROUPED = 6;

/** What is chosen; nothing where nothing is. */
export function Panel() {
  const { explorer } = useExplorer();
  useChanges(explorer);
  const chosen = explorer.model.selection;
  const [only] = chosen.length === 1 ? chosen : [];
  if (only instanceof EntityElement) {
    const card = explorer.cardOf(only.iri);
    return card ? <Frame title={card.kind} family={familyOf(card)}><Thing key={card.iri} card={card} element={only} /></Frame> : null;
  }
  if (only instanceof EntityGroup) {
    const card = explorer.cardOf(explorer.looking.iri ?? "");
    if (card) return <Frame title={card.kind} family={familyOf(card)}><Thing key={card.iri} card={card} element={only} /></Frame>;
    return <Frame title={say("Group")}><GroupPanel key={only.id} group={only} /></Frame>;
  }
  if (only instanceof RelationLink || only instanceof RelationGroup)
    return <Frame title={say("Relation")}><Relation link={only} /></Frame>;
  if (chosen.length > 1) return <Frame title={say("Chosen")}><Several /></Frame>;
  return null;
}

function Frame({ title, family = "", children }: { title: string; family?: string; children: React.ReactNode }) {
  const { explorer } = useExplorer();
  const aside = useRef<HTMLElement>(null);
  const [first] = explorer.model.selection;
  const looked = explorer.looking.iri;
  useEffect(() => {
    // On a phone it stands below the canvas or above the list; what the address chose moves nothing.
    if (navigator.userActivation.hasBeenActive) aside.current?.scrollIntoView({ block: "nearest" });
    aside.current?.scrollTo({ top: 0 });
  }, [first, title, looked]);
  useEffect(() => explorer.makeRoom(aside.current), [explorer]);
  const close = () => {
    const [element] = explorer.model.selection;
    explorer.model.setSelection([]);
    if (!(element instanceof EntityElement) && !(element instanceof EntityGroup)) return;
    const listed = document.querySelector<HTMLElement>(`[data-unfolds="${CSS.escape(element.id)}"]`);
    (listed ?? element).focus();
  };
  return (
    <aside ref={aside} className={`panel family-${family}`} aria-label={say("About what is chosen")}
      onKeyDown={(event) => event.key === "Escape" && close()}>
      <p className="kicker">{title}
        <button type="button" className="close" onClick={close} aria-label={say("Close")}>×</button></p>
      {children}
    </aside>
  );
}

function Thing({ card, element }: { card: Card; element: EntityElement | EntityGroup }) {
  const shared = useExplorer();
  const claim = claimOf(card.iri);
  return (
    <div className={`family-${familyOf(card)}`}>
      <h2 className="thing" tabIndex={-1} lang={card.language || undefined}>
        {card.glyph ? <Glyph svg={card.glyph} meaning={card.meant ?? ""} /> : null} {card.label}
      </h2>
      {card.lines?.map((line) => <p key={line} className="by">{line}</p>)}
      {card.said_by ? <p className="by">{say("Said by: {who}", { who: card.said_by })}</p> : null}
      <p className="row">
        <a className="button" href={card.path}>{claim ? say("Page of the claim") : say("Open its page")}</a>
        {element instanceof EntityElement
          ? <button type="button" className="button" onClick={() => removed([element], shared)}>{say("Remove")}</button>
          : <InGroup card={card} group={element} />}
      </p>
      {isClaim(card) ? <About key={card.iri} iri={claim ?? card.iri} /> : null}
      {mayUnfold(card) ? <Relations card={card} /> : <p className="note">{new NeverTogether().message}</p>}
      {isClaim(card) ? <Drawings iri={claim ?? card.iri} /> : null}
    </div>
  );
}

/** What can be done with a thing in a group. */
function InGroup({ card, group }: { card: Card; group: EntityGroup }) {
  const shared = useExplorer();
  const all = () => {
    shared.explorer.looking.look(group, null);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".panel .thing")?.focus());
  };
  return (
    <>
      <button type="button" className="button" onClick={() => takeOut(group, card.iri, shared)}>{say("Take out")}</button>
      <button type="button" className="button" onClick={all}>
        {sayCount("Group of {count} thing", "Group of {count} things", group.items.length)}</button>
    </>
  );
}

/** What a thing is related to, and how often, in both directions. */
function Relations({ card }: { card: Card }) {
  const { explorer, act, tell } = useExplorer();
  useChanges(explorer);
  const [counts, setCounts] = useState<Counted[] | null>(null);
  const [fault, setFault] = useState("");
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    const fetching = explorer.knowledge.counts(card, leaving.signal);
    fetching.then(setCounts, (error: Error) => {
      if (!leaving.signal.aborted) setFault(error.message);
    });
    return () => leaving.abort();
  }, [card, explorer, attempt]);
  if (fault) {
    const again = () => {
      setFault("");
      setAttempt((count) => count + 1);
    };
    return <p className="note">{fault} <button type="button" className="button" onClick={again}>{say("Try again")}</button></p>;
  }
  if (!counts) return <p className="quiet">{say("Counting what it is related to…")}</p>;
  if (!counts.length) return <p className="quiet">{say("It is related to nothing that the explorer follows.")}</p>;
  const expand = ({ relation, way }: Counted) => act(async () => {
    const { added, isAll } = await explorer.expand(card.iri, relation, way);
    explorer.select(card.iri);
    const words = sayCount("{count} thing was added", "{count} things were added", added);
    if (isAll && !added) return tell(say("All of that is here already."));
    tell(isAll ? words : `${words} ${say("There are more than can be fetched at once.")}`);
  });
  const group = ({ relation, way }: Counted) => act(async () => {
    const things = explorer.apart(card.iri, relation, way);
    await explorer.group(things);
    tell(sayCount("{count} thing is in a group now.", "{count} things are in a group now.", things.length));
  });
  const here = ({ relation, way, count }: Counted) => {
    const shown = explorer.shownOf(card.iri, relation, way);
    if (!shown) return sayNumber(count);
    return shown < count ? say("{shown} of {count}", { shown, count }) : <>{sayNumber(count)} <span role="img" aria-label={say("All here")} title={say("All here")}>✓</span></>;
  };
  return (
    <section aria-labelledby="relations">
      <h3 id="relations">{say("Add what it is related to")}</h3>
      <ul className="relations">
        {counts.map((one) => (
          <li key={`${one.relation.id} ${one.way}`}>
            <button type="button" onClick={() => expand(one)}>
              <span>{one.way === "out" ? "→" : "←"} {wordsOf(one.relation, one.way, explorer.language)}</span>
              <span className="count">{here(one)}</span>
            </button>
            {explorer.apart(card.iri, one.relation, one.way).length < LEAST_GROUPED ? null : (
              <button type="button" className="grouping" onClick={() => group(one)}>{say("Group")}
                <span className="unseen"> {wordsOf(one.relation, one.way, explorer.language)}</span></button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A relation: what it joins, whether it is stated or counted, and the claim that shows it. */
function Relation({ link }: { link: Link }) {
  const { explorer } = useExplorer();
  const edges = [...iterateRelationsOf(link)];
  const relation = relationOf(edges[0]?.linkTypeId ?? "");
  if (!relation) return null;
  const property = relation.property.startsWith("ref:") ? pageOf(ONTOLOGY + relation.property.slice(4)) : null;
  const claim = edges.length === 1 ? edges.map((edge) => edge.sourceId).find((iri) => nameOf(iri).startsWith("claim/")) : undefined;
  return (
    <>
      <h2 className="thing" tabIndex={-1}>{wordsOf(relation, "out", explorer.language)}</h2>
      <ul className="members">
        {edges.map((edge) => (
          <li key={`${edge.sourceId} ${edge.targetId}`}>
            <span><End iri={edge.sourceId} /> → <End iri={edge.targetId} /></span>
          </li>
        ))}
      </ul>
      <p className="note">{relation.derived
        ? say("Counted by the explorer from the claims between the two; no text states it.")
        : say("Stated in the graph, not inferred.")} {property ? <a href={property}>{relation.property}</a> : null}</p>
      {relation.derived && edges[0] ? <Behind iri={edges[0].sourceId} target={edges[0].targetId} /> : null}
      {claim ? <><About iri={claim} /><Drawings iri={claim} /></> : null}
    </>
  );
}

/** Where the claims are listed that a derived relation was counted from. */
function Behind({ iri, target }: { iri: string; target: string }) {
  const isArticle = nameOf(iri).startsWith("article/");
  const page = pageOf(isArticle ? iri : target);
  return page ? <p><a href={page}>{say("The claims are on this page")}</a></p> : null;
}

function End({ iri }: { iri: string }) {
  const { explorer } = useExplorer();
  const card = explorer.cardOf(iri);
  return card ? <a href={card.path} lang={card.language || undefined}>{card.label}</a> : <>{iri}</>;
}

/** Several things at once. */
function Several() {
  const { explorer, act, tell } = useExplorer();
  const chosen = explorer.model.selection.filter((one) => one instanceof EntityElement);
  return (
    <>
      <h2 className="thing" tabIndex={-1}>{sayCount("{count} thing", "{count} things", chosen.length)}</h2>
      <p className="row">
        <button type="button" className="button" onClick={() => act(() => explorer.group(chosen))}>{say("Group them")}</button>
        <button type="button" className="button" onClick={() => removed(chosen, { explorer, tell })}>{say("Remove them")}</button>
      </p>
      <p className="quiet"><a href={pageAddress("/method")}>{say("How things are modelled")}</a></p>
    </>
  );
}

function isClaim(card: Card): boolean {
  return ["figure", "statement"].includes(familyOf(card)) || claimOf(card.iri) !== null;
}
