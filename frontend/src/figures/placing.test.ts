import { expect, test } from "vitest";

import { placeBeside } from "./placing";

test("a card never covers its mark, and is in the window wherever there is room", () => {
  const views = [{ width: 1280, height: 900 }, { width: 390, height: 844 }, { width: 320, height: 480 }];
  const cards = [{ width: 290, height: 190 }, { width: 308, height: 260 }];
  for (const view of views)
    for (const card of cards)
      for (let left = 0; left <= view.width - 24; left += 31)
        for (let top = 0; top <= view.height - 24; top += 29) {
          const mark = { left, top, right: left + 24, bottom: top + 24 };
          const at = placeBeside(mark, card, view);
          const covers = at.left < mark.right && mark.left < at.left + card.width &&
            at.top < mark.bottom && mark.top < at.top + card.height;
          expect(covers).toBe(false);
          const above = mark.top - card.height >= 20, below = mark.bottom + card.height <= view.height - 20;
          if (!above && !below) continue;
          expect(at.left).toBeGreaterThanOrEqual(0);
          expect(at.left + card.width).toBeLessThanOrEqual(view.width);
          expect(at.top).toBeGreaterThanOrEqual(0);
          expect(at.top + card.height).toBeLessThanOrEqual(view.height);
        }
});
