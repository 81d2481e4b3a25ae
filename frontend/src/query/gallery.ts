// The gallery of stored questions: searched by words, grouped by theme; choosing one writes it into
// the editor.

import { pageAddress } from "../shared/addresses";
import { button, make } from "../shared/elements";
import { say, sayCount } from "../shared/words";
import { byTheme, found, type Question } from "./questions";

/** A gallery, closed where there is little room.
 *  @param choose told of the question that the reader opens */
export function gallery(choose: (question: Question) => void): {
  element: HTMLDetailsElement;
  fill: (questions: Question[]) => void;
  close: () => void;
} {
  const search = make("input", { type: "search", id: "question-search", autocomplete: "off" });
  const label = make("label", { for: search.id }, say("Search the questions"));
  const count = make("p", { class: "quiet count", role: "status" });
  const list = make("div", { class: "questions-found", role: "region", tabindex: 0, "aria-label": say("Questions to start from") });
  const element = make(
    "details", { class: "gallery" },
    make("summary", {}, say("Questions to start from")),
    make("div", { class: "gallery-search" }, label, search, count),
    list,
  );
  const roomy = matchMedia("(min-width: 62rem)");
  element.open = roomy.matches;
  roomy.addEventListener("change", () => (element.open = roomy.matches));
  let all: Question[] = [];

  function draw(): void {
    const { questions, hasAll } = found(all, search.value);
    const size = sayCount("{count} question", "{count} questions", questions.length);
    count.replaceChildren(
      hasAll ? size : questions.length ? say("None has all these words; {size} with most of them", { size })
        : say("No question has these words."));
    if (!hasAll) count.append(" ", make("a", { href: pageAddress(`/search?${new URLSearchParams({ q: search.value })}`) }, say("Search the whole site")));
    list.replaceChildren(...[...byTheme(questions)].map(([theme, some]) => section(theme, some)));
  }

  function section(theme: string, questions: Question[]): HTMLElement {
    const items = questions.map((question) => {
      const open = button(question.title, () => choose(question), { class: "link" });
      return make("li", {}, open, make("span", { class: "quiet" }, question.description));
    });
    const lang = questions[0]?.language;
    return make("section", { lang }, make("h2", {}, theme), make("ul", {}, ...items));
  }

  search.addEventListener("input", draw);
  return {
    element,
    fill(questions) {
      all = questions;
      draw();
    },
    close() {
      if (!roomy.matches) element.open = false;
    },
  };
}
