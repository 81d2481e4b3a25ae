// Where to begin: questions with a view of their own, and the kinds of things with how many there are.

import { useState } from "react";

import { pageAddress } from "../shared/addresses";
import { say, sayCount, sayNumber } from "../shared/words";
import { useExplorer } from "./context";
import type { Preset } from "./explorer";
import type { Card } from "./things";

/** Where the explorer can begin (`/graph/start.json`); of people only their number. */
export interface Beginning {
  kinds: { name: string; kinds: { class: string; label: string; count: number }[] }[];
  people: number;
  presets: Preset[];
  release: string;
}

export function Start({ beginning, open, choose }: {
  beginning: Beginning;
  open: (preset: Preset) => void;
  choose: (iri: string) => void;
}) {
  return (
    <div className="starts">
      <h2>{say("Questions to begin with")}</h2>
      <ul className="presets">
        {beginning.presets.map((preset) => (
          <li key={preset.id}>
            <button type="button" onClick={() => open(preset)}>
              <strong>{preset.title}</strong>
              <span>{preset.about}</span>
            </button>
          </li>
        ))}
      </ul>
      <Kinds beginning={beginning} choose={choose} />
    </div>
  );
}

/** The tree of classes with counts. People are only counted. */
function Kinds({ beginning, choose }: { beginning: Beginning; choose: (iri: string) => void }) {
  return (
    <section className="all-kinds">
      <h2>{say("All kinds of things")}</h2>
      <div className="kind-columns">
        {beginning.kinds.map((group) => (
          <section key={group.name}>
            <h3>{group.name}</h3>
            {group.kinds.map((kind) => <Kind key={kind.class} kind={kind} choose={choose} />)}
          </section>
        ))}
      </div>
      <p className="quiet">{sayCount(
        "{count} person in a public role is not listed: people are found by name and from their claims.",
        "{count} people in public roles are not listed: people are found by name and from their claims.",
        beginning.people)}</p>
    </section>
  );
}

function Kind({ kind, choose }: {
  kind: { class: string; label: string; count: number };
  choose: (iri: string) => void;
}) {
  const { explorer, tell } = useExplorer();
  const [members, setMembers] = useState<{ cards: Card[]; isAll: boolean } | null>(null);
  const unfold = async () => {
    const found = await explorer.knowledge.members(kind.class);
    const cards = await explorer.knowledge.cards(found.iris, explorer.language);
    cards.sort((a, b) => a.label.localeCompare(b.label, explorer.language));
    setMembers({ cards, isAll: found.isAll });
  };
  return (
    <details onToggle={(event) => {
      if (event.currentTarget.open && !members) unfold().catch((error: Error) => tell(error.message));
    }}>
      <summary>{kind.label} <span className="count">{sayNumber(kind.count)}</span></summary>
      <ul>
        {members?.cards.map((card) => (
          <li key={card.iri}>
            <button type="button" lang={card.language || undefined} onClick={() => choose(card.iri)}>{card.label}</button>
          </li>
        ))}
      </ul>
      {members && !members.isAll
        ? <p><a href={pageAddress(`/browse/${kind.class}`)}>{say("All of them")}</a></p> : null}
    </details>
  );
}
