import { expect, test } from "vitest";

import { readLooking, withLooking, withoutLooking } from "./table_tools";

const COLUMNS = ["name", "n"];

test("an address says how a table is looked at, and nothing that the table does not have", () => {
  const looking = readLooking({ tab: "table", sort: "-n", find: "a b", hide: "name" }, COLUMNS);
  expect(looking).toEqual({ order: { column: "n", direction: "descending" }, find: "a b", hidden: new Set(["name"]) });
  expect(withLooking({ tab: "table", sort: "x" }, looking)).toEqual({ tab: "table", sort: "-n", find: "a b", hide: "name" });
  expect(readLooking({ sort: "other", hide: "name,n,x" }, COLUMNS)).toEqual({ order: null, find: "", hidden: new Set() });
  expect(withoutLooking({ tab: "chart", x: "n", sort: "n", find: "a" })).toEqual({ tab: "chart", x: "n" });
});
