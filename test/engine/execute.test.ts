import { getEventListeners } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { attempts, commandOf } from '../../src/core/command.ts';
import { CancelledError, RefusedError } from '../../src/core/errors.ts';
import type { RunEvent } from '../../src/core/event.ts';
import { defineModule } from '../../src/core/module.ts';
import { query } from '../../src/core/query.ts';
import { Secret } from '../../src/core/secret.ts';
import { sh } from '../../src/core/sh.ts';
import { group, type Task, type TaskOptions, transaction } from '../../src/core/task.ts';
import { command } from '../../src/modules/command.ts';
import { runHere } from '../support/local-host.ts';

/** A file holds a word: the smallest module with a state, a change and a way back. */
const word = defineModule({
  name: 'word',
  summary: 'A file holds a word.',
  params: z.strictObject({ path: z.string(), word: z.string(), slips: z.boolean().default(false) }),
  desired: (params) => params,
  inspect: ({ path }) =>
    query(sh`cat -- ${path} 2>/dev/null || :`, { reads: [`file:${path}`], parse: ({ stdout }) => stdout }),
  plan: (current, desired): readonly { readonly is: 'write' }[] => {
    if (desired.word === 'forbidden') throw new RefusedError('that word is forbidden');
    return current === desired.word ? [] : [{ is: 'write' }];
  },
  describe: (_change, desired) => ({ summary: `write ${desired.word}` }),
  apply: (_change, { path, word, slips }) =>
    commandOf(sh`cat >${path}`, { stdin: slips ? `${word}!` : word, touches: [`file:${path}`] }),
  undo: (_change, { path }, before) =>
    commandOf(sh`cat >${path}`, { stdin: before, touches: [`file:${path}`] }),
});

const looks = defineModule({
  name: 'looks',
  summary: 'Only looks.',
  verifies: true,
  params: z.strictObject({ path: z.string() }),
  desired: (params) => params,
  inspect: ({ path }) =>
    query(sh`cat -- ${path}`, { reads: [`file:${path}`], parse: ({ stdout }) => stdout }),
  plan: (): readonly never[] => [],
  describe: () => ({ summary: '' }),
  apply: () => commandOf(sh`:`, { touches: [] }),
});

let path = '';
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'drover-engine-')), 'word');
});
afterEach(() => rm(join(path, '..'), { recursive: true, force: true }));

const text = () => readFile(path, 'utf8').catch(() => undefined);

describe('a task', () => {
  it('changes what differs, and nothing the second time', async () => {
    const tasks = () => [word('w', { path, word: 'new' })];
    expect((await runHere(tasks())).outcomes).toEqual({ w: 'changed' });
    expect(await text()).toBe('new');
    expect((await runHere(tasks())).outcomes).toEqual({ w: 'ok' });
  });

  it('in check mode predicts and touches nothing', async () => {
    expect((await runHere([word('w', { path, word: 'new' })], { check: true })).outcomes).toEqual({
      w: 'changed',
    });
    expect(await text()).toBeUndefined();
  });

  it('fails when it was applied and is still different', async () => {
    const run = await runHere([word('w', { path, word: 'new', slips: true })]);
    expect(run.outcomes['w']).toBe('failed: Everything was applied, and still to be changed is: write new');
    expect(run.result.hosts[0]?.outcome).toBe('failed');
  });

  it('stops the host when it fails', async () => {
    const run = await runHere([word('a', { path, word: 'forbidden' }), word('b', { path, word: 'b' })]);
    expect(run.outcomes).toEqual({ a: 'failed: that word is forbidden' });
  });

  it('is skipped where its condition, or that of a group around it, does not hold', async () => {
    const run = await runHere([
      word('a', { path, word: 'a' }, { when: () => false }),
      group('g', [word('b', { path, word: 'b' })], { when: ({ host }) => host.name !== 'here' }),
    ]);
    expect(run.outcomes).toEqual({ a: 'skipped', b: 'skipped' });
  });

  it('may be made from what an earlier one saw', async () => {
    await writeFile(path, 'seen');
    const first = looks('first', { path });
    const second = word('second', ({ state }) => ({ path: `${path}.2`, word: `${state(first)}!` }));
    expect((await runHere([first, second])).outcomes).toEqual({ first: 'ok', second: 'changed' });
    expect(await readFile(`${path}.2`, 'utf8')).toBe('seen!');
  });

  it('is undetermined in check mode when it depends on what would change', async () => {
    const first = word('first', { path, word: 'new' });
    const second = word('second', ({ state }) => ({ path: `${path}.2`, word: state(first) }));
    const run = await runHere([first, second, looks('third', { path })], { check: true });
    expect(run.outcomes).toEqual({ first: 'changed', second: 'undetermined', third: 'undetermined' });
  });
});

