// Places in a text: the server counts lines and characters (code points), the editor UTF-16 units.

/** The offset of a line and column, both from 1; clamped to the text. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const end = text.indexOf("\n", start);
    if (end === -1) return text.length;
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  const characters = Array.from(text.slice(start, end === -1 ? text.length : end));
  return start + characters.slice(0, Math.max(0, column - 1)).join("").length;
}

/** What a problem underlines: at least one character, where the text has one. */
export function rangeOf(
  text: string,
  line: number,
  column: number,
  endColumn?: number,
): { from: number; to: number } {
  const from = offsetOf(text, line, column);
  const to = offsetOf(text, line, Math.max(endColumn ?? column + 1, column + 1));
  if (to > from) return { from, to };
  // At the end of a line: the last character that is there.
  const before = text.slice(0, from).trimEnd();
  const last = Array.from(before.slice(-2)).at(-1) ?? "";
  return { from: before.length - last.length, to: before.length };
}
