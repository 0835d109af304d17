import { execFileSync } from 'node:child_process';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../../src/core/task.ts';
import { cert } from '../../../src/modules/cert.ts';
import { file } from '../../../src/modules/file.ts';
import { runHere } from '../../support/local-host.ts';
import { type Made, makeCertificate } from './make-certificate.ts';

let root = '';
let here = '';
let ca: Made;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-csr-'));
  here = await mkdtemp(join(tmpdir(), 'drover-csr-here-'));
  ca = await makeCertificate({ name: 'Elsewhere', ca: true });
  await writeFile(join(here, 'ca.pem'), ca.pem);
  await writeFile(join(here, 'ca.key'), ca.key);
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
  await rm(here, { recursive: true, force: true });
});

const text = (name: string) => readFile(join(root, name), 'utf8');
const at = (name: string) => join(root, name);

function task(more: { readonly names?: string[]; readonly keyType?: 'rsa-2048' } = {}) {
  return cert('c', {
    certificate: at('tls.pem'),
    key: at('tls.key'),
    names: ['portal.lab', '::1'],
    issuer: { from: 'csr', signed: 'signed.pem' },
    ...more,
  });
}

const go = (made = task(), check = false) => runHere([made], { directory: here, check });

/** What somebody elsewhere does with the request. */
function signElsewhere(days = 90): void {
  const ca = ['-CA', join(here, 'ca.pem'), '-CAkey', join(here, 'ca.key'), '-CAcreateserial'];
  const out = ['-days', String(days), '-copy_extensions', 'copy', '-out', join(here, 'signed.pem')];
  execFileSync('openssl', ['x509', '-req', '-in', at('tls.key.csr'), ...ca, ...out], { stdio: 'ignore' });
}

describe('a certificate that is signed elsewhere', () => {
  it('waits with a request that can be signed, and says where it is', async () => {
    expect((await go(task(), true)).outcomes).toEqual({ c: 'changed' });
    expect(await readdir(root)).toEqual([]);
    const first = await go();
    const [outcome] = first.result.hosts[0]?.tasks ?? [];
    const request = await text('tls.key.csr');
    expect(outcome?.outcome).toEqual({
      is: 'failed',
      error: {
        code: 'refused',
        message: `The certificate for portal.lab, ::1 waits to be signed; the request is ${at('tls.key.csr')} on the host:\n${request.trim()}`,
        hint: `Have the request signed, save the answer, with its intermediates after it, as ${join(here, 'signed.pem')} on this machine, and run again.`,
      },
    });
    expect((await readdir(root)).sort()).toEqual(['tls.key.csr', 'tls.key.new']);
    expect(JSON.stringify(first)).not.toContain('PRIVATE KEY');
    const key = await text('tls.key.new');
    expect((await go()).outcomes['c']).toContain('waits to be signed');
    expect([await text('tls.key.csr'), await text('tls.key.new')]).toEqual([request, key]);
  });

  it('is put in place with its key once it is signed', async () => {
    await go();
    signElsewhere();
    expect((await go(task(), true)).outcomes).toEqual({ c: 'changed' });
    expect((await go()).outcomes).toEqual({ c: 'changed' });
    expect((await go()).outcomes).toEqual({ c: 'ok' });
    const leaf = new X509Certificate(await text('tls.pem'));
    const own = createPublicKey(await text('tls.key'));
    expect(leaf.publicKey.equals(own)).toBe(true);
    expect((await readdir(root)).sort()).toEqual(['tls.key', 'tls.key.csr', 'tls.pem']);
  });

  it('is refused when it is for another request', async () => {
    await go();
    signElsewhere();
    await rm(at('tls.key.new'));
    await go(task());
    expect((await go()).outcomes['c']).toContain('was not made from the request');
  });

  it('is refused when a name was left out', async () => {
    await go();
    signElsewhere();
    expect((await go(task({ names: ['portal.lab', 'more.lab'] }))).outcomes['c']).toContain(
      'is not for more.lab',
    );
  });

  it('is asked for anew, by the same key, when it is about to end', async () => {
    await go();
    signElsewhere(31);
    await go();
    const [key, old] = [await text('tls.key'), await text('tls.pem')];
    const late = cert('c', {
      certificate: at('tls.pem'),
      key: at('tls.key'),
      names: ['portal.lab', '::1'],
      renewBeforeDays: 60,
      issuer: { from: 'csr', signed: 'signed.pem' },
    });
    expect((await go(late)).outcomes['c']).toContain('waits to be signed');
    signElsewhere(90);
    expect((await go(late)).outcomes).toEqual({ c: 'changed' });
    expect(await text('tls.key')).toBe(key);
    expect(await text('tls.pem')).not.toBe(old);
  });

  it('keeps the pair in use until one for a key of another type is signed', async () => {
    await go();
    signElsewhere();
    await go();
    const before = [await text('tls.key'), await text('tls.pem')];
    const other = task({ keyType: 'rsa-2048' });
    expect((await go(other)).outcomes['c']).toContain('waits to be signed');
    expect([await text('tls.key'), await text('tls.pem')]).toEqual(before);
    signElsewhere();
    expect((await go(other)).outcomes).toEqual({ c: 'changed' });
    expect((await go(other)).outcomes).toEqual({ c: 'ok' });
  });

  it('is taken back with its key, which then waits again', async () => {
    await go();
    signElsewhere();
    const bad = file('bad', { path: root, state: 'file' });
    await runHere([transaction('t', [task(), bad])], { directory: here });
    expect((await readdir(root)).sort()).toEqual(['tls.key.csr', 'tls.key.new']);
    expect((await go()).outcomes).toEqual({ c: 'changed' });
  });
});
