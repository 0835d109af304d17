import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Secret } from '../../../../../src/core/secret.ts';
import { sh } from '../../../../../src/core/sh.ts';
import { command } from '../../../../../src/modules/command.ts';
import { script } from '../../../../../src/modules/script.ts';
import { shell } from '../../../../../src/modules/shell.ts';
import type { ModuleCase } from '../module-case.ts';

const directory = mkdtempSync(join(tmpdir(), 'drover-script-'));
const src = join(directory, "it's a script");
writeFileSync(src, '#!/bin/sh\nprintf "%s" "$1" >"$2"\n');
afterAll(() => rmSync(directory, { recursive: true }));

const secret = 'what comes on the standard input';

/** Modules that run what they are given: here, each says when it need not be, and how it is taken back. */
export const runCases: readonly ModuleCase[] = [
  {
    module: 'command',
    before: 'echo old >gone',
    tasks: (place) => [
      command('creates', {
        script: sh`cat >${`${place}/-it's`}`,
        stdin: new Secret(secret),
        creates: `${place}/-it's`,
        touches: [`file:${place}/-it's`],
        undo: sh`rm -f -- ${`${place}/-it's`}`,
      }),
      command('removes', {
        argv: ['mv', '--', `${place}/gone`, `${place}/ünï`],
        removes: `${place}/gone`,
        undo: sh`mv -- ${`${place}/ünï`} ${place}/gone`,
      }),
    ],
    wrong: { call: () => command('c', {}), says: 'give either script or argv' },
    secret,
  },
  {
    module: 'script',
    tasks: (place) => [
      script('creates', {
        src,
        args: ['$(id)', `${place}/-it's`],
        creates: `${place}/-it's`,
        undo: sh`rm -f -- ${`${place}/-it's`}`,
      }),
    ],
    wrong: { call: () => script('s', { src: '' }), says: 'src: ' },
  },
  {
    module: 'shell',
    before: 'echo one >words',
    tasks: (place) => [
      shell('creates', {
        cmd: "cat words | wc -l >'it is'",
        directory: place,
        creates: `${place}/it is`,
        undo: "rm -f 'it is'",
      }),
    ],
    wrong: { call: () => shell('s', { cmd: ' ' }), says: 'cmd: says nothing to run' },
  },
];
