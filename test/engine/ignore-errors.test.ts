import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandOf } from '../../src/core/command.ts';
import type { Transport } from '../../src/core/connection.ts';
import { ConnectionError, TimeoutError } from '../../src/core/errors.ts';
import { exitCodeOf } from '../../src/core/exit-code.ts';
import { defineModule } from '../../src/core/module.ts';
import { query } from '../../src/core/query.ts';
import { sh } from '../../src/core/sh.ts';
import { group, transaction } from '../../src/core/task.ts';
import { command } from '../../src/modules/command.ts';
import { copy } from '../../src/modules/copy.ts';
import { fail } from '../../src/modules/fail.ts';
import { probe } from '../../src/modules/probe.ts';
import { cuttable } from '../support/cuttable.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

/** A file holds a word, which is written by half, and then the disk is full. */
const halfWord = defineModule({
  name: 'half-word',
  summary: 'A file holds a word.',
  params: z.strictObject({ path: z.string() }),
  desired: (params) => params,
  inspect: ({ path }) =>
    query(sh`cat -- ${path} 2>/dev/null || :`, { reads: [`file:${path}`], parse: ({ stdout }) => stdout }),
  plan: (current): readonly 'write'[] => (current === 'word' ? [] : ['write']),
  describe: () => ({ summary: 'write' }),
  apply: (_change, { path }) =>
    commandOf(sh`printf wo >${path}; echo "the disk is full" >&2; exit 1`, { touches: [`file:${path}`] }),
  undo: (_change, { path }) => commandOf(sh`rm -f -- ${path}`, { touches: [`file:${path}`] }),
});

const ignoreErrors = true;
const broken = (name: string, options: object = { ignoreErrors }) =>
  command(name, { script: sh`echo "no luck" >&2; exit 3` }, options);
const good = (name: string) => command(name, { script: sh`:` });
const noLuck = 'ignored: no luck (exit code 3)';

describe('a task that fails, which is ignored', () => {
  it('is told and counted as such, and the play goes on', async () => {
    const { result, events, outcomes } = await runHere([broken('b'), good('g')]);
    expect(outcomes).toEqual({ b: noLuck, g: 'changed' });
    expect(result).toMatchObject({ ok: true, hosts: [{ outcome: 'ok', failed: 0, ignored: 1, changed: 1 }] });
    expect(exitCodeOf(result)).toBe(0);
    expect(events.find(({ is }) => is === 'task-finished')).toMatchObject({
      name: 'b',
      outcome: { is: 'ignored', error: { code: 'command', message: 'no luck (exit code 3)' } },
    });
  });

  it('may be one that refuses, in a check too', async () => {
    const tasks = [fail('f', { message: 'not here' }, { ignoreErrors }), good('g')];
    const { outcomes } = await runHere(tasks, { check: true });
    expect(outcomes).toEqual({ f: 'ignored: not here', g: 'changed' });
  });

  it('may be one whose time is over: what it ran is ended', async () => {
    const slow = command('s', { script: sh`sleep 600` }, { ignoreErrors, timeoutMs: 300 });
    const { outcomes } = await runHere([slow, good('g')]);
    expect(outcomes).toEqual({ s: 'ignored: "s" was not done on here within 0.3 s', g: 'changed' });
  });

  it('is tried again before', async () => {
    const { outcomes, events } = await runHere([broken('b', { ignoreErrors, retries: 2, retryDelayMs: 0 })]);
    expect(outcomes).toEqual({ b: noLuck });
    expect(events.filter(({ is }) => is === 'task-note')).toHaveLength(2);
  });

  it('has neither changed anything nor a state, and later tasks may ask for that', async () => {
    const failing = probe('b', { script: sh`exit 3` }, { ignoreErrors });
    const well = good('w');
    const { outcomes } = await runHere([
      failing,
      well,
      good('other'),
      command('instead', { script: sh`:` }, { when: ({ failed }) => failed(failing) && !failed(well) }),
      command('after', { script: sh`:` }, { when: ({ changed }) => changed(failing) }),
      command('of', ({ state }) => ({ script: sh`echo ${state(failing).stdout}` })),
    ]);
    expect(outcomes).toEqual({
      b: 'ignored: "exit 3" ended with exit code 3',
      w: 'changed',
      other: 'changed',
      instead: 'changed',
      after: 'skipped',
      of: 'failed: "b" failed, so there is no state of it',
    });
  });

  it('notifies nobody', async () => {
    const { outcomes } = await runHere([broken('b', { ignoreErrors, notify: good('handler') })]);
    expect(outcomes).toEqual({ b: noLuck, handler: 'skipped' });
  });

  it.each([true, false])(
    'leaves to those behind it what it did by half (look-ahead: %s)',
    async (lookAhead) => {
      const path = join(await scratchDirectory(), 'file');
      const tasks = [
        halfWord('half', { path }, { ignoreErrors }),
        copy('other', { path: `${path}.other`, content: 'o' }),
        copy('whole', { path, content: 'wo' }),
      ];
      const { outcomes } = await runHere(tasks, { lookAhead });
      expect(outcomes).toEqual({
        half: 'ignored: the disk is full (exit code 1)',
        other: 'changed',
        whole: 'ok',
      });
      expect(await readFile(`${path}.other`, 'utf8')).toBe('o');
    },
  );

  it('does not take its transaction back, and is taken back with it', async () => {
    const path = join(await scratchDirectory(), 'file');
    const half = () => halfWord('half', { path }, { ignoreErrors });
    const kept = await runHere([transaction('t', [half(), good('g')])]);
    expect(kept.outcomes).toMatchObject({ g: 'changed' });
    expect(await readFile(path, 'utf8')).toBe('wo');
    const { events } = await runHere([transaction('t', [half(), broken('b', {})])]);
    expect(events.find(({ is }) => is === 'transaction-rolled-back')).toMatchObject({
      undone: ['half: write'],
    });
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });
});