describe('a check that cannot tell whether a task would change', () => {
  const handler = () => word('handler', { path: `${path}.h`, word: 'handled' });
  /** What the second would write is what the first will have seen. */
  const unknown = (notify: readonly Task[]) => {
    const first = word('first', { path, word: 'new' });
    return [first, word('unknown', ({ state }) => ({ path: `${path}.u`, word: state(first) }), { notify })];
  };

  it.each([true, false])('cannot tell it of what depends on that (look-ahead: %s)', async (lookAhead) => {
    const tasks = unknown([handler()]);
    const when: TaskOptions['when'] = ({ changed }) => tasks.slice(1).some(changed);
    const run = await runHere([...tasks, word('next', { path, word: 'x' }, { when })], {
      check: true,
      lookAhead,
    });
    expect(run.outcomes).toMatchObject({ next: 'undetermined', handler: 'undetermined' });
  });

  it('can tell it of a handler that another surely notifies', async () => {
    const notify = [handler()];
    const sure = word('sure', { path: `${path}.s`, word: 'x' }, { notify });
    const run = await runHere([...unknown(notify), sure], { check: true });
    expect(run.outcomes).toMatchObject({ unknown: 'undetermined', handler: 'changed' });
  });

  it('can tell that a task that only looks changes nothing', async () => {
    const seen = looks('looks', { path });
    const next = word('next', { path, word: 'x' }, { when: ({ changed }) => changed(seen) });
    const run = await runHere([word('first', { path, word: 'new' }), seen, next], { check: true });
    expect(run.outcomes).toEqual({ first: 'changed', looks: 'undetermined', next: 'skipped' });
  });
});

describe('a handler', () => {
  const all = (first: string) => {
    const handler = word('handler', { path: `${path}.h`, word: 'handled' });
    const other = word('other', { path: `${path}.o`, word: 'handled' });
    return [
      word('first', { path, word: first }, { notify: handler }),
      word('second', { path: `${path}.2`, word: 'second' }, { notify: [other, handler] }),
      word('last', { path: `${path}.l`, word: 'last' }),
    ];
  };

  it('runs once, after all tasks, where one that names it changed something', async () => {
    const run = await runHere(all('first'));
    expect(Object.keys(run.outcomes)).toEqual(['first', 'second', 'last', 'handler', 'other']);
    expect(Object.values(run.outcomes)).toEqual(Array.from({ length: 5 }, () => 'changed'));
  });

  it('does not run where nothing changed, and says so', async () => {
    await runHere(all('first'));
    const run = await runHere(all('first'));
    expect(run.outcomes).toMatchObject({ first: 'ok', handler: 'skipped', other: 'skipped' });
    const reasons = run.result.hosts[0]?.tasks.map(({ outcome }) =>
      outcome.is === 'skipped' ? outcome.reason : undefined,
    );
    expect(reasons).toContain('nothing notified it');
  });

  it('is predicted in check mode', async () => {
    await runHere(all('first'));
    await writeFile(`${path}.h`, 'drifted');
    expect((await runHere(all('new'), { check: true })).outcomes).toMatchObject({
      first: 'changed',
      handler: 'changed',
      other: 'skipped',
    });
  });

  it('may notify another, and does not run on a host that failed', async () => {
    const second = word('second', { path: `${path}.2`, word: 'b' });
    const first = word('first', { path: `${path}.1`, word: 'a' }, { notify: second });
    const tasks = [word('task', { path, word: 'new' }, { notify: first })];
    expect((await runHere(tasks)).outcomes).toEqual({ task: 'changed', first: 'changed', second: 'changed' });
    const owing = word('owing', { path, word: 'newer' }, { notify: word('never', { path, word: 'x' }) });
    const run = await runHere([owing, word('fails', { path, word: 'forbidden' })]);
    expect(run.outcomes).toEqual({ owing: 'changed', fails: 'failed: that word is forbidden' });
  });
});

describe('ways to one end', () => {
  const either = defineModule({
    name: 'either',
    summary: 'One of two ways.',
    params: z.strictObject({ path: z.string() }),
    desired: (params) => params,
    inspect: ({ path }) =>
      query(sh`[ -e ${path} ] && echo yes || :`, {
        reads: [`file:${path}`],
        parse: ({ stdout }) => stdout !== '',
      }),
    plan: (there): readonly 'make'[] => (there ? [] : ['make']),
    describe: () => ({ summary: 'make' }),
    apply: (_change, { path }) =>
      attempts([
        { name: 'bad', step: commandOf(sh`echo "no luck" >&2; exit 3`, { touches: [] }) },
        { name: 'good', step: commandOf(sh`: >${path}`, { touches: [`file:${path}`] }) },
      ]),
  });

  it('are tried in turn, and why one failed is noted', async () => {
    const run = await runHere([either('e', { path })]);
    expect(run.outcomes).toEqual({ e: 'changed' });
    expect(run.events.flatMap((event) => (event.is === 'task-note' ? [event.note] : []))).toEqual([
      'bad: no luck (exit code 3)',
    ]);
  });
});

