import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MarkerReader } from '../../src/session/marker-reader.ts';

interface Read {
  readonly output: string;
  readonly rest: string;
}

/** What sections are read from a stream that comes in pieces of the given sizes, over and over. */
function read(stream: Buffer, tokens: readonly string[], sizes: readonly number[]): readonly Read[] {
  const reader = new MarkerReader();
  const found: Read[] = [];
  for (const token of tokens) {
    const parts: Buffer[] = [];
    reader.expect(token, {
      bytes: (part) => parts.push(Buffer.from(part)),
      lineEnd: () => {},
      end: (rest) => found.push({ output: Buffer.concat(parts).toString('latin1'), rest }),
    });
  }
  let turn = 0;
  for (let at = 0; at < stream.length; ) {
    const size = sizes[turn % sizes.length] ?? 1;
    turn += 1;
    reader.add(stream.subarray(at, at + size));
    at += size;
  }
  return found;
}

it('gives back any bytes, wherever the stream is cut, also when they look like half a marker', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    fc.constantFrom('\n', '\ntoken', '\ntoken-', '\n\n', 'token-1', '\ntoken-'),
  );
  const output = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(output, { minLength: 1, maxLength: 4 }), sizes, (outputs, cuts) => {
      const tokens = outputs.map((_, index) => `token-${index}=`);
      // A real token is random: no output holds it.
      fc.pre(outputs.every((one, index) => !one.includes(`\n${tokens[index]}`)));
      const text = outputs.map((one, index) => `${one}\n${tokens[index]} ${index}\n`).join('');
      const wanted = outputs.map((one, index) => ({ output: one, rest: String(index) }));
      expect(read(Buffer.from(text, 'latin1'), tokens, cuts)).toEqual(wanted);
    }),
    { numRuns: 500 },
  );
});

it('gives bytes out as they come, and holds back no more than may be a marker', () => {
  const reader = new MarkerReader();
  let given = '';
  reader.expect('token', { bytes: (part) => (given += part.toString()), lineEnd: () => {}, end: () => {} });
  reader.add(Buffer.from('a line\nand more\nto'));
  expect(given).toBe('a line\nand more');
  reader.add(Buffer.from('p'));
  expect(given).toBe('a line\nand more\ntop');
});
