// The card beside a mark that is pointed at or has the focus: the tooltip of the ARIA Authoring
// Practices, which can be pointed at itself and which Escape hides (WCAG 2.2, 1.4.13).

import { make } from "../shared/elements";
import { say } from "../shared/words";
import { knownEvidence, readEvidence } from "./documents";
import { fromEvidence, fromRow, rowOf } from "./facts";
import { claimIdOf, hrefOf, type Mark } from "./marks";
import { placeBeside } from "./placing";

const LINGERS = 180; // milliseconds, time to reach the card
const PAUSE = 150; // milliseconds before the server is asked
const card = make("div", { id: "figure-card", role: "tooltip", class: "figure-card" });
let shown: Mark | null = null;
let leaving: ReturnType<typeof setTimeout> | undefined;
let asking: AbortController | null = null;

/** Whose card is shown. */
export function cardOf(): Mark | null {
  return shown;
}

/** Show the card of a mark.
 *  @param hint what a click or a tap does */
export function showCard(mark: Mark, hint: string): void {
  clearTimeout(leaving);
  if (shown === mark) return;
  hideCard();
  shown = mark;
  mark.querySelector("title")?.remove(); // the browser's own tooltip; its words are the mark's name
  mark.setAttribute("aria-describedby", card.id);
  rowOf(hrefOf(mark))?.classList.add("pointed-at");
  if (!card.isConnected) {
    document.querySelector("main")?.append(card);
    card.addEventListener("pointerenter", () => clearTimeout(leaving));
    card.addEventListener("pointerleave", leaveCard);
  }
  fill(mark, hint);
  if (!knownEvidence(claimIdOf(mark))) void ask(mark, hint);
}

/** Hide the card in a moment, unless it or its mark is pointed at again. */
export function leaveCard(): void {
  clearTimeout(leaving);
  leaving = setTimeout(hideCard, LINGERS);
}

/** Hide the card at once. */
export function hideCard(): void {
  clearTimeout(leaving);
  asking?.abort();
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  rowOf(hrefOf(shown))?.classList.remove("pointed-at");
  shown = null;
  card.hidden = true;
}

/** Keep the card beside its mark while the page is scrolled; where that is not seen, hide it. */
export function moveCard(): void {
  if (!shown) return;
  const { bottom, top } = shown.getBoundingClientRect();
  if (bottom < 0 || top > window.innerHeight) hideCard();
  else place(shown);
}

function fill(mark: Mark, hint: string): void {
  const evidence = knownEvidence(claimIdOf(mark));
  const facts = fromRow(hrefOf(mark), evidence) ?? (evidence ? fromEvidence(evidence) : null);
  const name = () => [make("p", { class: "amount" }, mark.getAttribute("aria-label"))];
  card.replaceChildren(...(facts ?? name()), make("p", { class: "quiet" }, hint));
  card.hidden = false;
  place(mark);
}

function place(mark: Mark): void {
  const area = (mark.querySelector(".hit") ?? mark).getBoundingClientRect();
  const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const { left, top } = placeBeside(area, card.getBoundingClientRect(), view);
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}

/** Ask the server for what no table of this page says. Without an answer the card is as it is. */
async function ask(mark: Mark, hint: string): Promise<void> {
  const asked = (asking = new AbortController());
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (asked.signal.aborted) return;
  await readEvidence(claimIdOf(mark), asked.signal).then(() => shown === mark && fill(mark, hint), () => null);
}

/** What a click on a mark does, in words. */
export function hintFor(touches: boolean, opensEvidence: boolean): string {
  if (touches) return say("Tap again: the evidence");
  return opensEvidence ? say("Click or Enter: the evidence") : say("Click or Enter: its claim and the evidence");
}
