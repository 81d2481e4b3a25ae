// The canvas by keyboard: arrows lead to the next thing in a direction, with Shift they move it, Enter
// opens what is beside it, Delete takes it away.

import { RestoreGeometry, type Element } from "@reactodia/workspace";

import { removed } from "./context";
import type { Explorer } from "./explorer";
import { nearest, type Point } from "./nearest";

const STEP = 20; // pixels of the canvas by which a key moves a thing

const DIRECTIONS: Record<string, Point> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/** What is pressed on the canvas. */
type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey"> & { target: EventTarget | null };

/** What keys need beside the explorer. */
interface Means {
  tell: (words: string) => void;
  help: () => void;
}

/** Do what a key means on the canvas; false where it means nothing. */
export function pressed(explorer: Explorer, event: Pressed, means: Means): boolean {
  if (event.altKey) return false;
  const isCommand = event.ctrlKey || event.metaKey;
  return isCommand ? commanded(explorer, event) : onCanvas(explorer, event, means) || onThing(explorer, event, means);
}

function commanded({ model: { history } }: Explorer, { key, shiftKey }: Pressed): boolean {
  const letter = key.toLowerCase();
  if (letter !== "z" && letter !== "y") return false;
  if (letter === "y" || shiftKey) history.redo();
  else history.undo();
  return true;
}

function onCanvas(explorer: Explorer, { key }: Pressed, { help }: Means): boolean {
  if (key === "+" || key === "=") void explorer.canvas.zoomIn();
  else if (key === "-" || key === "−") void explorer.canvas.zoomOut();
  else if (key === "0") void explorer.fit();
  else if (key === "?") help();
  else return false;
  return true;
}

function onThing(explorer: Explorer, { key, shiftKey, target }: Pressed, { tell }: Means): boolean {
  const place = target instanceof HTMLElement && target.matches("[data-element-id]") ? target : null;
  const element = explorer.model.elements.find((one) => one.id === place?.dataset.elementId);
  if (!place || !element) return false;
  const direction = DIRECTIONS[key];
  if (direction && shiftKey) {
    move(explorer, element, { x: direction.x * STEP, y: direction.y * STEP });
    return true;
  }
  if (direction) {
    nearest(element, explorer.model.elements, direction)?.focus();
    return true;
  }
  if (key === "Enter" || key === " ") {
    explorer.model.setSelection([element]);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".panel .thing")?.focus());
    return true;
  }
  if (key === "Delete" || key === "Backspace") {
    const next = nearest(element, explorer.model.elements, { x: -1, y: 0 })
      ?? explorer.model.elements.find((one) => one !== element);
    removed([element], { explorer, tell });
    next?.focus();
    return true;
  }
  return false;
}

/** Put an element elsewhere, which can be undone. */
function move({ model }: Explorer, element: Element, by: Point): void {
  model.history.registerToUndo(RestoreGeometry.capturePartial([element], []));
  element.setPosition({ x: element.position.x + by.x, y: element.position.y + by.y });
}
