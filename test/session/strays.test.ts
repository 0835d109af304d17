import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { assert } from '../../src/modules/assert.ts';
import { lineInFile } from '../../src/modules/line-in-file.ts';
import { probe } from '../../src/modules/probe.ts';
import { shell as line } from '../../src/modules/shell.ts';
import { eventually } from '../support/eventually.ts';
import { isAlive } from '../support/is-alive.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { shells } from '../support/shells.ts';

describe.each(shells)('what a command leaves behind in %s', (shell) => {
  it('prints into no answer, and ends with the run', async () => {
    const directory = await scratchDirectory();
    const path = join(directory, 'file');
    await writeFile(path, 'first\n');
    const chatter = `while echo chatter && sleep 0.001; do :; done & echo $! >>${directory}/pids`;
    const looked = probe('looks', {
      script: sh`i=0; while [ $i -lt 5000 ]; do i=$(($i+1)); done; echo own`,
    });
    const round = (number: number) => [
      line(`leaves something ${number}`, { cmd: chatter }),
      lineInFile(`line ${number}`, { path, line: `line ${number}` }),
    ];
    const clean = assert('clean', ({ state }) => ({
      that: state(looked).stdout === 'own\n',
      message: state(looked).stdout,
    }));
    const { outcomes } = await runHere([...round(1), ...round(2), ...round(3), looked, clean], { shell });
    expect(Object.values(outcomes)).toEqual([...Array(6).fill('changed'), 'ok', 'ok']);
    expect(await readFile(path, 'utf8')).toBe('first\nline 1\nline 2\nline 3\n');
    const pids = (await readFile(join(directory, 'pids'), 'utf8')).trim().split('\n').map(Number);
    await eventually(() => expect(pids.filter(isAlive)).toEqual([]));
  });
});
