import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { shell } from '../../src/modules/shell.ts';
import { runHere } from '../support/local-host.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "drover-shell it's-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (session) => {
  it('runs a line as it is, with its directory, variables and input', async () => {
    const run = shell('s', {
      cmd: `cat | tr a-z A-Z >out; printf '%s' "$WORD" | wc -c; echo "$0"`,
      directory: root,
      environment: { WORD: "it's" },
      stdin: 'given',
    });
    const seen = assert('seen', ({ state }) => ({
      that: /^ *4\n\/bin\/sh\n$/.test(state(run).stdout),
      message: state(run).stdout,
    }));
    expect((await runHere([run, seen], { shell: session })).outcomes).toEqual({ s: 'changed', seen: 'ok' });
    expect(await readFile(join(root, 'out'), 'utf8')).toBe('GIVEN');
  });

  it('is run or not as creates and removes say', async () => {
    const gone = join(root, 'gone');
    const tasks = [
      shell('creates what is there', { cmd: 'false', creates: root }),
      shell('removes what is not there', { cmd: 'false', removes: gone }),
      shell('creates what is not there', { cmd: ':', creates: gone }),
    ];
    expect((await runHere(tasks, { shell: session })).outcomes).toEqual({
      'creates what is there': 'ok',
      'removes what is not there': 'ok',
      'creates what is not there': 'changed',
    });
  });
});

describe('a line of shell', () => {
  it('is not run by a check, which says what would run', async () => {
    const { result } = await runHere([shell('s', { cmd: 'echo x >out\ntrue', directory: root })], {
      check: true,
    });
    expect(result.hosts[0]?.tasks[0]?.outcome).toEqual({
      is: 'changed',
      changes: [{ summary: 'run echo x >out …' }],
    });
    expect(await readdir(root)).toEqual([]);
  });

  it('is run by another shell where one is named', async () => {
    const run = shell('s', {
      cmd: 'a=(1 2); echo "${#a[@]}" >out',
      directory: root,
      executable: '/bin/bash',
    });
    await runHere([run], { shell: 'dash' });
    expect(await readFile(join(root, 'out'), 'utf8')).toBe('2\n');
  });

  it('is taken back by its undo', async () => {
    const run = shell('s', { cmd: 'echo >made', undo: 'rm made; echo >undone', directory: root });
    await runHere([transaction('t', [run, shell('bad', { cmd: 'exit 3' })])]);
    expect(await readdir(root)).toEqual(['undone']);
  });

  it('fails with what it said', async () => {
    const { outcomes } = await runHere([shell('s', { cmd: 'echo why >&2; exit 4' })]);
    expect(outcomes['s']).toBe('failed: why (exit code 4)');
  });

  it('gets a secret on its standard input, and nobody sees it', async () => {
    const run = await runHere([
      shell('s', { cmd: 'cat >out', directory: root, stdin: new Secret('s3cret') }),
    ]);
    expect(await readFile(join(root, 'out'), 'utf8')).toBe('s3cret\n');
    expect(JSON.stringify(run.events)).not.toContain('s3cret');
  });

  it.each([
    [{ cmd: ' ' }, 'cmd: says nothing to run'],
    [{ cmd: 'x', executable: 'bash' }, 'executable: must be an absolute path'],
    [{ cmd: 'x', creates: 'here' }, 'creates: must be an absolute path'],
  ])('%j is refused', (params, message) => {
    expect(() => shell('s', params)).toThrow(message);
  });
});
