import { expect, test } from "vitest";

import { suggest } from "./suggestions";

test("nothing is asked for no name", async () => {
  expect(await suggest("  ")).toEqual([]);
});
