// What can be done with the whole view.

import { useEffect, useId, useRef } from "react";

import { save } from "../shared/saving";
import { say } from "../shared/words";
import { useChanges, useExplorer } from "./context";
import { drawingFile, pictureFile } from "./exporting";
import { diagramFile, factsFile, LARGEST_FILE, readDiagram } from "./files";
import type { LayoutName } from "./layouts";
import { edgesAmong } from "./provider";
import { LANGUAGES, NoView } from "./state";

const OWN_NAMES: Record<string, string> = { en: "English", ru: "Русский", uk: "Українська" };

export function Toolbar({ isListed, list, restart }: {
  isListed: boolean;
  list: (isListed: boolean) => void;
  restart: () => void;
}) {
  const { explorer, act } = useExplorer();
  useChanges(explorer);
  const { history } = explorer.model;
  const id = useId();
  return (
    <div className="tools" role="toolbar" aria-label={say("The view")}>
      <button type="button" onClick={restart}>{say("Start")}</button>
      <button type="button" onClick={() => history.undo()} disabled={!history.undoStack.length}>{say("Undo")}</button>
      <button type="button" onClick={() => history.redo()} disabled={!history.redoStack.length}>{say("Redo")}</button>
      {isListed ? null : (
        <>
          <label htmlFor={`${id}-layout`} className="unseen">{say("Arrange")}</label>
          <select id={`${id}-layout`} value={explorer.layout ?? ""}
            onChange={({ target: { value } }) => value && act(() => explorer.arrange(value as LayoutName))}>
            {explorer.layout ? null : <option value="">{say("Arranged by hand")}</option>}
            <option value="layers">{say("Arrange in layers")}</option>
            <option value="force">{say("Arrange freely")}</option>
          </select>
        </>
      )}
      <label htmlFor={`${id}-language`} className="unseen">{say("Language of names")}</label>
      <select id={`${id}-language`} value={explorer.language}
        onChange={({ target: { value } }) => act(() => explorer.speak(value))}>
        {LANGUAGES.map((one) => <option key={one} value={one} lang={one}>{OWN_NAMES[one]}</option>)}
      </select>
      {isListed ? null : <button type="button" onClick={() => void explorer.fit()}>{say("Show all")}</button>}
      <button type="button" onClick={() => list(!isListed)}>{isListed ? say("As a drawing") : say("As a list")}</button>
      <Saving />
    </div>
  );
}

/** Fold it when it is left: by Escape, or by a press on something else. */
function useFolding(folded: React.RefObject<HTMLDetailsElement | null>): void {
  useEffect(() => {
    const pressed = ({ target }: PointerEvent) => {
      if (!folded.current?.contains(target as Node)) folded.current?.removeAttribute("open");
    };
    const escaped = ({ key }: KeyboardEvent) => {
      if (key !== "Escape" || !folded.current?.open) return;
      folded.current.removeAttribute("open");
      folded.current.querySelector("summary")?.focus();
    };
    addEventListener("pointerdown", pressed);
    addEventListener("keydown", escaped);
    return () => {
      removeEventListener("pointerdown", pressed);
      removeEventListener("keydown", escaped);
    };
  }, [folded]);
}

function Saving() {
  const { explorer, act, tell, release } = useExplorer();
  const picker = useRef<HTMLInputElement>(null);
  const folded = useRef<HTMLDetailsElement>(null);
  useFolding(folded);
  const text = (content: string, type: string) => new Blob([content], { type });
  const doing = (task: () => Promise<unknown>) => () => {
    folded.current?.removeAttribute("open");
    act(task);
  };
  const facts = async () => {
    const edges = await edgesAmong(explorer.knowledge, explorer.iris);
    const cards = explorer.iris.flatMap((iri) => explorer.cardOf(iri) ?? []);
    save("refusals-view.jsonld", text(factsFile(cards, edges, release), "application/ld+json"));
  };
  const drawing = () => {
    const file = diagramFile(explorer.model.exportLayout(), explorer.language);
    save("refusals-drawing.json", text(file, "application/json"));
    return Promise.resolve();
  };
  const open = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST_FILE) throw new NoView();
    await explorer.show(readDiagram(await file.text()));
  };
  const share = async () => {
    await navigator.clipboard.writeText(location.href);
    tell(say("The address of this view is copied."));
  };
  return (
    <details className="saving" ref={folded}>
      <summary>{say("Save and share")}</summary>
      <div>
        <button type="button" onClick={doing(share)}>{say("Copy the address of this view")}</button>
        <button type="button" onClick={doing(() => pictureFile(explorer, release))}>{say("Picture (PNG)")}</button>
        <button type="button" onClick={doing(() => drawingFile(explorer, release))}>{say("Picture (SVG)")}</button>
        <button type="button" onClick={doing(facts)}>{say("Facts shown (JSON-LD)")}</button>
        <button type="button" onClick={doing(drawing)}>{say("Drawing, to open here again")}</button>
        <button type="button" onClick={() => picker.current?.click()}>{say("Open a drawing…")}</button>
        <input ref={picker} type="file" accept=".json,application/json,application/ld+json" hidden
          aria-label={say("Open a drawing…")}
          onChange={(event) => {
            const file = event.target.files?.[0];
            doing(() => open(file))();
            event.target.value = "";
          }} />
      </div>
    </details>
  );
}
