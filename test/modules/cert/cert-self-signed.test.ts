import { execFileSync } from 'node:child_process';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { beforeEach, describe, expect, it } from 'vitest';
import { cert } from '../../../src/modules/cert.ts';
import { runHere } from '../../support/local-host.ts';
import { portOf } from '../../support/port-of.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

let root = '';
beforeEach(async () => {
  root = await scratchDirectory();
});

const text = (name: string) => readFile(join(root, name), 'utf8');

interface More {
  readonly keyType?: 'ed25519' | 'rsa-2048';
  readonly names?: string[];
  readonly days?: number;
  readonly renewBeforeDays?: number;
}

function bySelf(more: More = {}) {
  return cert('c', {
    certificate: join(root, 'tls.pem'),
    key: join(root, 'tls.key'),
    names: ['localhost', '127.0.0.1'],
    issuer: { from: 'self-signed' },
    ...more,
  });
}

describe('a certificate that signs itself', { timeout: 120_000 }, () => {
  it('is accepted by who trusts it, and then there is nothing to do', async () => {
    const checked = await runHere([bySelf()], { check: true });
    expect(checked.outcomes).toEqual({ c: 'changed' });
    expect(await readdir(root)).toEqual([]);
    expect((await runHere([bySelf()])).outcomes).toEqual({ c: 'changed' });
    expect((await runHere([bySelf()])).outcomes).toEqual({ c: 'ok' });
    const [pem, key] = [await text('tls.pem'), await text('tls.key')];
    const server = createServer({ cert: pem, key }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect({ host: '127.0.0.1', port: portOf(server), servername: 'localhost', ca: pem });
    await once(client, 'secureConnect');
    expect(client.authorized).toBe(true);
    client.destroy();
    server.close();
    await once(server, 'close');
    const verify = ['verify', '-x509_strict', '-CAfile', join(root, 'tls.pem'), join(root, 'tls.pem')];
    expect(execFileSync('openssl', verify, { encoding: 'utf8' })).toContain('OK');
  });

  it.each(['dash', 'bash', 'mksh', 'busybox sh'])('is made by way of %s', async (shell) => {
    expect((await runHere([bySelf({ keyType: 'ed25519' })], { shell })).outcomes).toEqual({ c: 'changed' });
    expect((await runHere([bySelf({ keyType: 'ed25519' })], { shell })).outcomes).toEqual({ c: 'ok' });
    const leaf = new X509Certificate(await text('tls.pem'));
    expect(leaf.publicKey.equals(createPublicKey(await text('tls.key')))).toBe(true);
  });

  it('is no authority, and its key may do what a server needs', async () => {
    await runHere([bySelf({ keyType: 'rsa-2048' })]);
    const args = ['x509', '-in', join(root, 'tls.pem'), '-noout', '-ext', 'basicConstraints,keyUsage'];
    expect(execFileSync('openssl', args, { encoding: 'utf8' })).toMatchInlineSnapshot(`
      "X509v3 Basic Constraints: critical
          CA:FALSE
      X509v3 Key Usage: critical
          Digital Signature, Key Encipherment
      "
    `);
  });

  it('is renewed with its key, and follows the names', async () => {
    await runHere([bySelf({ days: 40, renewBeforeDays: 10 })]);
    const key = await text('tls.key');
    const run = await runHere([bySelf({ renewBeforeDays: 60, names: ['localhost', 'ü.example'] })]);
    expect(JSON.stringify(run.events)).toContain(
      'certificate for localhost, xn--tda.example, signed by its own key (names differ: localhost, 127.0.0.1)',
    );
    expect(await text('tls.key')).toBe(key);
    const late = await runHere([
      bySelf({ days: 300, renewBeforeDays: 299, names: ['localhost', 'Ü.example'] }),
    ]);
    expect(late.outcomes).toEqual({ c: 'ok' });
  });

  it('takes the place of one that an authority signed', async () => {
    const issuer = { from: 'private-ca', directory: join(root, 'ca') } as const;
    const paths = { certificate: join(root, 'tls.pem'), key: join(root, 'tls.key') };
    await runHere([cert('ca', { ...paths, names: ['localhost', '127.0.0.1'], issuer })]);
    const run = await runHere([bySelf()]);
    expect(JSON.stringify(run.events)).toContain('(not signed by its own key)');
    expect(run.outcomes).toEqual({ c: 'changed' });
  });
});
