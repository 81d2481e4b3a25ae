// What went wrong, in words: what it is, what happened, what to do.

import type { Refusal } from "../shared/endpoint";
import { button, make } from "../shared/elements";
import { pageLanguage, say, sayCount, sayNumber } from "../shared/words";
import { placeOf, placeWords, told as toldOf } from "./editor";
import { BROKEN_OFF } from "./running";
import type { ServerData } from "./server_data";

/** A problem as it is told. */
export interface Message {
  title: string;
  what: string;
  /** Whether `what` is in the reader's language, not in the server's English. */
  isTranslated: boolean;
  hint: string;
  advice: string;
}

/** A problem in the reader's language, as far as it is known. */
export function messageOf(refusal: Refusal, data: Pick<ServerData, "problems" | "limits">): Message {
  const { problem, kind } = refusal;
  const known = data.problems[kind];
  const told = whatHappened(refusal, data.limits);
  const isOurs = problem.status === 0 || pageLanguage() === "en";
  const mistake = toldOf(problem);
  const where = placeOf(problem);
  const place = where && problem.line ? `${placeWords(where)}: ` : "";
  return {
    title: known?.title ?? problem.title,
    what: told || (mistake.isTranslated ? place + mistake.what : problem.detail ?? ""),
    isTranslated: told !== "" || mistake.isTranslated || isOurs,
    hint: mistake.help,
    // Whoever is told the very mistake needs no general advice.
    advice: mistake.isTranslated ? "" : known?.advice ?? adviceOf(kind, problem.status),
  };
}

function whatHappened({ kind, problem }: Refusal, limits: ServerData["limits"]): string {
  const limit = typeof problem.limit === "number" ? problem.limit : null;
  const size = typeof problem.size === "number" ? problem.size : null;
  switch (kind) {
    case "query-timeout":
      return say("It was stopped after {seconds} seconds, the most that a query may take.",
        { seconds: sayNumber(limit ?? limits.seconds) });
    case "query-memory-limit":
      return say("It was stopped when it needed more than {megabytes} MiB of memory.",
        { megabytes: sayNumber(limit ?? limits.memory) });
    case "query-too-long":
      return size === null
        ? say("At most {limit} bytes are accepted.", { limit: sayNumber(limits.bytes) })
        : say("It has {size} bytes; at most {limit} are accepted.",
          { size: sayNumber(size), limit: sayNumber(limit ?? limits.bytes) });
    case "query-busy":
    case "server-busy":
      return say("Others are asking at the same time, and the line is full. Nothing is wrong with the query.");
    case "engine-down":
      return say("The part of the server that runs queries is being started again.");
    default:
      return "";
  }
}

function adviceOf(kind: string, status: number): string {
  if (kind === BROKEN_OFF)
    return say("What came before is shown below, but it is not the whole result. Add LIMIT or ask for less, and run it again.");
  return status >= 500 ? say("Try again in a while.") : "";
}

/** A section that tells a problem.
 *  @param retry runs the query again */
export function problemSection(
  refusal: Refusal,
  data: Pick<ServerData, "problems" | "limits">,
  retry: () => void,
): HTMLElement {
  const message = messageOf(refusal, data);
  const foreign = message.isTranslated ? null : "en";
  const section = make(
    "section",
    { class: "problem", "aria-labelledby": "problem-title", "data-kind": refusal.kind },
    make("h2", { id: "problem-title" }, message.title),
    make("p", { class: message.isTranslated ? "" : "detail", lang: foreign }, message.what),
  );
  if (message.hint) section.append(make("p", { class: "hint", lang: foreign }, message.hint));
  if (foreign) section.append(make("p", { class: "quiet" }, say("The explanation is in English.")));
  if (message.advice) section.append(make("p", {}, message.advice));
  if (isWorthAnotherTry(refusal)) section.append(retryLine(refusal.retryAfter ?? 0, retry));
  return section;
}

function isWorthAnotherTry({ problem, kind }: Refusal): boolean {
  return problem.status === 0 || problem.status >= 500 || kind === BROKEN_OFF;
}

function retryLine(seconds: number, retry: () => void): HTMLElement {
  const again = button(say("Try again"), retry, { class: "secondary" });
  const counted = make("span", { class: "quiet countdown" });
  const until = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    again.disabled = left > 0;
    counted.textContent =
      left > 0 ? sayCount("in {count} second", "in {count} seconds", left) : "";
    if (left > 0 && (counted.isConnected || left === seconds)) setTimeout(tick, 250);
  };
  tick();
  return make("p", { class: "controls" }, again, counted);
}
