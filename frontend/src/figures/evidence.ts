// The evidence of a figure beside the plot, or on a narrow window over it: what the server says of
// it in short (kg.web.evidence_page). Which one is open stands in the hash of the address.

import { pageAddress } from "../shared/addresses";
import { button, make } from "../shared/elements";
import { isAbort } from "../shared/events";
import { say } from "../shared/words";
import { readEvidence, Unreachable } from "./documents";
import { focusOn, seenMarkOf } from "./marks";
import { claimOf, hashOf } from "./query";
import { forgetUnreachable, tellUnreachable } from "./unreachable";

/** From this width on the margin beside the plot has room for it (the same as in site.css). */
const ROOM = "(min-width: 75rem)";
const dialog = make("dialog", { class: "evidence-beside", "aria-labelledby": "evidence-title" });
let open = "";
let isClosing = false; // on the way back in the history, which takes a moment
let isMissing = false; // the server could not be reached
let asking: AbortController | null = null;
let from: HTMLElement | null = null;

/** Show what the hash of the address names, or nothing if it names nothing. */
export function followHash(): void {
  const claim = claimOf(location.hash);
  isClosing = false;
  if (claim === open && !isMissing) return;
  if (claim) void show(claim);
  else hide();
}

/** Open the evidence of a claim; Back closes it again.
 *  @param link what had the focus and gets it back, where that is not the mark */
export function openEvidence(claim: string, link: HTMLElement | null = null): void {
  from = link;
  const address = hashOf(claim);
  // Going from one to another is no step of its own.
  if (open) history.replaceState(history.state, "", address);
  else history.pushState({ isEvidence: true }, "", address);
  followHash();
}

/** Close it: Back leads to where it was opened from, if it was opened here. */
export function closeEvidence(): void {
  if (!open || isClosing) return;
  isClosing = true;
  if ((history.state as { isEvidence?: boolean } | null)?.isEvidence) history.back();
  else {
    history.replaceState(null, "", location.pathname + location.search);
    followHash();
  }
}

/** Whether it is open. */
export function isEvidenceOpen(): boolean {
  return open !== "";
}

async function show(claim: string): Promise<void> {
  open = claim;
  isMissing = false;
  asking?.abort();
  asking = new AbortController();
  try {
    const page = await readEvidence(claim, asking.signal);
    forgetUnreachable();
    const found = page.querySelector("article.evidence");
    if (found && open === claim) fill(document.importNode(found, true));
    else if (!found) location.assign(claimPage(claim)); // a statement has no short form
  } catch (error) {
    if (isAbort(error)) return;
    if (!(error instanceof Unreachable)) return location.assign(claimPage(claim));
    isMissing = true;
    tellUnreachable(() => void show(claim));
  }
}

function fill(article: Element): void {
  const old = article.querySelector("h1");
  const title = make("h2", { id: "evidence-title", class: "number", tabindex: -1 }, ...(old?.childNodes ?? []));
  old?.replaceWith(title);
  const close = button(say("Close"), closeEvidence, { class: "secondary close" });
  dialog.replaceChildren(close, article);
  if (!dialog.isConnected) {
    document.querySelector("main")?.append(dialog);
    document.addEventListener("scroll", stayBelow, { passive: true });
    window.addEventListener("resize", stayBelow);
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault(); // Escape: the address changes too
      closeEvidence();
    });
  }
  if (!dialog.open) {
    if (matchMedia(ROOM).matches) keepInSight(() => {
      dialog.show();
      makeRoom();
    });
    else dialog.showModal();
    stayBelow();
  }
  dialog.scrollTop = 0;
  title.focus({ preventScroll: true });
}

/** Keep it off what stands above plot and facets, and in line with the page's right edge. */
function stayBelow(): void {
  const { top = 0, right = 0 } = document.querySelector(".figures-page")?.getBoundingClientRect() ?? {};
  dialog.style.setProperty("--top", `${Math.max(0, Math.round(top))}px`);
  dialog.style.setProperty("--right", `${Math.round(document.documentElement.clientWidth - right)}px`);
}

/** Give the plot the place of the facets while evidence stands at its right. */
function makeRoom(): void {
  document.querySelector("main")?.classList.toggle("with-evidence", dialog.open);
}

/** Leave the mark or the row of the claim where it is in the window, whatever is laid out anew. */
function keepInSight(layOut: () => void): void {
  const seen = from ?? seenMarkOf(claimPage(open));
  const before = seen?.getBoundingClientRect().top ?? 0;
  layOut();
  const after = seen?.getBoundingClientRect().top ?? 0;
  if (before >= 0 && before <= window.innerHeight) window.scrollBy({ top: after - before, behavior: "instant" });
}

function hide(): void {
  const mark = seenMarkOf(claimPage(open));
  const back = from;
  if (isMissing) forgetUnreachable();
  isMissing = false;
  asking?.abort();
  if (dialog.open) {
    const hasFocus = dialog.contains(document.activeElement);
    keepInSight(() => {
      dialog.close();
      makeRoom();
    });
    if (hasFocus && back?.isConnected) back.focus({ preventScroll: true });
    else if (mark && hasFocus) focusOn(mark);
  }
  open = "";
  from = null;
}

function claimPage(claim: string): string {
  return pageAddress(`/claim/${encodeURI(claim)}`);
}