describe('what a command prints', () => {
  const linesOf = async (task: Task) => {
    const { events } = await runHere([task]);
    return events.flatMap((event) => (event.is === 'task-output' ? [event] : []));
  };

  it('is told line by line while it runs, also the last without an end', async () => {
    const lines = await linesOf(command('c', { script: sh`printf 'one\ntwo\n\nthree'; echo four >&2` }));
    const on = (output: string) => lines.filter(({ stream }) => stream === output).map(({ line }) => line);
    expect([on('stdout'), on('stderr')]).toEqual([['one', 'two', 'three'], ['four']]);
    expect(lines[0]).toMatchObject({ host: 'here', name: 'c', omitted: 0 });
  });

  it('is told before it ends', async () => {
    const script = sh`echo ready; until [ -e ${path} ]; do sleep 0.1; done`;
    let isTold = false;
    const onEvent = (event: RunEvent) => {
      if (event.is !== 'task-output') return;
      isTold = true;
      writeFileSync(path, '');
    };
    const { outcomes } = await runHere([command('c', { script })], { onEvent });
    expect([isTold, outcomes]).toEqual([true, { c: 'changed' }]);
  }, 30_000);

  it('shows no secret, however it comes, whole or a line of it', async () => {
    const stdin = new Secret('open sesame\nand close again\n');
    const byByte = sh`dd bs=1 2>/dev/null`;
    const lines = await linesOf(command('c', { script: sh`echo "I say: $(${byByte})"`, stdin }));
    expect(lines.map(({ line }) => line)).toEqual(['I say: [secret]', '[secret]']);
    const bytes = await linesOf(command('c', { script: byByte, stdin }));
    expect(bytes.map(({ line }) => line)).toEqual(['[secret]', '[secret]']);
  });

  it('is not told of what only the engine reads', async () => {
    expect(await linesOf(word('w', { path, word: 'new' }))).toEqual([]);
  });

  it('is told in part when it is a flood', async () => {
    const lines = await linesOf(command('c', { script: sh`yes | head -n 100000; echo end` }));
    expect(lines.length).toBeLessThan(20_000);
    expect(lines.at(-1)?.line).toBe('end');
    expect(lines.reduce((sum, { omitted }) => sum + 1 + omitted, 0)).toBe(100_001);
  }, 30_000);
});

describe('a transaction', () => {
  it('takes back its changes in reverse order, a half-made one too, and nothing before it', async () => {
    const run = await runHere([
      word('before', { path, word: 'before' }),
      transaction('t', [
        word('one', { path, word: 'one' }),
        word('two', { path, word: 'two' }),
        word('half', { path, word: 'half', slips: true }),
      ]),
    ]);
    expect(await text()).toBe('before');
    expect(run.events.find((event) => event.is === 'transaction-rolled-back')).toMatchObject({
      undone: ['half: write half', 'two: write two', 'one: write one'],
      left: [],
    });
  });

  it('is taken back when the run is drained in the middle of it', async () => {
    const drain = new AbortController();
    const stops = word('stops', () => {
      drain.abort(new Error('enough'));
      return { path, word: 'stops' };
    });
    const run = await runHere([transaction('t', [stops, word('never', { path, word: 'never' })])], {
      drain: drain.signal,
    });
    expect(run.outcomes).toEqual({ stops: 'changed' });
    expect(await text()).toBe('');
    expect(run.result.hosts[0]?.outcome).toBe('cancelled');
  });
});

describe('a run that is ended', () => {
  it.each([
    ['drain', undefined, 'Cancelled by the caller'],
    ['signal', undefined, 'Cancelled by the caller'],
    ['drain', new Error('enough'), 'enough'],
    ['signal', 'enough', 'enough'],
    ['signal', new CancelledError('Cancelled by Ctrl-C'), 'Cancelled by Ctrl-C'],
  ] as const)('by %s and %s says that it was cancelled, once', async (name, reason, message) => {
    const stop = new AbortController();
    const stops = word('stops', () => {
      stop.abort(reason);
      return { path, word: 'stops' };
    });
    const { result, events } = await runHere([stops, word('never', { path, word: 'never' })], {
      [name]: stop.signal,
    });
    expect(result).toMatchObject({
      cancelled: true,
      hosts: [{ outcome: 'cancelled', error: { code: 'cancelled', message } }],
    });
    expect(events.filter(({ is }) => is === 'draining')).toHaveLength(1);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  it('before it begins says so too', async () => {
    const { result } = await runHere([], { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ cancelled: true, hosts: [{ outcome: 'cancelled' }] });
  });
});
