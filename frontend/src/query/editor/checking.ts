// What is wrong with the query, while it is written: asked of the server, and shown where it is; what is
// only probably wrong, too.

import { completionStatus } from "@codemirror/autocomplete";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { EditorState, Extension } from "@codemirror/state";
import { EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

import type { ProblemDocument } from "../../shared/endpoint";
import { checkQuery } from "./check";
import { learn } from "./completion";
import { findingOf, type Finding, type Fix } from "./findings";

const PAUSE_MILLISECONDS = 400;

/** Takes what is wrong: the problem that a query has, and what is shown at places of it. */
export type Tell = (problem: ProblemDocument | null, findings: Finding[]) => void;

/** What a query without mistakes probably means in another way; nothing if the vocabulary cannot be had. */
export async function warningsAbout(text: string, signal?: AbortSignal): Promise<Finding[]> {
  const known = await learn();
  const part = known && (await import("./warnings").catch(() => null)); // gone where the site was renewed
  return part ? part.warningsOf(text, known, signal) : [];
}

/** Show findings where they are. */
export function show(view: EditorView, findings: readonly Finding[]): void {
  view.dispatch(setDiagnostics(view.state, findings.map(diagnosticOf)));
}

function diagnosticOf({ from, to, severity, message, fixes }: Finding): Diagnostic {
  const actions = fixes.map((each) => ({ name: each.name, apply: (view: EditorView) => { mend(view, each); } }));
  return { from, to, severity, message, actions };
}

/** Make a change of the text. */
export function mend(view: EditorView, { changes }: Fix): void {
  view.dispatch({ changes, userEvent: "input.mend", scrollIntoView: true });
  view.focus();
}

function isOpen(state: EditorState): boolean {
  return completionStatus(state) === "active";
}

/** Ask the server a while after the last key, and never for a text that has changed since. */
export function checking(tell: Tell): Extension {
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
        const { signal } = (this.asked = new AbortController());
        const problem = text.trim() ? await checkQuery(text, signal) : null;
        if (problem === "unknown" || this.view.state.doc !== doc) return;
        const mistake = problem && findingOf(text, problem);
        const findings = mistake ? [mistake] : problem ? [] : await this.warnings(text, signal);
        if (this.view.state.doc !== doc) return;
        show(this.view, findings);
        tell(problem, findings);
      }

      /** None for who only looks at a query: it takes the vocabulary to know them. */
      private warnings(text: string, signal: AbortSignal): Promise<Finding[]> | Finding[] {
        return text.trim() && this.view.hasFocus ? warningsAbout(text, signal) : [];
      }
    },
  );
  return [plugin, lintGutter()];
}
