// The page of the endpoint with scripts: the editor, the gallery beside it, and results below,
// without leaving the page.

import { ENDPOINT, Refusal } from "../shared/endpoint";
import { bringIntoView, button, find, make } from "../shared/elements";
import { pageLanguage, say } from "../shared/words";
import { copyButton } from "./clipboard";
import { isDraft, keepDraft } from "./draft";
import { createEditor, type QueryEditor } from "./editor";
import { explanation } from "./explanation";
import { gallery } from "./gallery";
import { removeGraph } from "./graph_tab";
import { History, ownStorage } from "./history";
import { withPart } from "./loading";
import { outcome, summaryOf, type Surroundings } from "./outcome";
import { addressOf, queryIn, readAddress, type View } from "./permalink";
import { problemSection } from "./problems";
import { asked, readQuestions, type Question } from "./questions";
import { readWhole } from "./results_reader";
import { run, type Result } from "./running";
import { RunLine } from "./run_line";
import { graphParameters, type ServerData } from "./server_data";
import { Shortcuts } from "./shortcuts";
import { withoutLooking } from "./table_tools";

const WAIT_BEFORE_KEEPING = 500;
const REMEMBERED = 5; // results, for going back to them

/** The page: what is written, what was answered, and the address that holds both. */
export class QueryPage {
  private readonly form = find<HTMLFormElement>("#query-form");
  private readonly area = find<HTMLTextAreaElement>("#query");
  private readonly editor: QueryEditor;
  private readonly line = new RunLine(() => void this.run(), () => this.cancel());
  private readonly shown = make("div", { class: "shown" });
  private readonly gallery = gallery((question) => this.open(question));
  private readonly explanation = explanation();
  private readonly history = new History(ownStorage());
  private readonly shortcuts = new Shortcuts(() => this.cancel());
  private readonly parameters: [string, string][];
  private readonly results = new Map<string, Result>();
  private questions: Question[] = [];
  private question: Question | null = null; // that the text is, or was before it was changed
  private result: Result | null = null;
  private view: View = {};
  private running: AbortController | null = null;
  private keeping: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly data: ServerData) {
    this.parameters = graphParameters(this.form);
    for (const plain of this.form.querySelectorAll<HTMLElement>(".plain")) plain.hidden = true;
    const place = make("div", { class: "editor-place" });
    this.area.after(place);
    this.editor = createEditor(place, {
      text: this.area.value,
      language: pageLanguage(),
      labelledBy: "query-label",
      sentences: data.mistakes,
      readAddress: queryIn,
      onRun: () => void this.run(),
      onChange: (text) => this.change(text),
    });
    this.area.hidden = true;
    this.area.required = false; // what is hidden cannot be asked for
    this.lay();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    window.addEventListener("popstate", () => void this.restore());
  }

  /** Show what the address holds, and what the page was answered with. */
  async start(): Promise<void> {
    const { query, view } = await readAddress(location.href);
    this.view = view;
    const isOther = query !== null && query !== this.editor.getText();
    if (isOther) this.editor.setText(query);
    if (isOther && this.data.first) this.clearAnswered(); // the answer is to another query
    else this.showFirst();
    try {
      this.questions = await readQuestions();
      this.gallery.fill(this.questions);
      this.recognise(this.editor.getText());
    } catch {
      this.gallery.element.hidden = true;
    }
  }

  private lay(): void {
    const copyLink = copyButton(say("Copy link"), () => this.link(), (text) => this.line.say(text));
    this.line.addTools(
      copyLink,
      button(say("Tidy"), () => void this.editor.tidy(), { class: "secondary", title: say("Break and indent the lines") }),
      button(say("Code"), () => this.showCode(), { class: "secondary" }),
      button(say("History"), () => this.showHistory(), { class: "secondary" }),
      button(say("Keys"), () => this.shortcuts.show(), { class: "secondary" }),
    );
    const bench = make("div", { class: "workbench" });
    this.form.before(bench);
    this.form.append(this.line.element);
    const writing = make("div", { class: "writing" }, this.form, this.explanation.element);
    bench.append(writing, this.gallery.element);
    bench.after(this.shown);
  }

  /** What the page was answered with becomes the first result; it is not asked for again. */
  private showFirst(): void {
    const { first, problem } = this.data;
    const query = this.editor.getText();
    if (problem) this.fail(new Refusal(problem));
    else if (first) {
      const found = readWhole(first.mediaType, first.text);
      this.show({ ...found, query, mediaType: first.mediaType, seconds: null, isCut: false, broken: null });
    } else {
      if (document.querySelector(".answered")) this.line.say(say("Run it to sort, draw or copy the result."));
      else if (query.trim()) this.line.say(say("The query of the link is here; it has not been run."));
      return;
    }
    this.clearAnswered();
  }

  private clearAnswered(): void {
    for (const element of document.querySelectorAll(".answered")) element.remove();
  }

  private async run(): Promise<void> {
    await this.editor.declare();
    const query = this.editor.getText();
    if (!query.trim()) {
      this.line.say(say("Write a query first, or open a question."));
      return this.editor.focus();
    }
    this.running?.abort();
    const running = (this.running = new AbortController());
    this.clearProblem();
    if (query !== this.result?.query) this.view = withoutLooking(this.view);
    this.line.start();
    void this.remember(query);
    try {
      const result = await run(query, running.signal, this.parameters, (count) => this.line.count(count));
      if (running.signal.aborted) return;
      this.show(result);
      bringIntoView(this.shown);
      if (result.broken) this.fail(result.broken);
      else this.finish(result);
    } catch (error) {
      if (running.signal.aborted) return;
      if (!(error instanceof Refusal)) throw error;
      this.clearAnswered();
      this.shown.replaceChildren();
      this.fail(error);
      bringIntoView(this.shown);
    } finally {
      if (this.running === running) {
        this.running = null;
        this.line.stop();
      }
    }
  }

  private finish(result: Result): void {
    this.line.say(summaryOf(result));
    const rows = result.form === "boolean" ? null : result.rows.length;
    this.history.add({ query: result.query, at: Date.now(), seconds: result.seconds ?? 0, rows });
  }

  /** Cancel the query that runs: the server ends it as soon as nobody waits for it. */
  private cancel(): boolean {
    if (!this.running) return false;
    this.running.abort();
    this.running = null;
    this.line.stop();
    this.line.say(say("Cancelled"));
    return true;
  }

  private show(result: Result): void {
    this.clearAnswered();
    removeGraph();
    this.result = result;
    this.results.delete(result.query);
    this.results.set(result.query, result);
    const [oldest] = this.results.keys();
    if (this.results.size > REMEMBERED && oldest !== undefined) this.results.delete(oldest);
    const around: Surroundings = {
      data: this.data,
      parameters: this.parameters,
      announce: (text) => this.line.say(text),
      tell: (refusal) => this.fail(refusal),
      view: this.view,
      onView: (view) => {
        around.view = view;
        void this.look(view);
      },
    };
    this.shown.replaceChildren(outcome(result, around));
  }

  private fail(refusal: Refusal): void {
    this.shown.querySelector(".problem")?.remove();
    const section = problemSection(refusal, this.data, () => void this.run());
    this.shown.prepend(section);
    this.line.say(section.querySelector("h2")?.textContent ?? "");
    this.editor.showProblem(refusal.problem);
  }

  private clearProblem(): void {
    this.shown.querySelector(".problem")?.remove();
    this.editor.clearProblem();
  }

  private change(text: string): void {
    this.area.value = text;
    this.recognise(text);
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => void keepDraft(text), WAIT_BEFORE_KEEPING);
  }

  private recognise(text: string): void {
    const known = asked(this.questions, text);
    if (known) this.question = known;
    else if (!text.trim()) this.question = null;
    this.explanation.show(this.question, !known);
  }

  private open(question: Question): void {
    this.gallery.close();
    this.load(question.query_in_language);
    this.explanation.element.open = true;
    this.line.say(say("Opened: {title}", { title: question.title }));
  }

  private load(query: string): void {
    this.question = null;
    this.clearProblem();
    this.editor.setText(query);
    this.editor.focus();
  }

  private link(): Promise<string> {
    return this.address(this.editor.getText()).then((path) => new URL(path, location.origin).href);
  }

  private address(query: string): Promise<string> {
    return addressOf(location.pathname, query, this.view, this.parameters);
  }

  /** The address becomes that of the query; going back leads to the one before. */
  private async remember(query: string): Promise<void> {
    clearTimeout(this.keeping);
    const { query: before } = await readAddress(location.href);
    const address = await this.address(query);
    if (query === before || isDraft()) window.history.replaceState(null, "", address);
    else window.history.pushState(null, "", address);
  }

  private async look(view: View): Promise<void> {
    this.view = view;
    window.history.replaceState(null, "", await this.address(this.result?.query ?? ""));
  }

  /** Show the query of the address, and its result if it is still at hand; nothing is run. */
  private async restore(): Promise<void> {
    const { query, view } = await readAddress(location.href);
    this.cancel();
    this.view = view;
    if (query !== this.editor.getText()) this.editor.setText(query ?? "");
    const result = this.results.get(query ?? "");
    if (result) {
      this.show(result);
      this.line.say(summaryOf(result));
    } else {
      this.shown.replaceChildren();
      this.line.say("");
    }
  }

  private showHistory(): void {
    withPart(import("./history_dialog"),
      ({ showHistory }) => showHistory(this.history, (query) => this.load(query)), (words) => this.line.say(words));
  }

  private showCode(): void {
    const query = this.editor.getText();
    const form = this.result?.query === query ? this.result.form : null;
    withPart(import("./code_dialog"),
      ({ showCode }) => showCode(query, location.origin + ENDPOINT, form), (words) => this.line.say(words));
  }
}
