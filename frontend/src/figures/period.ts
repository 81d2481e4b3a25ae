// The period of the page, with a handle for its first and one for its last month, for keyboard,
// pointer and touch.

import { make } from "../shared/elements";
import { pageLanguage, say } from "../shared/words";
import { readMonth, sayMonth, type Period } from "./months";

const PAUSE = 450; // milliseconds after the last step of a handle

/** The control as the page has it. */
export interface PeriodControl {
  element: HTMLElement;
  /** Show a period that is tried elsewhere, or with null the one that is chosen. */
  show: (period: Period | null) => void;
}

interface Wanted {
  /** All months that figures speak of. */
  whole: Period;
  /** What is chosen; "" for no bound. */
  first: string;
  last: string;
  onTry: (period: Period) => void;
  /** null at an end of the whole is no bound. */
  onChoose: (first: number | null, last: number | null) => void;
}

/** Make the control. */
export function periodControl({ whole, first, last, onTry, onChoose }: Wanted): PeriodControl {
  const inside = (month: number) => Math.min(Math.max(month, whole.first), whole.last);
  const chosen = {
    first: first ? inside(readMonth(first)) : whole.first,
    last: last ? inside(readMonth(last)) : whole.last,
  };
  const said = make("output", {});
  const from = handle("period-from", say("First month"), chosen.first, whole);
  const to = handle("period-to", say("Last month"), chosen.last, whole);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(period: Period | null): void {
    const { first: one, last: other } = period ?? chosen;
    for (const [input, month] of [[from, one], [to, other]] as const) {
      input.value = String(month);
      input.setAttribute("aria-valuetext", sayMonth(month, pageLanguage()));
    }
    const share = (month: number) => `${((month - whole.first) / (whole.last - whole.first || 1)) * 100}%`;
    element.style.setProperty("--first", share(inside(one)));
    element.style.setProperty("--last", share(inside(other)));
    const isWhole = one <= whole.first && other >= whole.last;
    const months = `${sayMonth(one, pageLanguage())} – ${sayMonth(other, pageLanguage())}`;
    said.textContent = isWhole ? say("all months, {months}", { months }) : months;
  }

  function move(moved: HTMLInputElement): void {
    // The other handle gives way.
    const month = Number(moved.value);
    const period = moved === from
      ? { first: month, last: Math.max(month, Number(to.value)) }
      : { first: Math.min(month, Number(from.value)), last: month };
    show(period);
    onTry(period);
    clearTimeout(timer);
  }

  function choose(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!element.isConnected) return; // another choice has been made meanwhile
      const one = Number(from.value), other = Number(to.value);
      onChoose(one > whole.first ? one : null, other < whole.last ? other : null);
    }, PAUSE);
  }

  for (const input of [from, to]) {
    input.addEventListener("input", () => move(input));
    input.addEventListener("change", choose);
  }
  const element = make("div", { class: "period", role: "group", "aria-label": say("Period") },
    make("p", {}, make("strong", {}, say("Period")), " ", said),
    make("div", { class: "handles" }, from, to));
  show(null);
  return { element, show };
}

function handle(id: string, label: string, month: number, whole: Period): HTMLInputElement {
  const attributes = { id, type: "range", min: whole.first, max: whole.last, value: month };
  return make("input", { ...attributes, "aria-label": label });
}
