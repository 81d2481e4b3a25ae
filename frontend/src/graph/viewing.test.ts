import { expect, test } from "vitest";

import { middleOf } from "./viewing";

test.each([
  ["in the middle of what is long, the place itself", 500, [0, 1000], 300, 500],
  ["at its beginning, no room before it", 20, [0, 1000], 300, 150],
  ["at its end, no room behind it", 990, [0, 1000], 300, 850],
  ["of what is short, all of it", 20, [0, 200], 300, 100],
] as const)("%s", (_, wanted, ends, length, middle) => {
  expect(middleOf(wanted, ends, length)).toBe(middle);
});
