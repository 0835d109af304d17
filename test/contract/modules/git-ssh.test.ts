import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { git } from '../../../src/modules/git.ts';
import { runHere } from '../../support/local-host.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

/** A repository behind a real sshd, and an ssh of the host that keeps the keys of servers in a file of its own. */
async function ground(sshd: Sshd) {
  const root = await scratchDirectory();
  const [made, knownHosts] = [join(root, 'made'), join(root, 'known_hosts')];
  const inMade = (...words: readonly string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words]);
  inMade('-c', 'init.defaultBranch=main', 'init', '-q', made);
  inMade('-C', made, 'commit', '-q', '--allow-empty', '-m', 'one');
  await writeFile(join(root, 'config'), `UserKnownHostsFile ${knownHosts}\n`);
  vi.stubEnv('GIT_SSH_COMMAND', `ssh -F ${join(root, 'config')}`);
  const keyFile = join(root, "k%h 'y");
  await copyFile(sshd.clientKeyFile, keyFile);
  const repo = `ssh://${sshd.user}@127.0.0.1:${sshd.port}${made}`;
  return { knownHosts, given: { repo, dest: join(root, 'dest'), keyFile } };
}

async function ran(given: Parameters<typeof git>[1], check = false): Promise<string | undefined> {
  return (await runHere([git('g', given)], { check })).outcomes['g'];
}

describe.skipIf(noSshd() !== undefined)('git by ssh', () => {
  it('takes and keeps the key of a new server only where it may, and in a check keeps none', async () => {
    await using sshd = await startSshd();
    const { given, knownHosts } = await ground(sshd);
    expect(await ran(given)).toContain('Host key verification failed');
    const willing = { ...given, acceptNewHostKey: true };
    expect(await ran(willing, true)).toBe('changed');
    expect(existsSync(knownHosts)).toBe(false);
    expect(await ran(willing)).toBe('changed');
    expect(await readFile(knownHosts, 'utf8')).toContain(`[127.0.0.1]:${sshd.port} `);
    expect(await ran(given)).toBe('ok');
  });

  it('brings nothing from a server whose key has changed', async () => {
    await using sshd = await startSshd();
    const { given, knownHosts } = await ground(sshd);
    const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINThNQDMSx/s8NOEmbTMC/8A1dswbIiNy+dZZ6r3mpMx';
    await writeFile(knownHosts, `[127.0.0.1]:${sshd.port} ${other}\n`);
    expect(await ran({ ...given, acceptNewHostKey: true })).toContain('Host key verification failed');
    expect(existsSync(given.dest)).toBe(false);
  });

  it('uses no other key than the one that is named', async () => {
    await using sshd = await startSshd();
    const { given } = await ground(sshd);
    const wrong = { ...given, keyFile: `${given.keyFile}.none`, acceptNewHostKey: true };
    expect(await ran(wrong)).toContain('Permission denied (publickey)');
  });
});
