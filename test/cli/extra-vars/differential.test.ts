import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { extraVars } from '../../../src/cli/extra-vars/extra-vars.ts';
import { UsageError } from '../../../src/core/errors.ts';
import { Secret } from '../../../src/core/secret.ts';
import { pythonJson } from '../../../src/inventory/python-json.ts';
import { Sealed } from '../../../src/inventory/sealed.ts';
import type { RawVars } from '../../../src/inventory/vars.ts';
import { Vaulted } from '../../../src/inventory/vaulted.ts';
import { hasAnsible } from '../../inventory/differential/reference-answers.ts';
import { directoryOf } from '../../inventory/directory-of.ts';
import { vaultedFile, vaultedValue } from '../../support/vaulted.ts';

type Given = readonly string[];

const files = {
  'vars.yml': 'port: 0644\nsure: yes\ntext: |\n  two\n  lines\nlist: [1, 2.0, ~]\n',
  'vars.json': '{"port": 1e3, "sure": true}',
  'without-extension': '{"port": 1e3, "m": "0644"}',
  'flow.json5': '{a: off, b: 0x1f}',
  'secret.yml': vaultedFile,
  'value.yml': vaultedValue,
  'list.yml': '- a\n',
  'empty.yml': '',
  'wrong.yml': 'a: [}\n',
};

const handmade: readonly Given[] = [
  ['{a: yes, m: 0644}', 'x=1 y=2'],
  ['x=1', '{x: 2}', 'x=3'],
  ['@vars.yml', 'port=1'],
  ['port=1', '@vars.yml'],
  ['@vars.json'],
  ['@without-extension'],
  ['@flow.json5'],
  ['@secret.yml'],
  ['', 'x=1'],
  ['@list.yml'],
  ['@empty.yml'],
  ['@wrong.yml'],
  ['@nowhere.yml'],
  ['{a: [}'],
  ['[1]'],
  ['./vars.yml'],
  ["x='unclosed"],
  ["x='a'b' y=1"],
  ['x=a\\=b'],
  ['x=1\ny=2\n'],
];

/** What may stand behind `name=`. */
const values = [
  '1',
  'yes',
  'a=b',
  '',
  "'a b'",
  '"a b"',
  '"it\'s"',
  '\'say "a b"\'',
  '"a\\"b"',
  'a"b c"d',
  "\\'",
  "'a\\nb'",
  '\\u00e9\\x41',
  'C:\\\\new',
  'a\\b',
  '{{ a b }}',
  '"{{ y }}"',
  "{{ w if 'a b' }}",
  '{% if a %}b{% endif %}',
  '#fff',
  'http://h/?a=b#c',
  '""',
  "''",
  'ü',
  '[1,2]',
  '{"a":1}',
];

const assignments = fc
  .array(
    fc.tuple(fc.constantFrom('x', 'y', '_z1'), fc.constantFrom(...values), fc.constantFrom(' ', '  ', '\n')),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((words) => words.map(([name, value, gap]) => `${name}=${value}${gap}`).join(''));

const generated: readonly Given[] = fc.sample(fc.array(assignments, { minLength: 1, maxLength: 2 }), {
  numRuns: 300,
  seed: 20_261_129,
});

const answers = z.array(
  z.union([z.object({ vars: z.record(z.string(), z.unknown()) }), z.object({ error: z.string() })]),
);

async function reference(cases: readonly Given[], directory: string): Promise<readonly unknown[]> {
  const child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'reference.py'), directory], {
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(JSON.stringify(cases));
  const stderr = text(child.stderr);
  try {
    return answers.parse(await json(child.stdout)).map((one) => ('vars' in one ? one.vars : 'refused'));
  } catch (cause) {
    throw new Error(`Ansible did not answer: ${await stderr}`, { cause });
  }
}

async function ours(given: Given, directory: string): Promise<unknown> {
  const there = given.map((one) => (one.startsWith('@') ? `@${join(directory, one.slice(1))}` : one));
  try {
    const { vars } = await extraVars(there, [{ label: 'default', password: new Secret('pw') }]);
    return JSON.parse(pythonJson(opened(vars)));
  } catch (error) {
    if (error instanceof UsageError) return 'refused';
    throw error;
  }
}

/** Ansible opens a file that is encrypted as a whole at once, and values when a task needs them. */
function opened(vars: RawVars): RawVars {
  return new Map(
    [...vars].map(([name, value]) => {
      if (value instanceof Sealed) return [name, value.value];
      const isOfFile = value instanceof Vaulted && value.ciphertext === undefined;
      return [name, isOfFile ? value.open() : value];
    }),
  );
}

describe.runIf(hasAnsible)('the same -e, read by Ansible and by us', () => {
  it('gives the same variables, or is refused by both', { timeout: 120_000 }, async () => {
    await using directory = await directoryOf(files);
    const cases = [...handmade, ...generated];
    const expected = await reference(cases, directory.path);
    for (const [index, given] of cases.entries()) {
      expect(await ours(given, directory.path), JSON.stringify(given)).toEqual(expected[index]);
    }
  });
});
