import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { directoryOf } from '../inventory/directory-of.ts';
import { inShell } from '../support/in-shell.ts';
import { streamsIn } from './commands/drover-in.ts';

const program = resolve(import.meta.dirname, '../../src/cli/main.ts');

const playbook = `import { play } from 'drover';
import { copy } from 'drover/modules';
export default play({ name: 'Greet', hosts: 'all', tasks: [
  copy('The greeting is there', { path: process.cwd() + '/greeting', content: 'Good morning\\n' }),
] });
`;
const files = { 'greet.ts': playbook, hosts: 'here ansible_connection=local\n' };
const words = ['greet.ts', '-i', 'hosts'];

async function streams(...given: readonly string[]) {
  await using directory = await directoryOf(files);
  return await streamsIn(directory.path, ...given);
}

async function said(script: string): Promise<string> {
  await using directory = await directoryOf(files);
  return await inShell(directory.path, script);
}

describe('results go to standard output, and progress to standard error', { timeout: 120_000 }, () => {
  it('of drover run', async () => {
    const { stdout, stderr } = await streams('run', ...words);
    expect(stdout).toMatch(
      /^~ here +ok=0 +changed=1 +failed=0 +skipped=0\n\n1 change on 1 host in [^\n]*\n$/,
    );
    expect(stderr).toBe('\nGreet  here\n~ changed  The greeting is there   created, 13 bytes\n\n');
  });

  it('of drover run --json, which prints nothing but JSON', async () => {
    const { stdout, stderr } = await streams('run', ...words, '--json');
    const events = stdout.trimEnd().split('\n');
    expect(events.map((line): unknown => JSON.parse(line).is)).toContain('run-finished');
    expect(stderr).toBe('');
  });

  it('of drover plan, which prints the plan', async () => {
    const { stdout, stderr } = await streams('plan', ...words);
    expect(stdout).toContain('+Good morning\n');
    expect(stdout).toContain('1 task would change on 1 host');
    expect(stderr).toBe('');
  });

  it.each([
    ['exec', ['all', '-i', 'hosts', '--', 'echo', 'hi'], '✔ here\n  hi\n'],
    ['ping', ['-i', 'hosts', '--json'], '{"host":"here",'],
    ['inventory', ['list', '-i', 'hosts'], 'here  ungrouped\n'],
    ['run', [...words, '--list-hosts'], 'Greet: 1 host, 1 task\n  here\n'],
  ])('of drover %s %j', async (command, given, expected) => {
    const { stdout, stderr } = await streams(command, ...given);
    expect(stdout.startsWith(expected)).toBe(true);
    expect(stderr).toBe('');
  });

  it('however they are sent elsewhere', async () => {
    expect(await said(`drover run ${words.join(' ')} 2>/dev/null`)).toMatch(/^~ here +ok=0 +changed=1 /);
    expect(await said(`drover run ${words.join(' ')} >/dev/null`)).toMatch(/^\nGreet +here\n/);
    expect(await said('drover exec all -i hosts -- echo hi >out; echo --; cat out')).toBe(
      '--\n✔ here\n  hi\n',
    );
  });
});

/** Util-linux gives a program a terminal of its own. A job of a CI, which this may be, would keep a log. */
const onTerminal = (command: string) => `CI= script -qec "${command}" /dev/null`;
const escape = '\u001b[';

describe('on a terminal', { timeout: 120_000 }, () => {
  it('a run is drawn there, though its result goes into a file', async () => {
    const shown = await said(
      `${onTerminal(`drover run ${words.join(' ')} >out`)} </dev/null; echo ==; cat out`,
    );
    const [screen = '', out = ''] = shown.split('==\n');
    expect(screen).toContain(`${escape}2K`);
    expect(screen).not.toContain('1 change on 1 host');
    expect(out).toContain('1 change on 1 host');
    expect(out).not.toContain(escape);
  });

  it.each(['CI=true', 'TERM=dumb'])('nothing is drawn with %s', async (setting) => {
    const shown = await said(
      `${onTerminal(`${setting} NO_COLOR=1 drover run ${words.join(' ')}`)} </dev/null`,
    );
    expect(shown).toContain('~ changed  The greeting is there');
    expect(shown).not.toContain(escape);
  });
});

describe('a reader that goes away', { timeout: 120_000 }, () => {
  it.each([
    ['run', ...words],
    ['doc', 'secure-portal'],
  ])('does not end drover %s', async (...given) => {
    await using directory = await directoryOf(files);
    const child = spawn(process.execPath, ['--conditions=drover:source', program, ...given], {
      cwd: directory.path,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // It has not begun to write by then.
    child.stdout.destroy();
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(said).not.toContain('EPIPE');
    expect(code).toBe(0);
  });
});
