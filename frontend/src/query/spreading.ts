// Marks that would lie upon each other, moved apart across the direction of their numbers, so that
// each row is seen.

const NEAR = 8; // pixels across between marks that cover each other
const NEAR_ALONG = 12; // pixels; a mark can have an arrow there
const STEP = 10; // pixels between marks that are moved apart

/** How far each mark is moved, in pixels, always alike for the same places.
 *  @param across places along the axis that has no numbers
 *  @param along places along the axis of numbers
 *  @param room pixels that marks of one place may take together */
export function offsetsOf(across: ArrayLike<number>, along: ArrayLike<number>, room: number): number[] {
  const places: { at: [number, number]; members: number[] }[] = [];
  const cells = new Map<string, typeof places>();
  const order = Array.from({ length: across.length }, (_, index) => index)
    .sort((one, other) => at(across, one) - at(across, other) || at(along, one) - at(along, other) || one - other);
  for (const index of order) {
    const here: [number, number] = [at(across, index), at(along, index)];
    const column = Math.floor(here[0] / NEAR);
    const line = Math.floor(here[1] / NEAR_ALONG);
    const around = [-1, 0, 1].flatMap((x) => [-1, 0, 1].flatMap((y) => cells.get(`${column + x},${line + y}`) ?? []));
    const place = around.find(({ at: there }) =>
      Math.abs(there[0] - here[0]) < NEAR && Math.abs(there[1] - here[1]) < NEAR_ALONG);
    if (place) {
      place.members.push(index);
      continue;
    }
    const added = { at: here, members: [index] };
    places.push(added);
    const key = `${column},${line}`;
    cells.set(key, [...(cells.get(key) ?? []), added]);
  }
  const offsets = order.map(() => 0);
  for (const { members } of places) {
    const step = Math.min(STEP, room / Math.max(1, members.length - 1));
    const inRows = [...members].sort((one, other) => one - other);
    inRows.forEach((index, number) => {
      offsets[index] = (number - (inRows.length - 1) / 2) * step;
    });
  }
  return offsets;
}

function at(numbers: ArrayLike<number>, index: number): number {
  return numbers[index] ?? 0;
}
