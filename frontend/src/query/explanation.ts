// "Explain this query in words": what a stored question asks, as long as the query is that question.

import { make } from "../shared/elements";
import { say } from "../shared/words";
import type { Question } from "./questions";

const COLUMN = /(\?\w+)/; // names of columns stand in explanations as ?name

/** A panel that explains the query.
 *  @returns the panel, and what shows a question in it; `isChanged` if the text was it before */
export function explanation(): {
  element: HTMLDetailsElement;
  show: (question: Question | null, isChanged: boolean) => void;
} {
  const element = make("details", { class: "explanation", hidden: true });
  const summary = make("summary", {}, say("Explain this query in words"));
  const body = make("div");
  element.append(summary, body);
  return {
    element,
    show(question, isChanged) {
      element.hidden = question === null;
      if (!question) return;
      const lang = question.language;
      const told = question.explanation || question.description;
      const words = told.split(COLUMN).map((part) =>
        COLUMN.test(part) ? make("code", {}, part) : part);
      body.replaceChildren(
        make("p", { class: "asked", lang }, question.title),
        isChanged
          ? make("p", { class: "note" }, say("The query was changed since, so this may no longer be what it asks. Undo the changes to have it explained."))
          : make("p", { lang }, ...words),
      );
    },
  };
}
