/** Pieces that are not parts of one mapping: a key stands in two of them. The whole text says where. */
export class PiecesApart extends Error {}

/**
 * Adds what a piece holds to what the pieces before it hold. Its first key, and the first below that, and so on, `depth`
 * times, are those that it goes on with; all others are new. Throws PiecesApart where that is not so.
 */
export function joinPiece(
  whole: Map<unknown, unknown>,
  piece: ReadonlyMap<unknown, unknown>,
  depth: number,
): void {
  const [first] = depth > 0 ? piece.keys() : [];
  for (const [key, value] of piece) {
    if (depth > 0 && key === first) joinBelow(whole.get(key), value, depth - 1);
    else if (whole.has(key)) throw new PiecesApart();
    else whole.set(key, value);
  }
}

function joinBelow(whole: unknown, piece: unknown, depth: number): void {
  if (!(whole instanceof Map) || !(piece instanceof Map)) throw new PiecesApart();
  joinPiece(whole, piece, depth);
}
