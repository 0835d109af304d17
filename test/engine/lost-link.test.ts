import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ByteStream, commandOf, dialogue } from '../../src/core/command.ts';
import type { Transport } from '../../src/core/connection.ts';
import { defineModule } from '../../src/core/module.ts';
import { controllerQuery, known, query } from '../../src/core/query.ts';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { command } from '../../src/modules/command.ts';
import { type Cuttable, cuttable } from '../support/cuttable.ts';
import { eventually } from '../support/eventually.ts';
import { runHere } from '../support/local-host.ts';
import { processesWith } from '../support/processes-with.ts';

/** A file holds a word. Written slowly the first time: the work goes on after the word is there. */
const word = defineModule({
  name: 'word',
  summary: 'A file holds a word.',
  params: z.strictObject({ path: z.string(), word: z.string(), slow: z.enum(['before', 'after', 'no']) }),
  desired: (params) => params,
  inspect: ({ path }) =>
    query(sh`cat -- ${path} 2>/dev/null || :`, { reads: [`file:${path}`], parse: ({ stdout }) => stdout }),
  plan: (current, desired): readonly 'write'[] => (current === desired.word ? [] : ['write']),
  describe: (_change, desired) => ({ summary: `write ${desired.word}` }),
  apply: (_change, { path, word, slow }) => {
    const nap = sh`if [ ! -e ${path}.met ]; then : >${path}.met; exec sleep 60; fi`;
    const write = sh`echo ${word} >>${path}.log; printf %s ${word} >${path}`;
    const script = slow === 'no' ? write : slow === 'before' ? sh`${nap}; ${write}` : sh`${write}; ${nap}`;
    return commandOf(script, { touches: [`file:${path}`] });
  },
  undo: (_change, { path }, before) =>
    commandOf(sh`printf %s ${before} >${path}`, { touches: [`file:${path}`] }),
});

/** A file is filled from a stream. */
const filled = defineModule({
  name: 'filled',
  summary: 'A file is filled from a stream.',
  params: z.strictObject({ path: z.string(), stdin: z.custom<ByteStream>() }),
  desired: (params) => params,
  inspect: () => known('empty'),
  plan: (): readonly 'fill'[] => ['fill'],
  describe: () => ({ summary: 'fill' }),
  apply: (_change, { path, stdin }) => commandOf(sh`cat >${path}`, { stdin, touches: [`file:${path}`] }),
});

/** Is done once in each run, which only its own memory tells; the first look behind it takes its time. */
const once = defineModule({
  name: 'once',
  summary: 'It is done.',
  params: z.strictObject({ path: z.string() }),
  desired: ({ path }) => ({ path, memory: { isDone: false } }),
  inspect: ({ path, memory }) => {
    const nap = sh`if [ -e ${path}.log ] && [ ! -e ${path}.met ]; then : >${path}.met; exec sleep 60; fi`;
    return query(nap, { reads: 'everything', parse: () => memory.isDone });
  },
  plan: (isDone): readonly 'do'[] => (isDone ? [] : ['do']),
  describe: () => ({ summary: 'do' }),
  apply: (_change, { path, memory }) =>
    dialogue('everything', async (host) => {
      await host.run(commandOf(sh`echo done >>${path}.log`, { touches: 'everything' }));
      memory.isDone = true;
    }),
});

/** Settles when it is told to stop. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** Something is waited for on the controller. */
const waits = defineModule({
  name: 'waits',
  summary: 'Something is waited for.',
  params: z.strictObject({}),
  desired: (params) => params,
  inspect: () => controllerQuery(untilAborted, []),
  plan: (): readonly never[] => [],
  describe: () => ({ summary: '' }),
  apply: () => commandOf(sh`:`, { touches: [] }),
});

let directory = '';
let link: Cuttable;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drover-lost-'));
  link = cuttable();
});
afterEach(() => rm(directory, { recursive: true }));

const at = (name: string) => join(directory, name);
const text = (name: string) => readFile(at(name), 'utf8').catch(() => undefined);
const met = (name: string) => eventually(() => expect(existsSync(at(`${name}.met`))).toBe(true));

describe('a host that is lost in the middle of a change and comes back', () => {
  it('is looked at anew, and what was done is not done twice', async () => {
    const running = runHere([word('w', { path: at('w'), word: 'new', slow: 'after' })], link);
    await met('w');
    await link.cut();
    const { outcomes, events } = await running;
    expect(outcomes).toEqual({ w: 'changed' });
    expect(await text('w.log')).toBe('new\n');
    expect(link.connections()).toBe(2);
    expect(events.flatMap((event) => (event.is === 'task-note' ? [event.note] : []))).toEqual([
      expect.stringContaining('connected again, and looked at how far it had come'),
    ]);
  });

  it.each([true, false])(
    'is not asked again for what only the module knows to be done (look-ahead: %s)',
    async (lookAhead) => {
      const running = runHere([once('o', { path: at('o') })], { ...link, lookAhead });
      await met('o');
      await link.cut();
      expect((await running).outcomes).toEqual({ o: 'changed' });
      expect(await text('o.log')).toBe('done\n');
    },
  );

  it('gets what was not done yet, also what was on its way', async () => {
    const tasks = [
      word('a', { path: at('a'), word: 'a', slow: 'no' }),
      word('b', { path: at('b'), word: 'b', slow: 'before' }),
      word('c', { path: at('c'), word: 'c', slow: 'no' }),
    ];
    const running = runHere(tasks, link);
    await met('b');
    await link.cut();
    expect((await running).outcomes).toEqual({ a: 'changed', b: 'changed', c: 'changed' });
    expect(await Promise.all([text('a.log'), text('b.log'), text('c.log')])).toEqual(['a\n', 'b\n', 'c\n']);
  });

  it('is given up where nobody can tell how far a command came', async () => {
    const script = sh`: >${at('cmd.met')}; exec sleep 60`;
    const running = runHere([command('cmd', { script })], link);
    await met('cmd');
    await link.cut();
    const { outcomes, result } = await running;
    expect(outcomes['cmd']).toMatch(/was lost while "cmd" ran: whether it ran to its end is not known$/);
    expect(result.hosts[0]?.outcome).toBe('unreachable');
  });

  it('has its transaction taken back when that fails', async () => {
    const tasks = [
      transaction('t', [
        word('a', { path: at('a'), word: 'a', slow: 'no' }),
        word('b', { path: at('b'), word: 'b', slow: 'after' }),
        command('never', { script: sh`exit 3`, undo: sh`:` }),
      ]),
    ];
    const running = runHere(tasks, link);
    await met('b');
    await link.cut();
    const { events } = await running;
    expect(await Promise.all([text('a'), text('b')])).toEqual(['', '']);
    expect(events.find((event) => event.is === 'transaction-rolled-back')).toMatchObject({ left: [] });
  });
});

