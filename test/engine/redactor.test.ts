import { expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { Redactor } from '../../src/engine/redactor.ts';

it('hides a secret as a whole, in base64, in JSON, and each line of it', () => {
  const secret = 'open "sesame"\n  and close again\nno';
  const redactor = new Redactor();
  redactor.learn({ deep: [new Secret(secret)] });
  const shown = {
    whole: `it is ${secret}.`,
    base64: Buffer.from(secret).toString('base64'),
    json: JSON.stringify({ secret }),
    line: 'last lines: and close again',
    other: 'no door',
  };
  expect(redactor.mask(shown)).toEqual({
    whole: 'it is [secret].',
    base64: '[secret]',
    json: '{"secret":"[secret]"}',
    line: 'last lines: [secret]',
    other: 'no door',
  });
});
