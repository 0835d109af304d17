import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandOf } from '../../src/core/command.ts';
import type { RunEvent } from '../../src/core/event.ts';
import { defineModule } from '../../src/core/module.ts';
import { query } from '../../src/core/query.ts';
import type { Resource } from '../../src/core/resource.ts';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { command } from '../../src/modules/command.ts';
import { probe } from '../../src/modules/probe.ts';
import { runHere } from '../support/local-host.ts';

/** A file holds a word. So many times the work is done by half and fails. */
const word = defineModule({
  name: 'word',
  summary: 'A file holds a word.',
  params: z.strictObject({ path: z.string(), word: z.string(), failures: z.int() }),
  desired: (params) => params,
  inspect: ({ path }) =>
    query(sh`cat -- ${path} 2>/dev/null || :`, { reads: [`file:${path}`], parse: ({ stdout }) => stdout }),
  plan: (current, desired): readonly 'write'[] => (current === desired.word ? [] : ['write']),
  describe: (_change, desired) => ({ summary: `write ${desired.word}` }),
  apply: (_change, { path, word: text, failures }) =>
    commandOf(
      sh`echo ${text} >>${path}.log; printf half >${path}
[ "$(wc -l <${path}.log)" -gt ${failures} ] || { echo "the disk is busy" >&2; exit 1; }
printf %s ${text} >${path}`,
      { touches: [`file:${path}`] },
    ),
  undo: (_change, { path }, before) =>
    commandOf(sh`printf %s ${before} >${path}`, { touches: [`file:${path}`] }),
});

/** Files are there, of which one is made only when that is tried for the second time. */
const steps = defineModule({
  name: 'steps',
  summary: 'Files are there.',
  params: z.strictObject({ path: z.string() }),
  desired: (params) => params,
  inspect: ({ path }) =>
    query(sh`for f in a b c; do [ ! -e ${path}."$f" ] || echo "$f"; done`, {
      reads: ['a', 'b', 'c'].map((name): Resource => `file:${path}.${name}`),
      parse: ({ stdout }) => stdout.split('\n'),
    }),
  plan: (current): readonly string[] => ['a', 'b', 'c'].filter((name) => !current.includes(name)),
  describe: (name) => ({ summary: `made ${name}` }),
  apply: (name, { path }) =>
    commandOf(
      sh`[ ${name} != b ] || [ -e ${path}.tried ] || { : >${path}.tried; exit 1; }
: >${path}.${name}`,
      { touches: [`file:${path}.${name}`] },
    ),
});

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drover-retry-'));
});
afterEach(() => rm(directory, { recursive: true }));

const at = (name: string) => join(directory, name);
const text = (name: string) => readFile(at(name), 'utf8').catch(() => undefined);
const notesOf = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.is === 'task-note' ? [event.note] : []));
const atOnce = { retryDelayMs: 0 };

describe('a task that failed and may be tried again', () => {
  it('does what is left, and says why it was tried again', async () => {
    const task = word('w', { path: at('w'), word: 'new', failures: 2 }, { retries: 3, ...atOnce });
    const { outcomes, events } = await runHere([task]);
    expect(outcomes).toEqual({ w: 'changed' });
    expect(await text('w')).toBe('new');
    expect(await text('w.log')).toBe('new\nnew\nnew\n');
    expect(notesOf(events)).toEqual([
      'the disk is busy (exit code 1); tried again in 0 s, up to 3 times',
      'the disk is busy (exit code 1); tried again in 0 s, up to 2 times',
    ]);
  });

  it('tells what each try has changed, and once what was only repeated', async () => {
    const { result } = await runHere([steps('s', { path: at('s') }, { retries: 2, ...atOnce })]);
    expect(result.hosts[0]?.tasks[0]?.outcome).toEqual({
      is: 'changed',
      changes: [{ summary: 'made a' }, { summary: 'made b' }, { summary: 'made c' }],
    });
  });

  it('fails with its last error when no try is left', async () => {
    const task = word('w', { path: at('w'), word: 'new', failures: 9 }, { retries: 1, ...atOnce });
    const { outcomes, events } = await runHere([task]);
    expect(outcomes).toEqual({ w: 'failed: the disk is busy (exit code 1)' });
    expect(await text('w.log')).toBe('new\nnew\n');
    expect(notesOf(events)).toEqual(['the disk is busy (exit code 1); tried again in 0 s, once']);
  });

  it.each([true, false])(
    'lets those behind it wait, and be done once (look-ahead: %s)',
    async (lookAhead) => {
      const tasks = [
        word('a', { path: at('a'), word: 'a', failures: 0 }),
        word('b', { path: at('b'), word: 'b', failures: 1 }, { retries: 1, ...atOnce }),
        word('c', { path: at('c'), word: 'c', failures: 0 }),
      ];
      const { outcomes } = await runHere(tasks, { lookAhead });
      expect(outcomes).toEqual({ a: 'changed', b: 'changed', c: 'changed' });
      expect(await Promise.all([text('a.log'), text('b.log'), text('c.log')])).toEqual([
        'a\n',
        'b\nb\n',
        'c\n',
      ]);
    },
  );

  it('is taken back with its transaction, from before its first try', async () => {
    const tasks = [
      transaction('t', [
        word('w', { path: at('w'), word: 'new', failures: 1 }, { retries: 1, ...atOnce }),
        command('never', { script: sh`exit 3`, undo: sh`:` }),
      ]),
    ];
    const { events } = await runHere(tasks);
    expect(await text('w')).toBe('');
    expect(events.find((event) => event.is === 'transaction-rolled-back')).toMatchObject({ left: [] });
  });

  it('looks again where it only looks', async () => {
    const script = sh`echo >>${at('looks')}; [ "$(wc -l <${at('looks')})" -gt 2 ] || exit 1`;
    const { outcomes } = await runHere([probe('p', { script }, { retries: 2, ...atOnce })]);
    expect(outcomes).toEqual({ p: 'ok' });
  });

  it('is not tried again with wrong parameters', async () => {
    const wrong = () => ({ path: '', word: 3, failures: 0 }) as unknown as z.input<typeof word.spec.params>;
    const { outcomes, events } = await runHere([word('w', wrong, { retries: 2, ...atOnce })]);
    expect(outcomes['w']).toMatch(/^failed: The parameters of "w" \(word\) are wrong/);
    expect(notesOf(events)).toEqual([]);
  });

  it('is not waited for once the run is being ended', async () => {
    const drain = new AbortController();
    const onEvent = (event: RunEvent) => {
      if (event.is === 'task-note') drain.abort();
    };
    const task = word(
      'w',
      { path: at('w'), word: 'new', failures: 1 },
      { retries: 9, retryDelayMs: 3_600_000 },
    );
    const { outcomes } = await runHere([task], { drain: drain.signal, onEvent });
    expect(outcomes).toEqual({ w: 'failed: the disk is busy (exit code 1)' });
    expect(await text('w.log')).toBe('new\n');
  });

  it('is given up when its time as a whole is over', async () => {
    const options = { retries: 9, retryDelayMs: 3_600_000, timeoutMs: 300 };
    const { outcomes } = await runHere([word('w', { path: at('w'), word: 'new', failures: 9 }, options)]);
    expect(outcomes).toEqual({ w: 'failed: "w" was not done on here within 0.3 s' });
  });
});
