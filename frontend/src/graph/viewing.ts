// Which part of a drawing is seen where not all of it can be.

/** The middle of a stretch that is seen: as near as can be to a place, with no room wasted beyond the
 *  ends of the drawing.
 *  @param wanted the place, on the same axis
 *  @param ends of the drawing
 *  @param length of the stretch */
export function middleOf(wanted: number, ends: readonly [number, number], length: number): number {
  const [low, high] = ends;
  if (high - low <= length) return (low + high) / 2;
  return Math.min(Math.max(wanted, low + length / 2), high - length / 2);
}
