/** By code points, as Python does, where JavaScript would compare halves of them. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  if (/[\uD800-\uDFFF]/.test(one + other)) return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return one < other ? -1 : 1;
}