describe('errors that a group ignores', () => {
  it('are those of all tasks in it that do not say otherwise', async () => {
    const tasks = [
      group('g', [broken('a', {}), group('inner', [broken('b', {})]), broken('c', { ignoreErrors: false })], {
        ignoreErrors,
      }),
    ];
    const { outcomes } = await runHere(tasks);
    expect(outcomes).toEqual({ a: noLuck, b: noLuck, c: 'failed: no luck (exit code 3)' });
  });

  it('are none of a transaction, which could not be taken back then', async () => {
    const tasks = [group('g', [transaction('t', [good('a')])], { ignoreErrors })];
    await expect(runHere(tasks)).rejects.toThrow(
      'The transaction "t" would never be taken back: the group "g" around it ignores errors',
    );
    const apart = group('g', [group('h', [transaction('t', [good('a')])], { ignoreErrors: false })], {
      ignoreErrors,
    });
    expect((await runHere([apart])).outcomes).toEqual({ a: 'changed' });
  });
});

describe('what is not ignored', () => {
  it.each([
    ['is not there', new ConnectionError('nobody is there')],
    ['does not answer in time', new TimeoutError('no answer within 10 s')],
  ])('is a host that is lost and %s', async (_, why) => {
    const { transport: first, cut } = cuttable();
    const isGone = new AbortController();
    const transport: Transport = {
      name: 'once',
      connect: (host, signal) => (isGone.signal.aborted ? Promise.reject(why) : first.connect(host, signal)),
    };
    const lost = command('l', { script: sh`sleep 600` }, { ignoreErrors });
    const { result } = await runHere([lost, good('g')], {
      transport,
      onEvent: ({ is }) => {
        if (is !== 'task-started') return;
        isGone.abort();
        void cut();
      },
    });
    expect(result.hosts).toMatchObject([{ outcome: 'unreachable', failed: 1, ignored: 0, changed: 0 }]);
  });

  it('are wrong parameters', async () => {
    const wrong = command('w', () => ({ script: 'no script' }) as never, { ignoreErrors });
    const { result, outcomes } = await runHere([wrong, good('g')]);
    expect(outcomes['w']).toMatch(/^failed: The parameters of "w" \(command\) are wrong/);
    expect(result.hosts).toMatchObject([{ outcome: 'failed', ignored: 0, changed: 0 }]);
  });

  it('is a bug in the playbook', async () => {
    const when = () => {
      throw new TypeError('no such variable');
    };
    const { outcomes } = await runHere([broken('b', { ignoreErrors, when })]);
    expect(outcomes).toEqual({ b: 'failed: no such variable' });
  });

  it('is the end of the run', async () => {
    const end = new AbortController();
    const slow = command('s', { script: sh`sleep 600` }, { ignoreErrors });
    const { result } = await runHere([slow, good('g')], {
      signal: end.signal,
      onEvent: ({ is }) => {
        if (is === 'task-started') end.abort(new Error('enough'));
      },
    });
    expect(result.hosts).toMatchObject([{ outcome: 'cancelled', ignored: 0, changed: 0 }]);
  });
});
