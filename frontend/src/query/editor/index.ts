// The editor of a query: what the rest of the island sees of it.

import "./editor.css";

import { defaultKeymap, history, historyKeymap, indentWithTab, toggleComment } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { EditorState, Prec, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, placeholder } from "@codemirror/view";

import { button, make } from "../../shared/elements";
import type { ProblemDocument } from "../../shared/endpoint";
import { ONTOLOGY } from "../../shared/namespaces";
import { say, sayCount } from "../../shared/words";
import { checking, mend, show, type Tell } from "./checking";
import { completion, learn, prefixesKnown } from "./completion";
import { findingOf, messageOf, placeOf, placeWords, type Finding } from "./findings";
import { meaning } from "./hover";
import { indentation } from "./indentation";
import { look, sparql } from "./look";
import { phrases } from "./phrases";
import { declareWhatIsTyped, lacksPrefix, missed } from "./prologue";
import { learnSentences } from "./sentences";

export { placeOf, placeWords } from "./findings";
export { told } from "./sentences";
export { warningsAbout } from "./checking";

/** What the editor is made with. */
export interface EditorOptions {
  text: string;
  /** The language of the reader. */
  language: string;
  /** The id of the element that names the editor. */
  labelledBy: string;
  /** What the server says of mistakes, by their kind. */
  sentences: Record<string, string>;
  /** The query in an address that is pasted; null if it holds none. */
  readAddress: (address: string) => string | null;
  onRun: () => void;
  onChange: (text: string) => void;
}

/** The editor as the page has it. */
export interface QueryEditor {
  /** The query; its lines end in "\n". */
  getText(): string;
  setText(text: string): void;
  focus(): void;
  /** Declare the prefixes that it uses and the site knows; resolves once that is done. */
  declare(): Promise<void>;
  /** Break and indent its lines, and write keywords in capitals. */
  tidy(): Promise<void>;
  /** Show what is wrong at its place, and put the cursor there; one without a place is not shown. */
  showProblem(problem: ProblemDocument): void;
  clearProblem(): void;
}

const RUN_LINE_HEIGHT = 60; // pixels, which it may cover at the lower end of the window

/** What an empty editor shows: what is counted, and by how many figures. */
const EXAMPLE = `PREFIX ref: <${ONTOLOGY}>
SELECT ?counted (COUNT(?figure) AS ?figures) {
  ?figure a ref:ReportedCount ; ref:measure ?counted .
} GROUP BY ?counted ORDER BY DESC(?figures)`;

/** Put an editor into an element; one is on a page. */
export function createEditor(parent: HTMLElement, options: EditorOptions): QueryEditor {
  const help = make("p", { class: "editor-help quiet", id: "editor-help" }, helpText());
  const status = make("p", { class: "editor-status", role: "status" });
  const fixes = make("p", { class: "editor-fixes" });
  let shown: Finding[] = [];
  learnSentences(options.sentences);
  const element = make("div", { class: "query-editor" });
  parent.append(element);
  const tell = (problem: ProblemDocument | null, findings: Finding[]) => {
    shown = findings;
    const [first] = findings;
    const text = view.state.doc.toString();
    status.textContent = problem ? wordsOf(problem) : first ? placed(text, first) + more(findings.length - 1) : "";
    status.classList.toggle("warned", !problem);
    fixes.replaceChildren(...(first?.fixes ?? []).map((fix, index) =>
      button(fix.name, () => { mend(view, fix); }, { class: "secondary", title: index ? null : "Ctrl+." })));
  };
  const mendFirst = () => {
    const fix = shown[0]?.fixes[0];
    if (fix) mend(view, fix);
    return fix !== undefined;
  };
  const view: EditorView = new EditorView({
    parent: element,
    state: EditorState.create({ doc: options.text, extensions: extensions(options, help.id, tell, mendFirst) }),
  });
  element.append(make("div", { class: "editor-told" }, status, fixes), help);
  const learned = (before: string) => {
    let changes;
    while ((changes = missed(before, view.state.doc.toString(), prefixesKnown()))) view.dispatch({ changes });
  };
  const begin = () => {
    const before = view.state.doc.toString();
    void learn().then(() => { learned(before); });
  };
  element.addEventListener("focusin", begin, { once: true });
  return {
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
    async declare() {
      if (!lacksPrefix(view.state.doc.toString())) return;
      await learn();
      learned("");
    },
    tidy: () => tidy(view),
    showProblem(problem) {
      const found = findingOf(view.state.doc.toString(), problem);
      if (!found) return;
      show(view, [found]);
      view.dispatch({ selection: { anchor: found.from }, scrollIntoView: true });
      tell(problem, [found]);
    },
    clearProblem() {
      show(view, []);
      tell(null, []);
    },
  };
}

function extensions(
  options: EditorOptions,
  help: string,
  tell: Tell,
  mendFirst: () => boolean,
) {
  const run = () => {
    options.onRun();
    return true;
  };
  return [
    Prec.highest(keymap.of([{ key: "Mod-Enter", run }, { key: "Mod-/", run: toggleComment }, { key: "Mod-.", run: mendFirst }, { key: "Shift-Alt-f", run: tidyNow }])),
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    highlightActiveLine(),
    indentation,
    placeholder(`# ${say("For example:")}\n${EXAMPLE}`),
    EditorState.phrases.of(phrases()),
    EditorState.languageData.of(() => [{ commentTokens: { line: "#" } }]),
    EditorView.lineWrapping,
    EditorView.scrollMargins.of(() => ({ bottom: RUN_LINE_HEIGHT })),
    EditorView.clipboardInputFilter.of((text, { doc, selection }) => {
      const { from, to } = selection.main;
      const isWhole = from === 0 && to === doc.length;
      return (isWhole ? options.readAddress(text) : null) ?? text;
    }),
    EditorView.contentAttributes.of({
      "aria-labelledby": options.labelledBy,
      "aria-describedby": help,
      "aria-multiline": "true",
      spellcheck: "false",
      tabindex: "0", // it can be scrolled by keys
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
      options.onChange(update.state.doc.toString());
    }),
    tabOfPassers(),
  ];
}

async function tidy(view: EditorView): Promise<void> {
  const { tidied } = await import("./tidying");
  const text = view.state.doc.toString();
  const found = tidied(text);
  if (found === text) return;
  view.dispatch({ changes: { from: 0, to: text.length, insert: found }, userEvent: "input.tidy" });
}

function tidyNow(view: EditorView): boolean {
  void tidy(view);
  return true;
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
  return place ? `${placeWords(place)}: ${message}` : message;
}

function placed(text: string, { from, message }: Finding): string {
  const before = text.slice(0, from);
  const place = { line: before.split("\n").length, column: Array.from(before.slice(before.lastIndexOf("\n") + 1)).length + 1 };
  return `${placeWords(place)}: ${message}`;
}

function more(count: number): string {
  return count > 0 ? ` ${sayCount("({count} more)", "({count} more)", count)}` : "";
}

function helpText(): string {
  const isMac = navigator.platform.startsWith("Mac");
  const key = isMac ? "⌘" : "Ctrl";
  return say(
    "{key}+Enter runs the query, Ctrl+Space completes, {key}+/ comments. Escape, then Tab leaves the editor.",
    { key },
  );
}
