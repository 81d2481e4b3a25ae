import type { ProblemDocument } from "../shared/endpoint";

export interface EditorOptions {
  text: string;
  language: "en" | "ru" | "uk";
  labelledBy: string;
  onRun: () => void;
  onChange?: (text: string) => void;
}
export interface QueryEditor {
  readonly element: HTMLElement;
  getText(): string;
  setText(text: string): void;
  focus(): void;
  showProblem(problem: ProblemDocument): void;
  clearProblem(): void;
  destroy(): void;
}
