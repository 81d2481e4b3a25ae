// The page of figures in place: links and fields that choose other figures bring the parts of that
// page which differ, without loading a page anew. The address always says what is shown.

import { make } from "../shared/elements";
import { isAbort, isPlain } from "../shared/events";
import { say } from "../shared/words";
import { clearShade, shade } from "./axes";
import { brush } from "./brush";
import { hideCard } from "./card";
import { readPage, Unreachable } from "./documents";
import { closeEvidence, followHash, isEvidenceOpen, openEvidence } from "./evidence";
import { addExports } from "./exports";
import { keepOpen, sameIn } from "./keeping";
import { focusOn, markOf, takeTabStops } from "./marks";
import { readMonth, writeMonth, type Period } from "./months";
import { periodControl, type PeriodControl } from "./period";
import { queryOf, withPeriod } from "./query";
import { forgetUnreachable, tellUnreachable } from "./unreachable";

const PART = ".figures-page";
/** What else of a page depends on what is chosen. */
const DEPENDENT = ["title", "link[rel=canonical]", "header.site .languages", "footer.site .report"];
const [EARLIEST, LATEST] = [0, 12 * 9999]; // months that bound a period without a bound of its own
const status = make("p", { role: "status", class: "unseen" });
let shown = addressHere();
let asking: AbortController | null = null;
let control: PeriodControl | null = null;

/** Make the page of figures answer in place. */
export function startPage(part: HTMLElement): void {
  const main = document.querySelector("main");
  if (!main) return;
  main.append(status);
  prepare(part);
  brush({
    part: main,
    onTry: tryPeriod,
    onChoose: ({ first, last }) => choosePeriod(first, last),
  });
  main.addEventListener("click", followInPlace);
  main.addEventListener("submit", submitInPlace);
  main.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement && target.matches(`${PART} form select`))
      target.form?.requestSubmit();
  });
  window.addEventListener("popstate", () => {
    if (addressHere() === shown) followHash();
    else void show(addressHere(), false);
  });
  followHash();
}

/** Say something to who does not see it. */
function tell(words: string): void {
  status.textContent = words;
}

function addressHere(): string {
  return location.pathname + location.search;
}

function followInPlace(event: MouseEvent): void {
  if (event.defaultPrevented || event.button || !isPlain(event)) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.closest(PART) || markOf(link)) return;
  if (link.matches("a.evidence")) {
    event.preventDefault();
    return openEvidence(decodeURIComponent(link.pathname.split("/figures/evidence/")[1] ?? ""), link);
  }
  const address = new URL(link.getAttribute("href") ?? "", location.href);
  if (address.origin !== location.origin || address.pathname !== location.pathname || address.hash) return;
  event.preventDefault();
  void show(address.pathname + address.search, true);
}

function submitInPlace(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.closest(PART)) return;
  event.preventDefault();
  const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string");
  void goTo(queryOf(fields));
}

function goTo(query: string): Promise<void> {
  return show(query ? `${location.pathname}?${query}` : location.pathname, true);
}

function tryPeriod(period: Period | null): void {
  asking?.abort();
  hideCard();
  const part = document.querySelector(PART);
  control?.show(period);
  if (part && period) shade(part, period, true);
  else if (part) shadeChosen(part);
}

function choosePeriod(first: number | null, last: number | null): void {
  const write = (month: number | null) => (month === null ? "" : writeMonth(month));
  void goTo(withPeriod(location.search, write(first), write(last)));
}

/** Show another choice of figures.
 *  @param isNew whether it is a step of its own, to which Back leads */
async function show(address: string, isNew: boolean): Promise<void> {
  const part = document.querySelector<HTMLElement>(PART);
  if (!part) return;
  asking?.abort();
  const asked = (asking = new AbortController());
  part.setAttribute("aria-busy", "true");
  try {
    const { page, address: found } = await readPage(address, asked.signal);
    forgetUnreachable();
    const fresh = page.querySelector<HTMLElement>(PART);
    if (!fresh) return location.assign(address);
    if (isNew) history.pushState(null, "", found);
    shown = addressHere();
    replace(part, document.adoptNode(fresh), page);
    followHash();
  } catch (error) {
    if (isAbort(error)) return;
    if (error instanceof Unreachable) {
      if (asked === asking) tryPeriod(null); // the period that is shown
      return tellUnreachable(() => void show(address, isNew));
    }
    location.assign(address); // the page that says what is wrong
  } finally {
    if (asked === asking) part.removeAttribute("aria-busy");
  }
}

function replace(old: HTMLElement, fresh: HTMLElement, page: Document): void {
  hideCard();
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  const before = active?.getBoundingClientRect().top ?? 0;
  keepOpen(old, fresh);
  prepare(fresh);
  old.replaceWith(fresh);
  for (const selector of DEPENDENT) {
    const other = page.querySelector(selector);
    if (other) document.querySelector(selector)?.replaceWith(document.adoptNode(other));
  }
  if (active) keepFocus(active, fresh, before);
  const words = fresh.querySelector(".summary strong, .note")?.textContent;
  tell(words ?? "");
}

/** Focus what had the focus, and leave it where it was in the window. */
function keepFocus(active: Element, fresh: HTMLElement, before: number): void {
  const found = sameIn(fresh, active);
  const next = found ?? fresh.querySelector<HTMLElement>(".chosen a, .exports a, .narrowing summary");
  const mark = markOf(next);
  if (mark) focusOn(mark);
  else next?.focus({ preventScroll: true });
  if (found) window.scrollBy({ top: found.getBoundingClientRect().top - before, behavior: "instant" });
  else next?.scrollIntoView({ block: "nearest" });
}

/** Add to the page of a choice what only scripts can do. */
function prepare(part: HTMLElement): void {
  takeTabStops(part);
  const list = part.querySelector(".exports");
  if (list) addExports(list, tell);
  const whole = { first: readMonth(part.dataset.first ?? ""), last: readMonth(part.dataset.last ?? "") };
  control = null;
  const nothing = part.querySelector(".shown > .note"); // where no figure has all that is chosen
  if ((list ?? nothing) && whole.last > whole.first) {
    control = periodControl({
      whole,
      ...chosenIn(part),
      onTry: tryPeriod,
      onChoose: choosePeriod,
    });
    if (list) list.after(control.element);
    else nothing?.before(control.element);
  }
  part.querySelector("#plot")?.parentElement?.querySelector("p.quiet")?.append(" ",
    make("span", { class: "on-screen" }, say("Arrow keys lead from mark to mark. Drag over a panel to choose a period.")));
  shadeChosen(part);
}

/** The period that is shown, as the fields for time have it; "" for no bound. */
function chosenIn(part: Element): { first: string; last: string } {
  const value = (id: string) => part.querySelector<HTMLInputElement>(`#${id}`)?.defaultValue ?? "";
  return { first: value("from"), last: value("to") };
}

function shadeChosen(part: Element): void {
  clearShade(part);
  const chosen = chosenIn(part);
  if (!chosen.first && !chosen.last) return;
  const first = chosen.first ? readMonth(chosen.first) : EARLIEST;
  const last = chosen.last ? readMonth(chosen.last) : LATEST;
  shade(part, { first, last }, false);
}

/** What Escape does here.
 *  @returns whether it did anything */
export function escapePage(): boolean {
  if (!isEvidenceOpen()) return false;
  closeEvidence();
  return true;
}
