// The editor of a query: what the rest of the island sees of it.

import "./editor.css";

import { defaultKeymap, history, historyKeymap, indentWithTab, toggleComment } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";

import { make } from "../../shared/elements";
import type { ProblemDocument } from "../../shared/endpoint";
import { say } from "../../shared/words";
import { checking, diagnosticOf, messageOf, placeOf } from "./checking";
import { completion, learn, prefixesKnown } from "./completion";
import { meaning } from "./hover";
import { indentation } from "./indentation";
import { look, sparql } from "./look";
import { phrases } from "./phrases";
import { declareWhatIsTyped, missed } from "./prologue";

export { loadCompletion, type CompletionData } from "./data";
export { unusedNames } from "./unused";
export type { ProblemDocument } from "../../shared/endpoint";

export interface EditorOptions {
  text: string;
  /** The language of the reader. */
  language: string;
  /** The id of the element that names the editor. */
  labelledBy: string;
  onRun: () => void;
  onChange?: (text: string) => void;
}

export interface QueryEditor {
  readonly element: HTMLElement;
  /** The query; its lines end in "\n". */
  getText(): string;
  setText(text: string): void;
  focus(): void;
  /** Show what is wrong at its place, and put the cursor there; one without a place is not shown. */
  showProblem(problem: ProblemDocument): void;
  clearProblem(): void;
  destroy(): void;
}

let editors = 0;

export function createEditor(parent: HTMLElement, options: EditorOptions): QueryEditor {
  const help = make("p", { class: "editor-help quiet", id: `editor-help-${++editors}` }, helpText());
  const status = make("p", { class: "editor-status", role: "status" });
  const element = make("div", { class: "query-editor" });
  parent.append(element);
  const tell = (problem: ProblemDocument | null) => {
    status.textContent = problem ? wordsOf(problem) : "";
  };
  const view = new EditorView({
    parent: element,
    state: EditorState.create({ doc: options.text, extensions: extensions(options, help.id, tell) }),
  });
  element.append(status, help);
  const learned = (before: string) => {
    let changes;
    while ((changes = missed(before, view.state.doc.toString(), prefixesKnown()))) view.dispatch({ changes });
  };
  const begin = () => {
    const before = view.state.doc.toString();
    void learn().then(() => { learned(before); });
  };
  element.addEventListener("focusin", begin, { once: true });
  const clear = () => { view.dispatch(setDiagnostics(view.state, [])); };
  return {
    element,
    getText: () => view.state.doc.toString(),
    setText(text) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        scrollIntoView: true,
        userEvent: "input.replace",
      });
    },
    focus: () => { view.focus(); },
    showProblem(problem) {
      const found = diagnosticOf(view.state.doc.toString(), problem);
      if (!found) return;
      view.dispatch(setDiagnostics(view.state, [found]));
      view.dispatch({ selection: { anchor: found.from }, scrollIntoView: true });
      tell(problem);
    },
    clearProblem() {
      clear();
      tell(null);
    },
    destroy() {
      view.destroy();
      element.remove();
    },
  };
}

function extensions(
  options: EditorOptions,
  help: string,
  tell: (problem: ProblemDocument | null) => void,
) {
  const run = () => {
    options.onRun();
    return true;
  };
  return [
    Prec.highest(keymap.of([{ key: "Mod-Enter", run }, { key: "Mod-/", run: toggleComment }])),
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    highlightActiveLine(),
    indentation,
    EditorState.phrases.of(phrases()),
    EditorState.languageData.of(() => [{ commentTokens: { line: "#" } }]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      "aria-labelledby": options.labelledBy,
      "aria-describedby": help,
      "aria-multiline": "true",
      spellcheck: "false",
      autocapitalize: "off",
    }),
    sparql,
    look,
    completion(options.language),
    meaning(options.language),
    declareWhatIsTyped(prefixesKnown),
    checking(tell),
    keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab, { key: "Escape", run: letTabLeave }]),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      update.view.setTabFocusMode(false);
      options.onChange?.(update.state.doc.toString());
    }),
    tabOfPassers(),
  ];
}

/** Tab leads on for who came by keyboard and has typed nothing: they may only be on their way. */
function tabOfPassers(): Extension {
  let isPointed = false;
  return EditorView.domEventHandlers({
    mousedown: (_event, view) => {
      isPointed = true;
      view.setTabFocusMode(false);
    },
    focus: (_event, view) => { if (!isPointed) view.setTabFocusMode(true); },
    blur: (_event, view) => {
      isPointed = false;
      view.setTabFocusMode(false);
    },
  });
}

/** From now on Tab moves on, until something is typed (WCAG 2.1.2). */
function letTabLeave(view: EditorView): boolean {
  view.setTabFocusMode(true);
  return false;
}

function wordsOf(problem: ProblemDocument): string {
  const place = placeOf(problem);
  const message = messageOf(problem);
  return place ? `${say("Line {line}, column {column}", { ...place })}: ${message}` : message;
}

function helpText(): string {
  const isMac = navigator.platform.startsWith("Mac");
  const key = isMac ? "⌘" : "Ctrl";
  return say(
    "{key}+Enter runs the query, Ctrl+Space completes, {key}+/ comments. Escape, then Tab leaves the editor.",
    { key },
  );
}
