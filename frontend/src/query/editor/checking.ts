// What is wrong with the query, while it is written: asked of the server, and shown where it is.

import { completionStatus } from "@codemirror/autocomplete";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { EditorState, Extension } from "@codemirror/state";
import { EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

import type { ProblemDocument } from "../../shared/endpoint";
import { checkQuery } from "./check";
import { rangeOf } from "./positions";

const PAUSE_MILLISECONDS = 400;

/** The message of a problem without its place, which is shown. */
export function messageOf(problem: ProblemDocument): string {
  const detail = (problem.detail ?? problem.title).replace(/^line \d+, column \d+: /, "");
  return problem.hint ? `${detail}\n${problem.hint}` : detail;
}

/** The place of a problem; of what is refused, only its words tell it. */
export function placeOf(problem: ProblemDocument): { line: number; column: number } | null {
  const { line, column } = problem;
  if (line && column) return { line, column };
  const told = /^line (\d+), column (\d+): /.exec(problem.detail ?? "");
  return told ? { line: Number(told[1]), column: Number(told[2]) } : null;
}

/** Show a problem at its place; null where it has none. */
export function diagnosticOf(text: string, problem: ProblemDocument): Diagnostic | null {
  const place = placeOf(problem);
  if (!place) return null;
  const range = rangeOf(text, place.line, place.column, problem.endColumn);
  return { ...range, severity: "error", message: messageOf(problem) };
}

function isOpen(state: EditorState): boolean {
  return completionStatus(state) === "active";
}

/** Ask the server a while after the last key, and never for a text that has changed since.
 *  @param tell takes what is wrong, in words; "" once nothing is */
export function checking(tell: (problem: ProblemDocument | null) => void): Extension {
  const plugin = ViewPlugin.fromClass(
    class {
      private timer: ReturnType<typeof setTimeout> | undefined;
      private asked: AbortController | null = null;

      constructor(private readonly view: EditorView) {
        this.wait();
      }

      update(update: ViewUpdate): void {
        const isClosed = !isOpen(update.state) && isOpen(update.startState);
        if (!update.docChanged && !isClosed) return;
        this.stop();
        this.wait();
      }

      destroy(): void {
        this.stop();
      }

      private stop(): void {
        clearTimeout(this.timer);
        this.asked?.abort();
      }

      private wait(): void {
        this.timer = setTimeout(() => void this.ask(), PAUSE_MILLISECONDS);
      }

      private async ask(): Promise<void> {
        // While something is still chosen, what stands there is not meant to be whole.
        if (isOpen(this.view.state)) return;
        const { doc } = this.view.state;
        const text = doc.toString();
        this.asked = new AbortController();
        const problem = text.trim() ? await checkQuery(text, this.asked.signal) : null;
        if (problem === "unknown" || this.view.state.doc !== doc) return;
        const found = problem && diagnosticOf(text, problem);
        this.view.dispatch(setDiagnostics(this.view.state, found ? [found] : []));
        tell(problem);
      }
    },
  );
  return [plugin, lintGutter()];
}
