import { execFileSync } from 'node:child_process';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { cert } from '../../src/modules/cert.ts';
import { file } from '../../src/modules/file.ts';
import { runHere } from '../support/local-host.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-cert-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const paths = () => ({ certificate: join(root, 'tls.pem'), key: join(root, 'tls.key') });
const text = (name: string) => readFile(join(root, name), 'utf8');
const caFile = () => join(root, 'ca/ca.pem');

type Given = Parameters<typeof cert>[1];

function byCa(more: Partial<Exclude<Given, (...args: never[]) => unknown>> = {}) {
  const issuer = { from: 'private-ca', directory: join(root, 'ca') } as const;
  return cert('c', { ...paths(), names: ['portal.lab', '10.1.2.3'], issuer, ...more });
}

async function pairMatches(): Promise<boolean> {
  const leaf = new X509Certificate(await text('tls.pem'));
  const own = leaf.publicKey.export({ type: 'spki', format: 'der' });
  return own.equals(createPublicKey(await text('tls.key')).export({ type: 'spki', format: 'der' }));
}

function verify(): string {
  const args = ['verify', '-x509_strict', '-CAfile', caFile(), join(root, 'tls.pem')];
  return execFileSync('openssl', args, { encoding: 'utf8' });
}

/** What a change of the run said, in words. */
function summaries(run: Awaited<ReturnType<typeof runHere>>): readonly string[] {
  return run.result.hosts.flatMap((host) =>
    host.tasks.flatMap(({ outcome }) =>
      outcome.is === 'changed' ? outcome.changes.map((change) => change.summary) : [],
    ),
  );
}

describe('parameters', () => {
  const issuer = { from: 'private-ca' } as const;
  it.each([
    [{ names: ['has space'] }, 'neither a DNS name'],
    [{ names: ['a@b@c'] }, 'neither a DNS name'],
    [{ names: ['https://a/\nDNS.9 = b'] }, 'neither a DNS name'],
    [{ names: ['https://a/#b'] }, 'neither a DNS name'],
    [{ names: ['a\nb'] }, 'neither a DNS name'],
    [{ names: [] }, 'names'],
    [{ names: [`${'a'.repeat(60)}.example.org`] }, 'at most 64 characters'],
    [{ names: ['a'], key: '/c' }, 'another file than the certificate'],
    [{ names: ['a'], days: 20 }, 'must be less than days'],
  ])('%j are refused', (wrong, words) => {
    const given = { certificate: '/c', key: '/k', names: ['a'], issuer };
    expect(() => cert('c', { ...given, ...wrong })).toThrow(words);
  });
});

