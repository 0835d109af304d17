/** The bytes that `textOfBytes` made a text of, and those of what was put into it, in UTF-8. */
export function bytesOfText(text: string): Uint8Array {
  if (text.isWellFormed()) return Buffer.from(text);
  // With the flag u, no half of a pair is found.
  const parts = text.split(/([\uDC80-\uDCFF]+)/u);
  return Buffer.concat(parts.map((part, index) => (index % 2 === 1 ? escaped(part) : Buffer.from(part))));
}

function escaped(part: string): Uint8Array {
  return Uint8Array.from(part, (one) => one.charCodeAt(0) - 0xdc00);
}
