/** Fragments one after the other, each beginning on a line of its own, with the delimiter between them. */
export function assembled(fragments: readonly Uint8Array[], delimiter: string | undefined): Uint8Array {
  const parts = fragments.flatMap((fragment, index): readonly Uint8Array[] => {
    if (index === 0) return [fragment];
    const isCutOff = fragments[index - 1]?.at(-1) !== newline;
    return [Buffer.from(isCutOff ? '\n' : ''), Buffer.from(between(delimiter)), fragment];
  });
  return Buffer.concat(parts);
}

const newline = 10;

function between(delimiter = ''): string {
  return delimiter === '' || delimiter.endsWith('\n') ? delimiter : `${delimiter}\n`;
}
