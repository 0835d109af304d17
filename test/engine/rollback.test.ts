import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandOf } from '../../src/core/command.ts';
import type { RunEvent } from '../../src/core/event.ts';
import { defineModule } from '../../src/core/module.ts';
import { known } from '../../src/core/query.ts';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { command } from '../../src/modules/command.ts';
import { copy } from '../../src/modules/copy.ts';
import { runHere } from '../support/local-host.ts';

/** A change whose way back is wrong itself. */
const stubborn = defineModule({
  name: 'stubborn',
  summary: 'Something is done.',
  params: z.strictObject({}),
  desired: (params) => params,
  inspect: () => known('undone'),
  plan: (): readonly 'do'[] => ['do'],
  describe: () => ({ summary: 'do it' }),
  apply: () => commandOf(sh`:`, { touches: [] }),
  conclude: () => 'done',
  undo: () => {
    throw new Error('no idea how');
  },
  afterUndo: () => {
    throw new Error('nor what then');
  },
});

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drover-rollback-'));
});
afterEach(() => rm(directory, { recursive: true }));

const at = (name: string) => join(directory, name);
const rolledBack = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.is === 'transaction-rolled-back' ? [event] : []));
const fails = command('fails', { script: sh`exit 1`, undo: sh`:` });

describe('what a transaction keeps', () => {
  it('stays on the host when it could not be put back, and is told where', async () => {
    await mkdir(at('d'));
    await writeFile(at('d/x'), 'precious');
    const breaks = sh`mv ${at('d')} ${at('d.old')}; touch ${at('d')}; exit 1`;
    const { events } = await runHere([
      transaction('t', [
        copy('x', { path: at('d/x'), content: 'new' }),
        command('breaks', { script: breaks, undo: sh`:` }),
      ]),
    ]);
    const [left = ''] = rolledBack(events).flatMap((told) => told.left);
    const [, place = ''] = /^x: .*; what was kept is in (\/\S+)\)$/s.exec(left) ?? [];
    const [kept = ''] = await readdir(place);
    expect(await readFile(join(place, kept), 'utf8')).toBe('precious');
    await rm(place, { recursive: true });
  });

  it('is forgotten when all was put back', async () => {
    await writeFile(at('x'), 'precious');
    const tells = sh`printf %s "$DROVER_KEEP" >${at('place')}`;
    const { events } = await runHere([
      transaction('t', [
        copy('x', { path: at('x'), content: 'new' }),
        command('tells', { script: tells, undo: sh`:` }),
        fails,
      ]),
    ]);
    expect(rolledBack(events)).toMatchObject([{ left: [] }]);
    expect(await readFile(at('x'), 'utf8')).toBe('precious');
    const place = await readFile(at('place'), 'utf8');
    expect([place, existsSync(place)]).toEqual([expect.stringContaining('/drover/keep/'), false]);
  });
});

describe('a change that does not know its way back', () => {
  it('does not keep the others from theirs, and hides no cause', async () => {
    const makes = command('makes', { script: sh`: >${at('x')}`, undo: sh`rm ${at('x')}` });
    const { events, result } = await runHere([transaction('t', [makes, stubborn('s', {}), fails])]);
    expect(existsSync(at('x'))).toBe(false);
    expect(rolledBack(events)).toMatchObject([
      { left: ['s: do it (no idea how)', 's: back as before (nor what then)'] },
    ]);
    expect(result.hosts[0]?.error?.code).toBe('command');
  });
});
