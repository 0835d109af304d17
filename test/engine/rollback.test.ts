import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandOf } from '../../src/core/command.ts';
import type { RunEvent } from '../../src/core/event.ts';
import { defineModule } from '../../src/core/module.ts';
import { known, query } from '../../src/core/query.ts';
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

/** What runs is what the file said when it was started; it is started again once all is back. */
const runs = defineModule({
  name: 'runs',
  summary: 'What runs has read its file.',
  params: z.strictObject({ file: z.string(), running: z.string() }),
  desired: (params) => params,
  inspect: ({ file, running }) =>
    query(sh`cmp -s ${file} ${running} || echo stale`, {
      reads: [`file:${file}`, `file:${running}`],
      parse: ({ stdout }) => stdout,
    }),
  plan: (current): readonly 'restart'[] => (current === '' ? [] : ['restart']),
  describe: () => ({ summary: 'restart' }),
  apply: (_change, { file, running }) => commandOf(sh`cp ${file} ${running}`, { touches: 'everything' }),
  undo: (_change, { running }) => commandOf(sh`rm ${running}`, { touches: 'everything' }),
  afterUndo: (_change, { file, running }) => commandOf(sh`cp ${file} ${running}`, { touches: 'everything' }),
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

describe('a transaction in another', () => {
  it('has what is due after all of it done once the other is back, too', async () => {
    await writeFile(at('conf'), 'old');
    await writeFile(at('running'), 'old');
    const inner = [runs('r', { file: at('conf'), running: at('running') }), fails];
    const { events } = await runHere([
      transaction('outer', [copy('c', { path: at('conf'), content: 'new' }), transaction('inner', inner)]),
    ]);
    expect(await readFile(at('running'), 'utf8')).toBe('old');
    expect(rolledBack(events)).toMatchObject([
      { name: 'inner', undone: ['fails: run exit 1', 'r: restart'], left: [] },
      { name: 'outer', undone: [expect.stringMatching(/^c: /)], left: [] },
    ]);
  });

  it('leaves nothing that it kept when both are back', async () => {
    await writeFile(at('x'), 'precious');
    const tells = sh`printf %s "$DROVER_KEEP" >${at('place')}`;
    const inner = [
      copy('x', { path: at('x'), content: 'new' }),
      command('tells', { script: tells, undo: sh`:` }),
      fails,
    ];
    await runHere([transaction('outer', [transaction('inner', inner)])]);
    expect(existsSync(await readFile(at('place'), 'utf8'))).toBe(false);
  });
});
