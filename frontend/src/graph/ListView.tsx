// The same as on the canvas as a list, with the same things to do: for who hears the page, and for
// small screens.

import { EntityElement, EntityGroup, iterateEntitiesOf, iterateRelationsOf } from "@reactodia/workspace";

import { say, sayCount } from "../shared/words";
import { useChanges, useExplorer } from "./context";
import { relationOf, wordsOf } from "./relations";
import { spoken } from "./things";

export function ListView() {
  const { explorer } = useExplorer();
  useChanges(explorer);
  const { model } = explorer;
  const edges = model.links.flatMap((link) => [...iterateRelationsOf(link)]);
  return (
    <div className="list-view">
      <h2>{say("What is shown, as a list")}</h2>
      <p className="quiet">
        {sayCount("{count} thing", "{count} things", explorer.iris.length)}, {sayCount("{count} relation", "{count} relations", edges.length)}
      </p>
      <ul>
        {model.elements.flatMap((element) => [...iterateEntitiesOf(element)].map((data) => {
          const card = explorer.cardOf(data.id);
          if (!card) return null;
          const own = edges.filter((edge) => edge.sourceId === card.iri);
          return (
            <li key={card.iri}>
              <p>
                <a href={card.path} lang={card.language || undefined}>{spoken(card)}</a>
                {element instanceof EntityGroup ? <small> {say("in a group")}</small> : null}
                {" "}<button type="button" onClick={() => explorer.model.setSelection([element])}>
                  {say("Unfold")}<span className="unseen"> {card.label}</span></button>
                {element instanceof EntityElement
                  ? <button type="button" onClick={() => explorer.remove([element])}>
                    {say("Remove")}<span className="unseen"> {card.label}</span></button> : null}
              </p>
              {own.length ? (
                <ul>
                  {own.map((edge) => {
                    const relation = relationOf(edge.linkTypeId);
                    const target = explorer.cardOf(edge.targetId);
                    return relation && target ? (
                      <li key={`${edge.linkTypeId} ${edge.targetId}`}>
                        {wordsOf(relation, "out", explorer.language)} <a href={target.path} lang={target.language || undefined}>{target.label}</a>
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
