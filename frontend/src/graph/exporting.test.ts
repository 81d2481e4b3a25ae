// What stands under a picture.

import { expect, test } from "vitest";

import { shortAddress } from "./exporting";

test("the address under a picture can be read, and is cut where it is longer than a line", () => {
  expect(shortAddress("https://refusals.example/graph#iri=https%3A%2F%2Fw3id.org%2Fx")).toBe("refusals.example/graph#iri=https://w3id.org/x");
  const long = shortAddress(`https://refusals.example/graph#state=${"A".repeat(900)}`);
  expect(long.length).toBeLessThan(90);
  expect(long).toMatch(/^refusals\.example.*…$/);
});
