// A group, told beside the canvas: its members in an order that is said, and what can be done with them.

import type { EntityGroup } from "@reactodia/workspace";
import { useId, useState } from "react";

import { say, sayCount } from "../shared/words";
import { removed, useExplorer } from "./context";
import { Glyph } from "./Glyph";
import { fits, orderOf, sectionsOf, type Order } from "./members";
import type { Card } from "./things";

/** Groups of more things can be searched. */
const MOST_WITHOUT_SEARCH = 12;

export function GroupPanel({ group }: { group: EntityGroup }) {
  const { explorer, act, tell } = useExplorer();
  const [words, setWords] = useState("");
  const id = useId();
  const cards = group.items.flatMap((item) => explorer.cardOf(item.data.id) ?? []);
  const found = cards.filter((card) => fits(card, words));
  const takeApart = () => act(async () => {
    await explorer.takeOut(group);
    tell(`${sayCount("{count} thing stands by itself now.", "{count} things stand by themselves now.", cards.length)} ${
      say("“Group” beside a relation puts them together again.")}`);
  });
  return (
    <>
      <h2 className="thing" tabIndex={-1}>{sayCount("{count} thing", "{count} things", cards.length)}</h2>
      <p className="row">
        <button type="button" className="button" onClick={takeApart}>{say("Take all out")}</button>
        <button type="button" className="button" onClick={() => removed([group], { explorer, tell })}>{say("Remove")}</button>
      </p>
      {cards.length > MOST_WITHOUT_SEARCH ? (
        <p className="narrowing">
          <label htmlFor={id}>{say("Words in them")}</label>
          <input id={id} type="search" value={words} onChange={({ target }) => setWords(target.value)} />
          <span role="status">{words ? say("{shown} of {count}", { shown: found.length, count: cards.length }) : ""}</span>
        </p>
      ) : null}
      <p className="quiet order">{wordsOf(orderOf(cards))}</p>
      {sectionsOf(found, explorer.language).map((section, index) => (
        <section key={`${section.title} ${index}`}>
          {section.title ? <h3>{section.title}</h3> : null}
          <ul className="members">
            {section.cards.map((card) => <Member key={card.iri} card={card} group={group} />)}
          </ul>
        </section>
      ))}
    </>
  );
}

function Member({ card, group }: { card: Card; group: EntityGroup }) {
  const { explorer, act, tell } = useExplorer();
  const look = () => {
    explorer.looking.look(group, card.iri);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".panel .thing")?.focus());
  };
  return (
    <li>
      <button type="button" className="member" lang={card.language || undefined} onClick={look}>
        {card.glyph ? <Glyph svg={card.glyph} meaning={card.meant ?? ""} /> : null}
        <span>{namedIn(card)}</span>
      </button>
      <button type="button" onClick={() => takeOut(group, card.iri, { explorer, act, tell })}>
        {say("Take out")}<span className="unseen"> {card.label}</span></button>
    </li>
  );
}

/** What tells a member from the others of its section. */
function namedIn(card: Card): string {
  if (card.quantity) return [card.quantity, card.when].filter(Boolean).join(", ");
  return [card.label, ...(card.lines ?? [])].join(" · ");
}

/** Take a thing out of its group, choose it and tell how many are left. */
export function takeOut(
  group: EntityGroup,
  iri: string,
  { explorer, act, tell }: Pick<ReturnType<typeof useExplorer>, "explorer" | "act" | "tell">,
): void {
  act(async () => {
    await explorer.takeOut(group, iri);
    explorer.select(iri);
    const isLeft = explorer.model.elements.includes(group);
    tell(isLeft ? sayCount("Taken out; {count} thing is left in the group.", "Taken out; {count} things are left in the group.", group.items.length)
      : say("Taken out; there is no group any more."));
  });
}

function wordsOf(order: Order): string {
  return {
    counted: say("By what they count, the earliest first"),
    printed: say("In the order of the articles that print them"),
    dated: say("The earliest first"),
    named: say("By name"),
  }[order];
}
