import { execFileSync } from 'node:child_process';
import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { transaction } from '../../../src/core/task.ts';
import { cert } from '../../../src/modules/cert.ts';
import { file } from '../../../src/modules/file.ts';
import { runHere } from '../../support/local-host.ts';
import { type Made, makeCertificate } from './make-certificate.ts';

let here = '';
let root = '';
let ca: Made;
let between: Made;
let leaf: Made;

beforeAll(async () => {
  here = await mkdtemp(join(tmpdir(), 'drover-supplied-'));
  ca = await makeCertificate({ name: 'Root', ca: true });
  between = await makeCertificate({ name: 'Between', ca: true, by: ca });
  leaf = await makeCertificate({ name: 'portal.lab', names: ['portal.lab', '*.web.lab'], by: between });
});
afterAll(() => rm(here, { recursive: true, force: true }));
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-host-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function supplied(chain: string, key: string | Secret, names: readonly string[] = ['portal.lab']) {
  await writeFile(join(here, 'chain.pem'), chain);
  if (typeof key === 'string') await writeFile(join(here, 'own.key'), key);
  return cert('c', {
    certificate: join(root, 'tls.pem'),
    key: join(root, 'tls.key'),
    names: [...names],
    issuer: {
      from: 'supplied',
      certificate: 'chain.pem',
      key: typeof key === 'string' ? 'own.key' : key,
    },
  });
}

const options = () => ({ directory: here });
const files = async () =>
  Promise.all(['tls.key', 'tls.pem'].map((name) => readFile(join(root, name), 'utf8').catch(() => 'none')));

describe('a supplied pair', () => {
  it('is put in place, once', async () => {
    const task = await supplied(leaf.pem + between.pem, leaf.key, ['portal.lab', 'a.web.lab']);
    expect((await runHere([task], { ...options(), check: true })).outcomes).toEqual({ c: 'changed' });
    expect(await readdir(root)).toEqual([]);
    expect((await runHere([task], options())).outcomes).toEqual({ c: 'changed' });
    expect((await runHere([task], options())).outcomes).toEqual({ c: 'ok' });
    expect((await lstat(join(root, 'tls.key'))).mode & 0o777).toBe(0o640);
    expect((await readdir(root)).sort()).toEqual(['tls.key', 'tls.pem']);
    await writeFile(join(here, 'ca.pem'), ca.pem);
    await writeFile(join(here, 'between.pem'), between.pem);
    const verify = ['verify', '-CAfile', join(here, 'ca.pem'), '-untrusted', join(here, 'between.pem')];
    expect(execFileSync('openssl', [...verify, join(root, 'tls.pem')], { encoding: 'utf8' })).toContain('OK');
  });

  it('replaces another one and is taken back with it', async () => {
    const other = await makeCertificate({ name: 'portal.lab' });
    await runHere([await supplied(other.pem, other.key)], options());
    const before = await files();
    const task = await supplied(leaf.pem + between.pem, leaf.key);
    const run = await runHere(
      [transaction('t', [task, file('bad', { path: root, state: 'file' })])],
      options(),
    );
    expect(run.outcomes['c']).toBe('changed');
    expect(run.result.hosts[0]?.rolledBack.map(({ name }) => name)).toEqual(['t']);
    expect(await files()).toEqual(before);
  });

  it('appears in no event, be its key a file or a secret', async () => {
    for (const key of [leaf.key, new Secret(leaf.key)]) {
      const run = await runHere([await supplied(leaf.pem + between.pem, key)], options());
      expect(run.result.ok).toBe(true);
      const said = JSON.stringify(run);
      expect(said).not.toContain('PRIVATE KEY');
      expect(said).not.toContain(leaf.key.split('\n')[1]);
    }
  });
});

describe('before anything is sent, a supplied pair is refused when', () => {
  const publicKey = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n';
  const expired = () => makeCertificate({ name: 'portal.lab', from: -9, to: -2 });
  const early = () => makeCertificate({ name: 'portal.lab', from: 2 });

  it.each<[string, () => Promise<readonly [string, string]>, string]>([
    [
      'the certificate is a public key',
      async () => [publicKey, leaf.key],
      'holds a public key instead of a certificate',
    ],
    ['there is no certificate', async () => ['hello\n', leaf.key], 'holds no PEM certificate'],
    [
      'the certificate is cut off',
      async () => [leaf.pem.replace(/\n.{64}\n/, '\n'), leaf.key],
      'holds a certificate that cannot be read',
    ],
    [
      'the certificate has expired',
      async () => {
        const { pem, key } = await expired();
        return [pem, key];
      },
      'expired on',
    ],
    [
      'the certificate is not valid yet',
      async () => {
        const { pem, key } = await early();
        return [pem, key];
      },
      'is not valid before',
    ],
    ['the key is another one', async () => [leaf.pem, ca.key], 'does not match the certificate in'],
    [
      'the key is a public key',
      async () => [leaf.pem, publicKey],
      'is a public key instead of a private one',
    ],
    ['the key is no key', async () => [leaf.pem, 'hello'], 'is not a private key in PEM'],
    [
      'the chain begins with the intermediate',
      async () => [between.pem + leaf.pem, leaf.key],
      'is out of order: certificate 2 (CN=portal.lab) did not issue certificate 1 (CN=Between)',
    ],
    [
      'the root comes before the intermediate',
      async () => [leaf.pem + ca.pem + between.pem, leaf.key],
      'certificate 2 (CN=Root) did not issue certificate 1 (CN=portal.lab), but number 3 did',
    ],
    [
      'the chain has a gap',
      async () => [leaf.pem + ca.pem, leaf.key],
      'is broken: certificate 2 (CN=Root) did not issue',
    ],
  ])('%s', async (_, make, words) => {
    const [chain, key] = await make();
    const run = await runHere([await supplied(chain, key)], options());
    expect(run.outcomes['c']).toContain(words);
    expect(await readdir(root)).toEqual([]);
  });

  it('names are missing', async () => {
    const task = await supplied(leaf.pem, leaf.key, ['portal.lab', 'other.lab', '10.0.0.1']);
    const { outcomes } = await runHere([task], options());
    expect(outcomes['c']).toContain('is not for other.lab, 10.0.0.1; it is for portal.lab, *.web.lab');
  });

  it('the key has a passphrase', async () => {
    await writeFile(join(here, 'plain'), leaf.key);
    const args = ['pkcs8', '-topk8', '-in', join(here, 'plain'), '-passout', 'pass:x'];
    const key = execFileSync('openssl', args, { encoding: 'utf8' });
    const { outcomes } = await runHere([await supplied(leaf.pem, key)], options());
    expect(outcomes['c']).toContain('is encrypted, and a server could not read it');
  });

  it('a file is not there', async () => {
    const task = await supplied(leaf.pem, leaf.key);
    await rm(join(here, 'chain.pem'));
    expect((await runHere([task], options())).outcomes['c']).toContain(
      'The certificate to be supplied is not there',
    );
  });
});
