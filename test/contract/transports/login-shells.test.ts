import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Connection } from '../../../src/core/connection.ts';
import { sh } from '../../../src/core/sh.ts';
import { ShellSession } from '../../../src/session/shell-session.ts';
import { streamCommand } from '../../../src/session/stream-command.ts';
import { opensshTransport, sshTransport } from '../../../src/transports/index.ts';
import { commandLines } from '../../support/command-lines.ts';
import { eventually } from '../../support/eventually.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const { signal } = new AbortController();
const timeoutMs = 60_000;
const logins = ['dash', 'bash', 'busybox', 'mksh', 'zsh', 'tcsh', 'fish'];
const there = logins.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0);
const why = noSshd() ?? (process.getuid?.() === 0 ? undefined : 'only root can give users a login shell');

/** What login shells read each in their own way. */
const hard = 'a "b" $HOME `c` !d \\\\e \\n f!! %g {h,i} ~ * ?\n# [j] <k> ;l &m |n \'o\' \t$(p) ^q';

const idOf = (name: string) => 64_100 + logins.indexOf(name);
const programOf = (name: string) =>
  execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();

describe.skipIf(why !== undefined)(`a user whose login shell is their own ${why ?? ''}`, () => {
  let sshd: Sshd;
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'drover-logins-'));
    await chmod(directory, 0o755);
    // Busybox is the applet that it is called by.
    await symlink(programOf('busybox'), join(directory, 'sh'));
    const shellOf = (name: string) => (name === 'busybox' ? join(directory, 'sh') : programOf(name));
    const accounts = there.map((name) => `login-${name}:x:${idOf(name)}:65534::/:${shellOf(name)}`);
    sshd = await startSshd({ accounts });
  });
  afterAll(async () => {
    await sshd?.[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  });

  it('has every shell to be tried where nothing may be left out', () => {
    if (process.env['CI'] === 'true') expect(there).toEqual(logins);
    expect(there).toContain('dash');
  });

  describe.each(['ssh', 'openssh'] as const)('by %s', (way) => {
    const connect = async (name: string): Promise<Connection> => {
      const transport = way === 'ssh' ? sshTransport({ agentSocket: '' }) : opensshTransport();
      const vars = { ...sshd.vars, ansible_user: `login-${name}`, drover_ssh_config_file: 'none' };
      const connection = await transport.connect({ name: 'practice', groups: [], vars }, signal);
      onTestFinished(() => connection[Symbol.asyncDispose]());
      return connection;
    };

    it.each(there)('%s: has a session like any other', async (name) => {
      await using session = await ShellSession.open(await connect(name), { host: 'practice', signal });
      const said = await session.frame(sh`printf %s ${hard}; cat; exit 7`, { timeoutMs, stdin: hard });
      expect(said).toMatchObject({ code: 7, stdout: hard + hard, stderr: '' });
    });

    it.each(there)('%s: has files streamed by any script', async (name) => {
      const bytes = Buffer.from(`${hard}\n`.repeat(10_000));
      const open = async function* () {
        yield bytes;
      };
      const options = { host: 'practice', signal, timeoutMs, stdin: { bytes: bytes.length, open } };
      const said = await streamCommand(await connect(name), sh`printf '%s\n' ${hard}; cksum; exit 3`, {
        ...options,
        setting: sh`v='!'`,
      });
      const sum = execFileSync('cksum', { input: bytes, encoding: 'utf8' });
      expect(said).toMatchObject({ code: 3, stdout: `${hard}\n${sum}` });
    });

    it.each(there)('%s: ends with all that it runs when the connection is gone', async (name) => {
      const connection = await connect(name);
      const session = await ShellSession.open(connection, { host: 'practice', signal });
      const number = `864.${process.pid}${there.indexOf(name)}`;
      const frame = session.frame(sh`sleep ${number}`, { timeoutMs });
      frame.catch(() => {});
      await eventually(() => expect(commandLines(`sleep ${number}`)).toHaveLength(1), 20_000);
      await connection[Symbol.asyncDispose]();
      await eventually(() => expect(commandLines(`sleep ${number}`)).toEqual([]), 20_000);
    });
  });
});
