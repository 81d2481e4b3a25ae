// Where a card stands beside a mark: it never covers the mark, and stays in the window where it can.

/** A box in the window, in pixels. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Size {
  width: number;
  height: number;
}

const GAP = 10;
const EDGE = 6;

/** The left and top of a card, in the coordinates of the window: right of the mark, left of it,
 *  below or above it, at the first of these places where there is room. */
export function placeBeside(mark: Box, card: Size, view: Size): { left: number; top: number } {
  const middle = (mark.top + mark.bottom - card.height) / 2;
  const centre = (mark.left + mark.right - card.width) / 2;
  const beside = { top: clamp(middle, view.height - card.height) };
  const across = { left: clamp(centre, view.width - card.width) };
  const fits = (left: number, top: number) =>
    left >= EDGE && top >= EDGE && left + card.width <= view.width - EDGE &&
    top + card.height <= view.height - EDGE;
  const below = { ...across, top: mark.bottom + GAP };
  const places = [
    { ...beside, left: mark.right + GAP },
    { ...beside, left: mark.left - GAP - card.width },
    below,
    { ...across, top: mark.top - GAP - card.height },
  ];
  return places.find(({ left, top }) => fits(left, top)) ?? below;
}

function clamp(value: number, most: number): number {
  return Math.max(EDGE, Math.min(value, most - EDGE));
}
