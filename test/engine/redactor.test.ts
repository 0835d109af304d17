import { expect, it } from 'vitest';
import { cutMark } from '../../src/core/cut-mark.ts';
import { Secret } from '../../src/core/secret.ts';
import { sh } from '../../src/core/sh.ts';
import { Redactor } from '../../src/engine/redactor.ts';
import { command } from '../../src/modules/command.ts';
import { runHere } from '../support/local-host.ts';

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

it('hides what a cut has left of a secret', () => {
  const redactor = new Redactor();
  redactor.learn(new Secret('open sesame'));
  expect(redactor.mask(`said: open sesam${cutMark}\nsaid: open${cutMark}\nopen`)).toBe(
    `said: [secret]${cutMark}\nsaid: [secret]${cutMark}\nopen`,
  );
});

it('hides a secret that a long line of a failed command was cut in', async () => {
  const stdin = new Secret('sesame-sesame-sesame');
  const says = command('c', { script: sh`printf '%0990d' 0; cat; exit 1`, stdin });
  const { result } = await runHere([says]);
  const message = result.hosts[0]?.tasks[0]?.outcome;
  expect(JSON.stringify(message)).toContain(`000[secret]${cutMark}`);
});

it('shows the names of the sections of a secret file', () => {
  const redactor = new Redactor();
  redactor.learn(new Secret('[SYSTEM]\nPassword=sesame'));
  expect(redactor.mask('[SYSTEM] says Password=sesame')).toBe('[SYSTEM] says [secret]');
  redactor.learn(new Secret('[SYSTEM]'));
  expect(redactor.mask('[SYSTEM]')).toBe('[secret]');
});
