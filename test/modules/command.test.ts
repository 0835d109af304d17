import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { command } from '../../src/modules/command.ts';
import { file } from '../../src/modules/file.ts';
import { type LocalRun, runHere } from '../support/local-host.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-command-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

function summariesOf({ result }: LocalRun): readonly string[] {
  return result.hosts.flatMap(({ tasks }) =>
    tasks.flatMap(({ outcome }) =>
      outcome.is === 'changed' ? outcome.changes.map((one) => one.summary) : [],
    ),
  );
}

describe('parameters', () => {
  it.each<readonly [Parameters<typeof command>[1], string]>([
    [{}, 'give either script or argv'],
    [{ script: sh`true`, argv: ['true'] }, 'give either script or argv'],
    [{ argv: [] }, 'argv'],
    [{ argv: ['x'], creates: 'relative' }, 'creates: must be an absolute path'],
    [{ argv: ['x'], environment: { 'A B': '' } }, 'holds what is no variable name'],
    [{ argv: ['x'], timeoutMs: 0 }, 'timeoutMs'],
  ])('%j is refused', (params, message) => {
    expect(() => command('c', params)).toThrow(message);
  });

  it('a script that is a bare string is refused', () => {
    // @ts-expect-error A string is not quoted.
    expect(() => command('c', { script: 'true' })).toThrow('must be made with sh`…`');
  });

  it('resources that are none are refused', () => {
    // @ts-expect-error No such kind.
    expect(() => command('c', { argv: ['x'], touches: ['disk:/x'] })).toThrow(
      "must be 'everything' or a list",
    );
  });
});

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it('runs with its words, directory, variables and input, and gives what it printed', async () => {
    const directory = join(root, "it's $x\n");
    await mkdir(directory);
    const run = command('c', {
      script: sh`cat >out; printf '%s' "$WORD" >>out; pwd; echo to err >&2`,
      directory,
      environment: { WORD: "a 'b' $c\n" },
      stdin: 'given;',
    });
    const seen = assert('seen', ({ state }) => ({
      that: state(run).ran && state(run).stdout === `${directory}\n` && state(run).stderr === 'to err\n',
      message: JSON.stringify(run),
    }));
    expect((await runHere([run, seen], { shell })).outcomes).toEqual({ c: 'changed', seen: 'ok' });
    expect(await readFile(join(directory, 'out'), 'utf8')).toBe("given;a 'b' $c\n");
  });

  it('takes each word of a list as it is', async () => {
    const path = join(root, '-n * $(x)');
    await runHere([command('c', { argv: ['touch', '--', path] })], { shell });
    expect(await readdir(root)).toEqual(['-n * $(x)']);
  });

  const conditions = () => {
    const there = root;
    const gone = join(root, 'gone');
    return {
      'creates what is there': [{ creates: there }, 'ok'],
      'creates what is not there': [{ creates: gone }, 'changed'],
      'removes what is there': [{ removes: there }, 'changed'],
      'removes what is not there': [{ removes: gone }, 'ok'],
      'unless true': [{ unless: sh`echo noise; true` }, 'ok'],
      'unless false': [{ unless: sh`exit 3` }, 'changed'],
      'only if true': [{ onlyIf: sh`exit 0` }, 'changed'],
      'only if false': [{ onlyIf: sh`false # at the end` }, 'ok'],
      'all say run': [{ creates: gone, removes: there, unless: sh`false`, onlyIf: sh`true` }, 'changed'],
      'only if looks in the directory': [{ directory: there, onlyIf: sh`[ -e no ]` }, 'ok'],
      'unless sees the variables': [{ environment: { A: 'b' }, unless: sh`[ "$A" = b ]` }, 'ok'],
    } as const;
  };

  it('is run or not as its conditions say', async () => {
    const tasks = Object.entries(conditions()).map(([name, [given]]) =>
      command(name, { argv: [':'], touches: [], ...given }),
    );
    const { outcomes } = await runHere(tasks, { shell });
    expect(outcomes).toEqual(
      Object.fromEntries(Object.entries(conditions()).map(([name, [, is]]) => [name, is])),
    );
  });

  it('fails with what it said', async () => {
    const { outcomes } = await runHere([command('c', { script: sh`echo why >&2; exit 4` })], { shell });
    expect(outcomes['c']).toBe('failed: why (exit code 4)');
  });

  it('is taken back by its undo, in its directory', async () => {
    const run = command('c', {
      script: sh`echo x >made`,
      undo: sh`rm made && echo undone >"$LOG"`,
      directory: root,
      environment: { LOG: 'log' },
    });
    const { result } = await runHere([transaction('t', [run, command('bad', { argv: ['false'] })])], {
      shell,
    });
    expect(result.hosts[0]?.rolledBack.map(({ name }) => name)).toEqual(['t']);
    expect(await readdir(root)).toEqual(['log']);
  });
});

describe('a command', () => {
  it('is not run by a check, which says what would run', async () => {
    const script = sh`touch ${join(root, 'made')}
true`;
    const run = await runHere([command('c', { script })], { check: true });
    expect(summariesOf(run)).toEqual([`run touch ${join(root, 'made')} …`]);
    expect(await readdir(root)).toEqual([]);
  });

  it('has a directory that is there', async () => {
    const directory = join(root, 'gone');
    expect((await runHere([command('c', { argv: ['pwd'], directory })])).outcomes['c']).toMatch(
      `failed: The directory ${directory} to run in is not there`,
    );
    const making = file('d', { path: directory, state: 'directory' });
    const run = await runHere([making, command('c', { argv: ['pwd'], directory })], { check: true });
    expect(run.outcomes).toEqual({ d: 'changed', c: 'changed' });
  });

  it('is said in a check to be uncertain when what decides it would change before', async () => {
    const made = join(root, 'made');
    await writeFile(made, '');
    const run = await runHere(
      [file('gone', { path: made, state: 'absent' }), command('c', { argv: ['touch', made], creates: made })],
      { check: true },
    );
    expect(summariesOf(run)).toEqual([
      'file removed',
      `run, if what changes before still asks for it: touch ${made}`,
    ]);
  });

  it('was not run, in its state, when it need not be', async () => {
    const run = command('c', { argv: ['false'], creates: '/' });
    const seen = assert('seen', ({ state }) => ({ that: !state(run).ran, message: 'it ran' }));
    expect((await runHere([run, seen])).outcomes).toEqual({ c: 'ok', seen: 'ok' });
  });

  it('gets a secret on its standard input, and nobody sees it', async () => {
    const run = await runHere([
      command('c', { script: sh`cat >out`, directory: root, stdin: new Secret('s3cret') }),
    ]);
    expect(await readFile(join(root, 'out'), 'utf8')).toBe('s3cret\n');
    expect(JSON.stringify(run.events)).not.toContain('s3cret');
  });

  it('tells its progress', async () => {
    const run = await runHere([
      command('c', {
        script: sh`echo 1 of 2; echo noise; echo 2 of 2`,
        progress: (line) => (line.includes(' of ') ? { text: line } : undefined),
      }),
    ]);
    const texts = run.events.flatMap((event) => (event.is === 'task-progress' ? [event.progress.text] : []));
    expect(texts).toEqual(['1 of 2', '2 of 2']);
  });

  it('ends when its time is over', async () => {
    const { outcomes } = await runHere([command('c', { argv: ['sleep', '60'], timeoutMs: 200 })]);
    expect(outcomes['c']).toMatch(/did not end on here within 0.2 s/);
  });
});