describe('a private CA', () => {
  it('is not made by a check', async () => {
    const run = await runHere([byCa()], { check: true });
    expect(summaries(run)).toEqual([
      'new ecdsa-p256 key and certificate for portal.lab, 10.1.2.3, issued by Drover private CA (absent)',
    ]);
    expect(await readdir(root)).toEqual([]);
  });

  it('issues a certificate that openssl accepts, and then has nothing to do', async () => {
    expect((await runHere([byCa()])).outcomes).toEqual({ c: 'changed' });
    expect(verify()).toContain('tls.pem: OK');
    expect(await pairMatches()).toBe(true);
    expect((await lstat(join(root, 'tls.key'))).mode & 0o777).toBe(0o640);
    expect((await lstat(join(root, 'tls.pem'))).mode & 0o777).toBe(0o644);
    expect((await lstat(join(root, 'ca'))).mode & 0o777).toBe(0o700);
    expect((await lstat(join(root, 'ca/ca.key'))).mode & 0o777).toBe(0o600);
    expect((await readdir(root)).sort()).toEqual(['ca', 'tls.key', 'tls.pem']);
    expect((await runHere([byCa()])).outcomes).toEqual({ c: 'ok' });
    expect((await runHere([byCa()], { check: true })).outcomes).toEqual({ c: 'ok' });
  });

  it.each(['dash', 'bash', 'mksh', 'busybox sh'])('issues by way of %s', async (shell) => {
    expect((await runHere([byCa()], { shell })).outcomes).toEqual({ c: 'changed' });
    expect((await runHere([byCa()], { shell })).outcomes).toEqual({ c: 'ok' });
  });

  it.each(['ecdsa-p384', 'ed25519', 'rsa-2048', 'rsa-3072', 'rsa-4096'] as const)(
    'signs a key of type %s',
    { timeout: 60_000 },
    async (keyType) => {
      expect((await runHere([byCa({ keyType })])).outcomes).toEqual({ c: 'changed' });
      expect(verify()).toContain('OK');
      expect((await runHere([byCa({ keyType })])).outcomes).toEqual({ c: 'ok' });
    },
  );

  it('signs names of every kind', async () => {
    const names = ['*.Bücher.example', '2001:db8:0::1', 'post@bücher.example', 'spiffe://example/a?b=c'];
    expect((await runHere([byCa({ names })])).outcomes).toEqual({ c: 'changed' });
    expect((await runHere([byCa({ names })])).outcomes).toEqual({ c: 'ok' });
    expect(new X509Certificate(await text('tls.pem')).subjectAltName).toBe(
      'DNS:*.xn--bcher-kva.example, IP Address:2001:DB8:0:0:0:0:0:1, email:post@xn--bcher-kva.example, URI:spiffe://example/a?b=c',
    );
  });

  it.each(["it's $(x) `y`", 'two\nlines', '-n', 'ünï'])('works in a directory called %j', async (name) => {
    const at = join(root, name);
    await mkdir(at);
    const task = () => byCa({ certificate: join(at, 'c'), key: join(at, 'k') });
    expect((await runHere([task()])).outcomes).toEqual({ c: 'changed' });
    expect((await runHere([task()])).outcomes).toEqual({ c: 'ok' });
    expect((await readdir(at)).sort()).toEqual(['c', 'k']);
  });

  it('is not made among files of others', async () => {
    await mkdir(join(root, 'ca'));
    await writeFile(join(root, 'ca/notes'), 'mine');
    expect((await runHere([byCa()])).outcomes['c']).toContain('holds other files, but no ca.pem');
    expect(await readdir(join(root, 'ca'))).toEqual(['notes']);
  });

  it('is the same for two that ask at once', async () => {
    const at = (name: string) => byCa({ certificate: join(root, `${name}.pem`), key: join(root, name) });
    const runs = await Promise.all([runHere([at('a')]), runHere([at('b')])]);
    expect(runs.map((run) => run.outcomes)).toEqual([{ c: 'changed' }, { c: 'changed' }]);
    const ca = new X509Certificate(await readFile(caFile()));
    for (const name of ['a.pem', 'b.pem']) {
      expect(new X509Certificate(await text(name)).verify(ca.publicKey)).toBe(true);
    }
  });

  it('tells a later task what it issued, and whom to trust', async () => {
    const task = byCa();
    const told: unknown[] = [];
    await runHere([
      task,
      file('f', (scope) => {
        const { certificate, ca, matchesKey } = scope.state(task);
        told.push(certificate.is === 'certificate' ? certificate.names : [], ca?.file, matchesKey);
        return { path: join(root, 'f') };
      }),
    ]);
    expect(told).toEqual([['portal.lab', '10.1.2.3'], caFile(), true]);
  });
});

