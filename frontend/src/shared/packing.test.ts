import { expect, test } from "vitest";

import { pack, unpack } from "./packing";

test("a text comes back from an address", async () => {
  const text = "что & как?#\n".repeat(500);
  const packed = await pack(text);
  expect(packed).toMatch(/^[\w-]+$/);
  expect(packed.length).toBeLessThan(200);
  expect(await unpack(packed, 100_000)).toBe(text);
});

test.each(["", "%%%", "AAAA", btoa("hello")])("%j holds no text", async (packed) => {
  expect(await unpack(packed, 1000)).toBeNull();
});

test("what is far larger than it looks is not unpacked", async () => {
  expect(await unpack(await pack("a".repeat(500_000)), 400_000)).toBeNull();
});
