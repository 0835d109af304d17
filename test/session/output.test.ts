import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Output } from '../../src/session/output.ts';

const limit = 4 * 1024 * 1024;

it('keeps all of an output that is not too long, however it comes', () => {
  const pieces = fc.array(fc.string({ maxLength: 200 }), { maxLength: 200 });
  fc.assert(
    fc.property(pieces, (texts) => {
      const output = new Output();
      for (const text of texts) output.add(Buffer.from(text));
      expect(output.text).toBe(texts.join(''));
      expect(output.dropped).toBe(0);
    }),
  );
});

it.each([1_000, 65_537, limit - 1, limit, limit + 1, 3 * limit])(
  'keeps the first and the last 4 MiB of 20 MiB that come in pieces of %i bytes',
  (size) => {
    const all = Buffer.from(Uint8Array.from({ length: 20 * 1024 * 1024 }, (_, index) => 97 + (index % 23)));
    const output = new Output();
    for (let at = 0; at < all.length; at += size) output.add(all.subarray(at, at + size));
    const dropped = all.length - 2 * limit;
    expect(output.dropped).toBe(dropped);
    const kept = `${all.subarray(0, limit).toString()}\n[${dropped} bytes left out]\n${all.subarray(-limit).toString()}`;
    expect(output.text === kept).toBe(true);
  },
);

it('does not keep the large buffer alive that a few bytes came in', () => {
  const output = new Output();
  const large = Buffer.from('some words in a large buffer');
  output.add(large.subarray(0, 4));
  large.fill(0);
  expect(output.text).toBe('some');
});
