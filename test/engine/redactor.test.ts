import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cutMark } from '../../src/core/cut-mark.ts';
import { Secret } from '../../src/core/secret.ts';
import { type Shell, sh } from '../../src/core/sh.ts';
import type { Task } from '../../src/core/task.ts';
import { Redactor } from '../../src/engine/redactor.ts';
import { blockInFile } from '../../src/modules/block-in-file.ts';
import { command } from '../../src/modules/command.ts';
import { copy } from '../../src/modules/copy.ts';
import { iniFile } from '../../src/modules/ini-file.ts';
import { lineInFile } from '../../src/modules/line-in-file.ts';
import { replace } from '../../src/modules/replace.ts';
import { template } from '../../src/modules/template.ts';
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

it('hides a secret in what leads back to itself', () => {
  const redactor = new Redactor();
  const vars: Record<string, unknown> = { secret: new Secret('open sesame') };
  vars['vars'] = vars;
  redactor.learn(vars);
  expect(redactor.mask('open sesame')).toBe('[secret]');
});

describe('hides a secret that goes into a file, and that the checker of the file tells', () => {
  const value = new Secret('open sesame');
  const validate = (written: Shell) => sh`cat ${written} >&2; exit 1`;
  const given = (path: string) => ({ path, validate });

  it.each<readonly [string, (path: string) => Task]>([
    ['copy', (path) => copy('t', { ...given(path), content: value })],
    ['template', (path) => template('t', { ...given(path), text: 'pw=<%= pw %>', vars: { pw: value } })],
    ['lineInFile', (path) => lineInFile('t', { ...given(path), line: value })],
    ['blockInFile', (path) => blockInFile('t', { ...given(path), block: value })],
    ['iniFile', (path) => iniFile('t', { ...given(path), section: 's', option: 'pw', value })],
    ['replace', (path) => replace('t', { ...given(path), regexp: /old/, replace: value })],
  ])('by %s', async (_, taskFor) => {
    const root = await mkdtemp(join(tmpdir(), 'drover-redactor-'));
    await writeFile(join(root, 'f'), 'old\n');
    const run = await runHere([taskFor(join(root, 'f'))]);
    await rm(root, { recursive: true });
    expect(run.outcomes['t']).toContain('[secret]');
    expect(JSON.stringify(run)).not.toContain('open sesame');
  });
});

it('shows the names of the sections of a secret file', () => {
  const redactor = new Redactor();
  redactor.learn(new Secret('[SYSTEM]\nPassword=sesame'));
  expect(redactor.mask('[SYSTEM] says Password=sesame')).toBe('[SYSTEM] says [secret]');
  redactor.learn(new Secret('[SYSTEM]'));
  expect(redactor.mask('[SYSTEM]')).toBe('[secret]');
});