describe('a host that does not come back', () => {
  it('ends as unreachable, and says what could not be taken back', async () => {
    const tasks = [transaction('t', [word('w', { path: at('w'), word: 'new', slow: 'after' })])];
    const running = runHere(tasks, link);
    await met('w');
    await link.cut(true);
    const { result, events } = await running;
    expect(result.hosts[0]).toMatchObject({ outcome: 'unreachable', error: { message: 'nobody is there' } });
    expect(events.find((event) => event.is === 'transaction-rolled-back')).toMatchObject({
      undone: [],
      left: [expect.stringMatching(/^w: write new \(nobody is there; what was kept is in .+\)$/)],
    });
  }, 30_000);

  it('is dialled for once, however many changes are to be taken back', async () => {
    let dials = 0;
    const connect: Transport['connect'] = (...to) => {
      dials += 1;
      return link.transport.connect(...to);
    };
    const words = ['a', 'b', 'c'].map((name) => word(name, { path: at(name), word: name, slow: 'no' }));
    const hangs = command('hangs', { script: sh`: >${at('hangs.met')}; exec sleep 60` });
    const running = runHere([transaction('t', [...words, hangs])], {
      transport: { name: 'counted', connect },
    });
    await met('hangs');
    await link.cut(true);
    const { events } = await running;
    expect(events.find((event) => event.is === 'transaction-rolled-back')).toMatchObject({
      left: [
        expect.stringMatching(/^hangs: .* \(there is no way back\)$/s),
        expect.stringMatching(/^c: write c \(nobody is there; what was kept is in .+\)$/),
        'b: write b (nobody is there)',
        'a: write a (nobody is there)',
      ],
    });
    expect(dials).toBe(2);
  });
});

describe('the time of a task', () => {
  it('ends what it runs, and nothing after it begins', async () => {
    const slow = word('slow', { path: at('s'), word: 's', slow: 'before' }, { timeoutMs: 300 });
    const { outcomes } = await runHere([slow, word('next', { path: at('n'), word: 'n', slow: 'no' })]);
    expect(outcomes).toEqual({ slow: 'failed: "slow" was not done on here within 0.3 s' });
    expect(await text('s')).toBeUndefined();
  });

  it('ends a stream that has stopped, and what reads it on the host', async () => {
    const stdin: ByteStream = {
      bytes: 1_000_000,
      open: async function* () {
        yield Buffer.alloc(64 * 1024);
        await new Promise(() => {});
      },
    };
    const { outcomes } = await runHere([filled('slow', { path: at('f'), stdin }, { timeoutMs: 300 })]);
    expect(outcomes).toEqual({ slow: 'failed: "slow" was not done on here within 0.3 s' });
    await eventually(() => expect(processesWith(at('f'))).toEqual([]));
  });

  it('ends what it waits for on the controller', async () => {
    const { outcomes } = await runHere([waits('slow', {}, { timeoutMs: 300 })]);
    expect(outcomes).toEqual({ slow: 'failed: "slow" was not done on here within 0.3 s' });
  });

  it('ends a shell that does not answer', async () => {
    await writeFile(at('deaf'), '#!/bin/sh\nexec cat >/dev/null\n', { mode: 0o755 });
    const slow = word('slow', { path: at('s'), word: 's', slow: 'no' }, { timeoutMs: 300 });
    const { outcomes } = await runHere([slow], { shell: at('deaf') });
    expect(outcomes).toEqual({ slow: 'failed: "slow" was not done on here within 0.3 s' });
  });

  it('ends the waiting for a host that was lost', async () => {
    const silent: Transport = {
      name: 'silent',
      connect: async (host, signal) => {
        if (link.connections() === 0) return link.transport.connect(host, signal);
        return untilAborted(signal);
      },
    };
    const slow = word('slow', { path: at('s'), word: 's', slow: 'before' }, { timeoutMs: 5_000 });
    const running = runHere([slow], { transport: silent });
    await met('s');
    await link.cut();
    const { outcomes } = await running;
    expect(outcomes).toEqual({ slow: 'failed: "slow" was not done on here within 5 s' });
  }, 30_000);
});
