import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../src/core/exit-code.ts';
import type { HostCheck } from '../../../src/core/host-check.ts';
import { play } from '../../../src/core/play.ts';
import { Secret } from '../../../src/core/secret.ts';
import { sh } from '../../../src/core/sh.ts';
import { checkHost } from '../../../src/engine/preflight/check-host.ts';
import { probe } from '../../../src/modules/probe.ts';
import { summary } from '../../../src/reporters/summary.ts';
import { run } from '../../../src/run.ts';
import { HostLink } from '../../../src/session/host-link.ts';
import { localTransport } from '../../../src/transports/local.ts';
import { shells } from '../../support/shells.ts';

const host = { name: 'here', groups: [], vars: {} };

async function checked(shell: string, users: readonly (string | undefined)[]): Promise<HostCheck> {
  const { signal } = new AbortController();
  const connect = () => localTransport().connect(host, signal);
  await using link = new HostLink({ host: 'here', connect, shell, becomePassword: undefined, signal });
  return await checkHost(link, { users, signal });
}

describe.each(shells)('a preflight in %s', (shell) => {
  it('finds this machine ready, and measures it', async () => {
    const { problems, figures } = await checked(shell, [undefined]);
    expect(problems).toEqual([]);
    expect(figures.clockAheadMs).toBe(0);
    expect(figures.freeBytes?.['/tmp']).toBeGreaterThan(0);
  });

  it('becomes other users, each in a shell of its own', async () => {
    const { users, problems } = await checked(shell, [undefined, 'root', 'nobody']);
    expect(users).toEqual(['', 'root', 'nobody']);
    expect(problems).toEqual([]);
  });

  it('says nothing of a user whom a task may be there to make', async () => {
    expect((await checked(shell, ['nobody-of-this-name'])).problems).toEqual([]);
  });
});

describe('a preflight', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'drover-preflight-'));
    for (const tool of ['sh', 'sudo', 'dd', 'date', 'df', 'sleep', 'env', 'id']) {
      await symlink(`/bin/${tool}`, join(directory, tool));
    }
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('names the tools that are not there', async () => {
    const { signal } = new AbortController();
    const connect = () => localTransport().connect(host, signal);
    const shell = `env PATH=${directory} /bin/bash`;
    await using link = new HostLink({ host: 'here', connect, shell, becomePassword: undefined, signal });
    const { problems } = await checkHost(link, { users: [undefined], signal });
    expect(problems.map(({ about, message }) => [about, message])).toMatchInlineSnapshot(`
      [
        [
          "tools",
          "cat, chmod, chown, cp, cut, ln, mkdir, mktemp, mv, readlink, rm, sha256sum, tail, tr, stat are not there, or not as modules need them",
        ],
      ]
    `);
  });

  it('says why another user cannot be', async () => {
    const { signal } = new AbortController();
    const connect = async () => {
      const inner = await localTransport().connect(host, signal);
      // As nobody, who may not use sudo at all.
      const open = (command: string) =>
        inner.open(`exec sudo -n -u nobody -- sh -c '${command.replaceAll("'", `'\\''`)}'`);
      return { ...inner, open };
    };
    const becomePassword = new Secret('wrong password');
    await using link = new HostLink({ host: 'here', connect, shell: 'sh', becomePassword, signal });
    const { problems } = await checkHost(link, { users: ['root'], signal });
    expect(problems.map(({ about }) => about)).toEqual(['become']);
    expect(problems[0]?.message).toContain('Cannot become root on here');
  });
});

describe('a task as a user who is not there', () => {
  it('fails the host once: it was reached', async () => {
    const who = probe('Who', { script: sh`id -un` }, { become: 'nobody-of-this-name' });
    const extraVars = { ansible_connection: 'local' };
    const result = await run(play({ name: 'Look', hosts: 'all', tasks: [who] }), {
      inventory: 'here,',
      extraVars,
    });
    expect(result.hosts).toMatchObject([{ outcome: 'failed', failed: 1, error: { code: 'refused' } }]);
    expect(exitCodeOf(result)).toBe(1);
    expect(summary(result).match(/✖/g)).toHaveLength(2);
  });
});
