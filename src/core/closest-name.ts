/** The name that was probably meant; `undefined` when none is near. */
export function closestName(wrong: string, names: Iterable<string>): string | undefined {
  const near = [...names]
    .map((name) => ({ name, distance: distanceOf(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.min(wrong.length, name.length) / 2));
  return near.toSorted((one, other) => one.distance - other.distance).at(0)?.name;
}

/** How many letters to add, take away or change, or to swap with their neighbours. */
function distanceOf(one: string, other: string): number {
  let above: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of one.split('').entries()) {
    const next = [index + 1];
    for (const [column, against] of other.split('').entries()) {
      const changed = (row[column] ?? 0) + (letter === against ? 0 : 1);
      const isSwapped = letter === other[column - 1] && against === one[index - 1];
      const swapped = isSwapped ? (above[column - 1] ?? 0) + 1 : changed;
      next.push(Math.min(changed, swapped, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    [above, row] = [row, next];
  }
  return row.at(-1) ?? 0;
}
