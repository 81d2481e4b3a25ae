// The line below the editor: run, cancel, how long it takes, what happened, and tools.

import { button, make } from "../shared/elements";
import { say, sayCount } from "../shared/words";
import { saySeconds } from "./seconds";

const TICK_MILLISECONDS = 100;
const PATIENCE_SECONDS = 0.4; // before which nothing is said of the time, lest it flicker

/** The line with its buttons; it counts time and rows while a query runs. */
export class RunLine {
  readonly element: HTMLElement;
  private readonly runs: HTMLButtonElement;
  private readonly cancels: HTMLButtonElement;
  private readonly time = make("span", { class: "elapsed quiet", "aria-hidden": "true" });
  private readonly status = make("span", { role: "status", class: "run-status" });
  private readonly tools = make("span", { class: "tools" });
  private timer: ReturnType<typeof setInterval> | undefined;
  private began = 0;
  private rows = 0;

  constructor(run: () => void, cancel: () => void) {
    this.runs = button(say("Run query"), run, { class: "run", "aria-keyshortcuts": "Control+Enter Meta+Enter" });
    this.cancels = button(say("Cancel"), cancel, { class: "secondary cancel", hidden: true, "aria-keyshortcuts": "Escape" });
    this.element = make("div", { class: "controls run-line" },
      this.runs, this.cancels, this.time, this.status, this.tools);
  }

  addTools(...tools: HTMLElement[]): void {
    this.tools.append(...tools);
  }

  /** Say what happened; screen readers read it. */
  say(text: string): void {
    this.status.textContent = text;
  }

  /** Tell that rows have come. */
  count(rows: number): void {
    this.rows = rows;
  }

  start(): void {
    this.stop();
    this.began = performance.now();
    this.rows = 0;
    this.cancels.hidden = false;
    this.element.classList.add("running");
    this.say(say("Running"));
    this.timer = setInterval(() => this.tick(), TICK_MILLISECONDS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.time.textContent = "";
    if (this.cancels.contains(document.activeElement)) this.runs.focus();
    this.cancels.hidden = true;
    this.element.classList.remove("running");
  }

  private tick(): void {
    const seconds = (performance.now() - this.began) / 1000;
    if (seconds < PATIENCE_SECONDS) return;
    const rows = this.rows ? ` · ${sayCount("{count} row", "{count} rows", this.rows)}` : "";
    this.time.textContent = saySeconds(seconds, 1) + rows;
  }
}
