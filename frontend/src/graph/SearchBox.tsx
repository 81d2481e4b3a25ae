// Find a thing by its name, in any language of the site, or a figure by its number, and add it (the combobox of
// WAI-ARIA APG).

import { useEffect, useId, useRef, useState } from "react";

import { suggest, type Suggestion } from "../shared/suggestions";
import { say, sayCount } from "../shared/words";
import { useExplorer } from "./context";

const WAIT = 150;

/** @param choose told of the IRI that was chosen */
export function SearchBox({ choose }: { choose: (iri: string) => void }) {
  const { tell } = useExplorer();
  const [text, setText] = useState("");
  const [found, setFound] = useState<Suggestion[]>([]);
  const [active, setActive] = useState(-1);
  const [missed, setMissed] = useState(""); // the text that nothing fits
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      suggest(text, leaving.signal).then(
        (suggestions) => {
          setFound(suggestions);
          setActive(-1);
          setMissed(suggestions.length ? "" : text.trim());
          if (!text.trim()) return;
          if (suggestions.length) tell(sayCount("{count} name fits", "{count} names fit", suggestions.length));
          else tell(say("Nothing fits: try a name or the number of a figure"));
        },
        (error: Error) => leaving.signal.aborted || tell(error.message),
      );
    }, WAIT);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [text, tell]);
  const take = (suggestion: Suggestion | undefined) => {
    if (!suggestion) return;
    setText("");
    setFound([]);
    choose(suggestion.iri);
  };
  const press = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      setActive((active + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(found[Math.max(active, 0)]);
    } else if (event.key === "Escape") setFound([]);
  };
  const isOpen = found.length > 0;
  const isMissed = missed !== "" && missed === text.trim();
  return (
    <div className="find">
      <label htmlFor={id} className="unseen">{say("Find and add a thing")}</label>
      <input ref={field} id={id} type="search" role="combobox" autoComplete="off" spellCheck={false} value={text}
        placeholder={say("Find and add a thing")} aria-expanded={isOpen} aria-controls={`${id}-list`}
        aria-autocomplete="list" aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        onChange={(event) => setText(event.target.value)} onKeyDown={press}
        onBlur={() => setTimeout(() => setFound([]), 200)} maxLength={250} />
      <ul id={`${id}-list`} role="listbox" aria-label={say("Names that fit")} hidden={!isOpen}>
        {found.map((one, index) => (
          <li key={one.iri} id={`${id}-${index}`} role="option" aria-selected={index === active}
            onPointerDown={(event) => {
              event.preventDefault();
              take(one);
            }}>
            <span className="what">{one.note}</span> {one.title}
          </li>
        ))}
      </ul>
      {isMissed ? <p className="none" aria-hidden="true">{say("Nothing fits: try a name or the number of a figure")}</p> : null}
    </div>
  );
}
