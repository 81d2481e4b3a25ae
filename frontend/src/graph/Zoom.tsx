// What can be done on the canvas itself: larger, smaller, all of it, and the list of its keys.

import { say } from "../shared/words";
import { Dialog } from "./Dialog";
import type { Explorer } from "./explorer";

export function Zoom({ explorer, help }: { explorer: Explorer; help: () => void }) {
  const buttons: [sign: string, words: string, act: () => void][] = [
    ["+", say("Larger"), () => void explorer.canvas.zoomIn()],
    ["−", say("Smaller"), () => void explorer.canvas.zoomOut()],
    ["⤢", say("Show all"), () => void explorer.fit()],
    ["?", say("Keys of the canvas"), help],
  ];
  return (
    <div className="zoom" role="group" aria-label={say("Size of the drawing")}>
      {buttons.map(([sign, words, act]) => (
        <button key={sign} type="button" title={words} aria-label={words} onClick={act}><span aria-hidden="true">{sign}</span></button>
      ))}
    </div>
  );
}

/** What keys do while the canvas has the focus; nothing elsewhere (WCAG 2.2, 2.1.4). */
export function Keys({ dialog }: { dialog: React.RefObject<HTMLDialogElement> }) {
  const command = navigator.userAgent.includes("Mac") ? "⌘" : "Ctrl";
  const rows: [string, string][] = [
    ["← ↑ → ↓", say("Go to the next thing in a direction")],
    ["Shift ← ↑ → ↓", say("Move the thing")],
    ["Enter", say("Open what stands beside the canvas")],
    ["Escape", say("Go back to the canvas")],
    ["Delete", say("Remove the thing")],
    [`${command} Z`, say("Undo")],
    [`${command} Shift Z`, say("Redo")],
    ["+ −", say("Larger, smaller")],
    ["0", say("Show all")],
    ["?", say("Show this list")],
  ];
  return (
    <Dialog dialog={dialog} title={say("Keys of the canvas")}>
      <dl className="keys">
        {rows.map(([keys, words]) => <div key={keys}><dt><kbd>{keys}</kbd></dt><dd>{words}</dd></div>)}
      </dl>
    </Dialog>
  );
}
