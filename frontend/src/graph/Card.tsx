// How things and groups of things look on the canvas.

import {
  EntityElement, EntityGroup, useWorkspace, type Element, type TemplateProps,
} from "@reactodia/workspace";
import { useCallback, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";

import { say, sayCount } from "../shared/words";
import { useChanges, useExplorer } from "./context";
import { Glyph } from "./Glyph";
import { sectionsOf } from "./members";
import { familyOf, type Card } from "./things";

const SHOWN_ITEMS = 7;
const SHOWN_LINES = 4;

/** The card of one thing. */
function ThingCard({ element }: TemplateProps) {
  const { explorer } = useExplorer();
  const { model } = useWorkspace();
  const own = useRef<HTMLDivElement>(null);
  const iri = element instanceof EntityElement ? element.iri : "";
  const card = explorer.knowledge.card(iri, model.language);
  usePlace(own, element, "button");
  if (!card) return <div ref={own} className="card">{iri}</div>;
  return (
    <div ref={own} className={`card family-${familyOf(card)}`} lang={model.language}>
      <p className="what">{card.kind}</p>
      <CardBody card={card} />
    </div>
  );
}

function CardBody({ card }: { card: Card }) {
  if (!card.quantity) {
    return (
      <>
        <p className="label" lang={card.language || undefined}>{card.label}</p>
        {card.said_by ? <p className="by">{card.said_by}</p> : null}
        {card.lines?.slice(0, SHOWN_LINES).map((line) => <p key={line} className="by line">{line}</p>)}
      </>
    );
  }
  return (
    <>
      <p className="amount"><Glyph svg={card.glyph ?? ""} meaning={card.meant ?? ""} /> {card.quantity}</p>
      <p className="label counted">{card.counted}{card.when ? `, ${card.when}` : ""}</p>
      <p className="by">
        {card.said_by}{card.origins ? ` · ${card.origins}` : ""}
      </p>
      <p className="by tags">
        {card.party ? <span className="tag party">{say("party to the war")}</span> : null}
        {card.weak ? <span className="tag weak">{card.weak}</span> : null}
        {card.caveats?.map((caveat) => <span key={caveat} className="tag caveat">{caveat}</span>)}
      </p>
    </>
  );
}

/** Many things of one relation, as a list of a few at a time. */
function GroupCard({ element }: TemplateProps) {
  const { explorer } = useExplorer();
  const { model } = useWorkspace();
  const own = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const items = element instanceof EntityGroup ? element.items : [];
  useChanges(explorer);
  const known = items.flatMap((item) => explorer.knowledge.card(item.data.id, model.language) ?? []);
  const cards = sectionsOf(known, model.language).flatMap((section) => section.cards);
  const shown = cards.slice(first, first + SHOWN_ITEMS);
  const kinds = [...new Set(cards.map((card) => card.kind))];
  const title = sayCount("{count} thing", "{count} things", items.length);
  usePlace(own, element, "group", `${title}: ${kinds.join(", ")}`);
  const group = element instanceof EntityGroup ? element : null;
  return (
    <div ref={own} className={`card group family-${familyOf(cards[0])}`} lang={model.language}>
      <p className="what">{kinds.join(", ")} · {title}</p>
      <ul>
        {shown.map((card) => (
          <li key={card.iri}>
            <button type="button" tabIndex={-1} title={card.label} aria-current={card.iri === explorer.looking.iri}
              onClick={() => group && explorer.looking.look(group, card.iri)}>
              {card.glyph ? <Glyph svg={card.glyph} meaning={card.meant ?? ""} /> : null}
              <span lang={card.language || undefined}>{card.label}</span>
            </button>
          </li>
        ))}
      </ul>
      {items.length > SHOWN_ITEMS ? (
        <p className="turn" data-reactodia-no-export="true">
          <button type="button" tabIndex={-1} aria-label={say("Those before")} disabled={first === 0}
            onClick={() => setFirst(Math.max(0, first - SHOWN_ITEMS))}>←</button>
          <span>{say("{from} to {to} of {all}", { from: first + 1, to: first + shown.length, all: items.length })}</span>
          <button type="button" tabIndex={-1} aria-label={say("Those after")}
            disabled={first + SHOWN_ITEMS >= items.length}
            onClick={() => setFirst(first + SHOWN_ITEMS)}>→</button>
        </p>
      ) : null}
    </div>
  );
}

/** The template of an element. */
export function templateOf(element: Element) {
  return element instanceof EntityGroup ? GroupCard : ThingCard;
}

/** Say what the place on the canvas is that a card stands in: the library leaves it without role and
 *  name, though it takes the focus. A button is named by what it holds. */
function usePlace(own: React.RefObject<HTMLElement | null>, element: Element, role: string, name?: string): void {
  const { model } = useWorkspace();
  const isChosen = useSyncExternalStore(
    useCallback((changed: () => void) => {
      model.events.on("changeSelection", changed);
      return () => model.events.off("changeSelection", changed);
    }, [model]),
    () => model.selection.includes(element),
  );
  useLayoutEffect(() => {
    const place = own.current?.closest("[data-element-id]");
    place?.setAttribute("role", role);
    if (name) place?.setAttribute("aria-label", name);
    place?.toggleAttribute("data-chosen", isChosen);
  }, [own, role, name, isChosen]);
}
