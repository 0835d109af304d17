import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { download } from '../../../src/modules/download.ts';
import { idsOf } from '../../support/ids-of.ts';
import { type LocalRun, runHere } from '../../support/local-host.ts';
import { sourceRepository } from '../../support/source-repository.ts';

const hasApt = existsSync('/usr/bin/apt-get');
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const digest = digestOf('sources of 1.0');

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-apt-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

describe.runIf(hasApt)('from an archive in a directory', () => {
  const get = (name: string, wanted: { readonly file: string; readonly member?: string }, sha256 = digest) =>
    download(name, {
      path: join(root, 'the host\'s "x"', name),
      sha256,
      origins: [{ apt: 'hello', ...wanted }],
      work: join(root, `work "it's"`),
    });
  beforeEach(() => vi.stubEnv('APT_CONFIG', sourceRepository(root)));

  it.each(['dash', 'bash', 'mksh', 'busybox sh'])(
    'fetches the version that has the file, in %s',
    async (shell) => {
      const run = await runHere([get('a', { file: 'hello_1.0.orig.tar.gz' })], { shell });
      expect(run.outcomes).toEqual({ a: 'changed' });
      expect(await readFile(join(root, 'the host\'s "x"', 'a'), 'utf8')).toBe('sources of 1.0');
    },
  );

  it('takes another version when the files of the newest are gone', async () => {
    const run = await runHere([get('a', { file: 'hello_*.orig.tar.gz' })]);
    expect(run.outcomes).toEqual({ a: 'changed' });
  });

  it('takes a file out of an archive of the package', async () => {
    const key = { file: 'hello_*.debian.tar.xz', member: 'debian/key.asc' };
    expect((await runHere([get('k', key, digestOf('the key'))])).outcomes).toEqual({ k: 'changed' });
  });

  it('asks for the lists once for several files', async () => {
    const updated = join(root, `work "it's"`, 'apt', 'updated');
    await runHere([get('a', { file: 'hello_1.0.orig.tar.gz' })]);
    const { mtimeMs, ino } = statSync(updated);
    await runHere([get('b', { file: 'hello_1.0.orig.tar.gz' })]);
    expect(statSync(updated)).toMatchObject({ mtimeMs, ino });
  });

  it('says what the archive has when the file is not there', async () => {
    const run = await runHere([get('a', { file: 'hello_0.9.orig.tar.gz' })]);
    expect(run.outcomes['a']).toContain(
      'the source package hello has no file hello_0.9.orig.tar.gz here, but hello_1.0-1.debian.tar.xz hello_1.0-1.dsc hello_1.0.orig.tar.gz hello_2.0',
    );
  });

  it('says when a file cannot be fetched, and when a member is not there', async () => {
    const run = await runHere([get('a', { file: 'hello_2.0.orig.tar.gz' })]);
    expect(run.outcomes['a']).toContain('apt did not fetch hello_2.0.orig.tar.gz:\nE: ');
    const member = await runHere([get('a', { file: 'hello_*.debian.tar.xz', member: 'debian/none' })]);
    expect(member.outcomes['a']).toContain('hello_1.0-1.debian.tar.xz has no file debian/none');
  });

  it('says when apt does not know the package', async () => {
    const path = join(root, 'a');
    const run = await runHere([
      download('a', { path, sha256: digest, origins: [{ apt: 'no-such', file: 'no.tar' }] }),
    ]);
    expect(run.outcomes['a']).toContain('apt knows no source package no-such here');
  });
});

describe.runIf(hasApt && isDebian12() && process.getuid?.() === 0)("from Debian's own archive", () => {
  // The release that the portal playbook names: when the archive has moved on, so must the playbook.
  const release = 'apache2_2.4.68.orig.tar.gz';
  const trusted = '65B2D44FE74BD5E3DE3AC3F082781DE46D5954FA';
  const keys = { apt: 'apache2', file: 'apache2_*.debian.tar.xz', member: 'debian/upstream/signing-key.asc' };

  it.for(['root', 'nobody'])('fetches and verifies the sources of httpd as %s', async (user, { skip }) => {
    const before = aptState();
    const directory = join(root, user);
    const { uid, gid } = await idsOf(user);
    await mkdir(directory);
    chmodSync(root, 0o755);
    chownSync(directory, uid, gid);
    const task = download(
      'd',
      {
        path: join(directory, release),
        origins: [{ apt: 'apache2', file: release }],
        signature: {
          origins: [{ apt: 'apache2', file: `${release}.asc` }],
          keys: { origins: [keys] },
          fingerprints: [trusted],
        },
      },
      { become: user === 'root' ? false : user },
    );
    const run = await runHere([task]);
    const unreachable = whyUnreachable(run);
    if (unreachable !== undefined && process.env['CI'] !== 'true') skip(unreachable);
    expect(run.outcomes).toEqual({ d: 'changed' });
    expect(statSync(join(directory, release)).uid).toBe(uid);
    expect((await runHere([task])).outcomes).toEqual({ d: 'ok' });
    expect(aptState()).toBe(before);
  });
});

function isDebian12(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID=debian$/m.test(release) && /^VERSION_ID="12"$/m.test(release);
}

/** What must not change: the configuration, the lists and the caches of the host. */
function aptState(): string {
  return execFileSync('sh', ['-c', 'ls -lR /etc/apt /var/lib/apt/lists /var/cache/apt']).toString();
}

function whyUnreachable({ outcomes }: LocalRun): string | undefined {
  const [why] =
    /Temporary failure resolving|Could not (?:connect|resolve)|Connection (?:failed|timed out)/.exec(
      outcomes['d'] ?? '',
    ) ?? [];
  return why && `the mirrors of this machine cannot be reached: ${why}`;
}
