// A result as text, as the server sends it, in a format of the reader's choice.

import { Refusal, send } from "../shared/endpoint";
import { make } from "../shared/elements";
import { say, sayNumber } from "../shared/words";
import { copyButton } from "./clipboard";
import { readPieces } from "./running";
import type { Format } from "./server_data";

const MOST_BYTES = 500_000;

/** Fill a panel with the text of a result; the server keeps results, so asking again is cheap.
 *  @param tell shows what went wrong */
export function rawPanel(
  panel: HTMLElement,
  query: string,
  formats: Format[],
  parameters: [string, string][],
  tell: (refusal: Refusal) => void,
  announce: (text: string) => void,
): void {
  const choice = make("select", { id: "raw-format" });
  for (const format of formats) choice.append(make("option", { value: format.name }, format.label));
  const label = make("label", { for: choice.id }, say("Format"));
  const note = make("p", { class: "note", hidden: true });
  const text = make("pre", { class: "wide raw", tabindex: 0, "aria-label": say("Text of the result") });
  const copy = copyButton(say("Copy"), () => text.textContent, announce);
  panel.append(make("div", { class: "controls" }, label, choice, copy), note, text);
  let request: AbortController | undefined;

  async function load(): Promise<void> {
    request?.abort();
    const asked = (request = new AbortController());
    const format = formats.find(({ name }) => name === choice.value);
    if (!format) return;
    let read = "";
    try {
      const response = await send(query, format.mediaType, asked.signal, parameters);
      const isCut = await readPieces(response, MOST_BYTES, (piece) => (read += piece));
      note.hidden = !isCut;
      note.textContent = say("This is the beginning, of {size} kB. Downloads have all.",
        { size: sayNumber(Math.round(MOST_BYTES / 1000)) });
      text.textContent = read;
    } catch (error) {
      if (asked.signal.aborted) return;
      note.hidden = false;
      note.textContent = say("The result broke off");
      text.textContent = read;
      if (error instanceof Refusal) tell(error);
    }
  }

  choice.addEventListener("change", () => void load());
  void load();
}