describe('renewal', () => {
  beforeEach(async () => {
    await runHere([byCa({ days: 40, renewBeforeDays: 10 })]);
  });

  it('keeps the key', async () => {
    const [key, old] = [await text('tls.key'), await text('tls.pem')];
    const run = await runHere([byCa({ renewBeforeDays: 60 })]);
    expect(summaries(run)[0]).toMatch(
      /^certificate for portal.lab, 10.1.2.3, issued by Drover private CA \(expires in (39|40) days\)$/,
    );
    expect(await text('tls.key')).toBe(key);
    expect(await text('tls.pem')).not.toBe(old);
    expect(verify()).toContain('OK');
  });

  it('follows the names', async () => {
    const run = await runHere([byCa({ names: ['other.lab', '::1'] })]);
    expect(summaries(run)[0]).toContain('(names differ: portal.lab, 10.1.2.3)');
    expect((await runHere([byCa({ names: ['0:0::1', 'OTHER.lab'] })])).outcomes).toEqual({ c: 'ok' });
  });

  it('makes a new key where another type is asked for', async () => {
    const run = await runHere([byCa({ keyType: 'rsa-2048' })]);
    expect(summaries(run)[0]).toContain('(the key is ecdsa-p256, not rsa-2048)');
    expect(await pairMatches()).toBe(true);
  });

  it('repairs a pair that does not match', async () => {
    execFileSync('openssl', [
      'genpkey',
      '-algorithm',
      'EC',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-out',
      join(root, 'tls.key'),
    ]);
    const run = await runHere([byCa()]);
    expect(summaries(run)[0]).toContain('(does not match the key)');
    expect(await pairMatches()).toBe(true);
  });

  it('leaves another CA', async () => {
    const run = await runHere([byCa({ issuer: { from: 'private-ca', directory: join(root, 'ca2') } })]);
    expect(summaries(run)[0]).toContain('(issued by another CA)');
    expect(run.outcomes).toEqual({ c: 'changed' });
  });

  it('replaces what is no certificate', async () => {
    await writeFile(
      join(root, 'tls.pem'),
      execFileSync('openssl', ['pkey', '-in', join(root, 'tls.key'), '-pubout']),
    );
    const run = await runHere([byCa()]);
    expect(summaries(run)[0]).toContain('(the file holds a public key instead of a certificate)');
  });

  it('sets permissions and nothing else where only they differ', async () => {
    await chmod(join(root, 'tls.key'), 0o666);
    const run = await runHere([byCa({ days: 40, renewBeforeDays: 10 })]);
    expect(summaries(run)).toEqual(['key: mode 0666 → 0640']);
    expect((await lstat(join(root, 'tls.key'))).mode & 0o777).toBe(0o640);
  });

  it('is taken back as a pair', async () => {
    await chmod(join(root, 'tls.key'), 0o600);
    const before = [await text('tls.key'), await text('tls.pem')];
    const run = await runHere([
      transaction('t', [byCa({ keyType: 'rsa-2048' }), file('bad', { path: root, state: 'file' })]),
    ]);
    expect(run.result.hosts[0]?.rolledBack.map(({ name }) => name)).toEqual(['t']);
    expect(run.events.find((event) => event.is === 'transaction-rolled-back')).toMatchObject({ left: [] });
    expect([await text('tls.key'), await text('tls.pem')]).toEqual(before);
    expect((await lstat(join(root, 'tls.key'))).mode & 0o777).toBe(0o600);
  });

  it('leaves everything as it was when the CA cannot sign', async () => {
    const before = [await text('tls.key'), await text('tls.pem')];
    await rm(join(root, 'ca/ca.key'));
    const run = await runHere([transaction('t', [byCa({ keyType: 'rsa-2048' })])]);
    expect(run.outcomes['c']).toContain('The key of the private CA cannot be read');
    expect([await text('tls.key'), await text('tls.pem')]).toEqual(before);
    expect((await readdir(root)).sort()).toEqual(['ca', 'tls.key', 'tls.pem']);
  });
});

describe('what is in the way', () => {
  it.each([['garbage\n'], ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n']])(
    'is not overwritten: %j',
    async (content) => {
      await writeFile(join(root, 'tls.key'), content);
      const run = await runHere([byCa()]);
      expect(run.outcomes['c']).toContain('is not a private key that can be read without a passphrase');
      expect(await text('tls.key')).toBe(content);
    },
  );

  it('is named when it is a directory', async () => {
    await mkdir(join(root, 'tls.pem'));
    expect((await runHere([byCa()])).outcomes['c']).toContain('tls.pem is no file (directory)');
  });
});
