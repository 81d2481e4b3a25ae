// The textarea of the form as an editor of queries.

import type { EditorOptions, QueryEditor } from "./editor_types";

export function createEditor(parent: HTMLElement, options: EditorOptions): QueryEditor {
  const area = document.createElement("textarea");
  area.rows = 14;
  area.spellcheck = false;
  area.value = options.text;
  area.setAttribute("aria-labelledby", options.labelledBy);
  area.addEventListener("input", () => options.onChange?.(area.value));
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      options.onRun();
    }
  });
  parent.append(area);
  return {
    element: area,
    getText: () => area.value,
    setText(text) {
      area.value = text;
      options.onChange?.(text);
    },
    focus: () => area.focus(),
    showProblem: () => undefined,
    clearProblem: () => undefined,
    destroy: () => area.remove(),
  };
}
