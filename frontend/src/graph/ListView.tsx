// The same as on the canvas as a list, with the same things to do: for who hears the page, and for
// small screens.

import { EntityElement, EntityGroup, iterateEntitiesOf, iterateRelationsOf, type Element } from "@reactodia/workspace";

import { say, sayCount } from "../shared/words";
import { removed, useChanges, useExplorer } from "./context";
import type { Explorer } from "./explorer";
import { Glyph } from "./Glyph";
import { lineWords } from "./relations";
import { spoken, type Card } from "./things";

/** The list.
 *  @param isFixed whether nothing can be unfolded or removed */
export function ListView({ isFixed = false }: { isFixed?: boolean }) {
  const { explorer, tell } = useExplorer();
  useChanges(explorer);
  const { model } = explorer;
  const edges = model.links.flatMap((link) => [...iterateRelationsOf(link)]);
  return (
    <div className="list-view">
      <h2>{say("What is shown, as a list")}</h2>
      <Size things={explorer.iris.length} relations={edges.length} />
      <ul>
        {inOrder(explorer).flatMap((element) => [...iterateEntitiesOf(element)].map((data) => {
          const card = explorer.cardOf(data.id);
          if (!card) return null;
          const own = edges.filter((edge) => edge.sourceId === card.iri);
          return (
            <li key={card.iri}>
              <p>
                {card.glyph ? <Glyph svg={card.glyph} meaning={card.meant ?? ""} /> : null}
                <Named card={card} words={spoken(card)} />
                {card.quantity ? <small> {[card.origins, card.party && say("party to the war"), card.weak, ...(card.caveats ?? [])].filter(Boolean).join(" · ")}</small> : null}
                {card.lines?.length ? <small> {card.lines.join("; ")}</small> : null}
                {element instanceof EntityGroup ? <small> {say("in a group")}</small> : null}
                {" "}{isFixed ? null : <button type="button" data-unfolds={element.id} onClick={() => explorer.select(card.iri)}>
                  {say("Unfold")}<span className="unseen"> {card.label}</span></button>}
                {element instanceof EntityElement && !isFixed
                  ? <button type="button" onClick={() => removed([element], { explorer, tell })}>
                    {say("Remove")}<span className="unseen"> {card.label}</span></button> : null}
              </p>
              {own.length ? (
                <ul>
                  {own.map((edge) => {
                    const target = explorer.cardOf(edge.targetId);
                    return target ? (
                      <li key={`${edge.linkTypeId} ${edge.targetId}`}>
                        {lineWords(edge.linkTypeId, explorer.language)} <Named card={target} words={target.label} />
                      </li>
                    ) : null;
                  })}
                </ul>
              ) : null}
            </li>
          );
        }))}
      </ul>
    </div>
  );
}

/** How much is shown. */
export function Size({ things, relations }: { things: number; relations: number }) {
  return (
    <p className="quiet">
      {sayCount("{count} thing", "{count} things", things)}, {sayCount("{count} relation", "{count} relations", relations)}
    </p>
  );
}

/** As a reader of the drawing meets them, from left to right, where that is an order. */
function inOrder({ model, layout }: Explorer): readonly Element[] {
  if (layout === "force") return model.elements;
  return [...model.elements].sort(({ position: a }, { position: b }) => a.x - b.x || a.y - b.y);
}

/** A thing by its name, as a link where it has a page here. */
function Named({ card, words }: { card: Card; words: string }) {
  const language = card.language || undefined;
  return card.path ? <a href={card.path} lang={language}>{words}</a> : <span lang={language}>{words}</span>;
}
