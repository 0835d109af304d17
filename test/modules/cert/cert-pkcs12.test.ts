import { execFileSync } from 'node:child_process';
import { chmod, lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { transaction } from '../../../src/core/task.ts';
import { assert } from '../../../src/modules/assert.ts';
import { cert } from '../../../src/modules/cert.ts';
import { runHere } from '../../support/local-host.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { makeCertificate } from './make-certificate.ts';

let root = '';
let p12 = '';
beforeEach(async () => {
  root = await scratchDirectory();
  p12 = join(root, "it's a.p12");
});

const words = ' a "pass" $word ünï\\';

interface More {
  readonly password?: string;
  readonly alias?: string;
  readonly keyType?: 'rsa-2048';
}

function withP12({ password = words, alias, keyType }: More = {}) {
  return cert('c', {
    certificate: join(root, 'tls.pem'),
    key: join(root, 'tls.key'),
    names: ['a.example'],
    issuer: { from: 'self-signed' },
    pkcs12: { path: p12, password: new Secret(password), ...(alias === undefined ? {} : { alias }) },
    ...(keyType === undefined ? {} : { keyType }),
  });
}

/** What openssl says of the file. */
function told(password = words): string {
  const args = ['pkcs12', '-in', p12, '-passin', 'stdin', '-nodes'];
  return execFileSync('openssl', args, { input: `${password}\n`, encoding: 'utf8' });
}

type Run = Awaited<ReturnType<typeof runHere>>;
const packed = ({ events }: Run) => /put into [^"]* \(([^)]*)\)/.exec(JSON.stringify(events))?.[1];

describe('a PKCS #12 file', { timeout: 120_000 }, () => {
  it.each(['dash', 'bash', 'mksh', 'busybox sh'])('holds the pair, once, by way of %s', async (shell) => {
    const checked = await runHere([withP12()], { shell, check: true });
    expect(packed(checked)).toBe('the pair is new');
    expect(await readdir(root)).toEqual([]);
    expect((await runHere([withP12()], { shell })).outcomes).toEqual({ c: 'changed' });
    expect((await runHere([withP12()], { shell })).outcomes).toEqual({ c: 'ok' });
    expect((await lstat(p12)).mode & 0o777).toBe(0o600);
    expect((await readdir(root)).sort()).toEqual(["it's a.p12", 'tls.key', 'tls.pem']);
    expect(told()).toContain((await readFile(join(root, 'tls.pem'), 'utf8')).trim());
    expect(told()).toContain('friendlyName: a.example');
    createSecureContext({ pfx: await readFile(p12), passphrase: words });
  });

  it.each<[string, More, string]>([
    ['another password', { password: 'other' }, 'does not open with the password'],
    ['another key', { keyType: 'rsa-2048' }, 'the pair is new'],
    ['another alias', { alias: 'tomcat' }, 'the entry is not called tomcat'],
  ])('is made anew for %s', async (_, more, why) => {
    await runHere([withP12()]);
    const run = await runHere([withP12(more)]);
    expect(packed(run)).toBe(why);
    expect(run.outcomes).toEqual({ c: 'changed' });
    expect((await runHere([withP12(more)])).outcomes).toEqual({ c: 'ok' });
  });

  it('follows a pair that was changed by hand', async () => {
    await runHere([withP12()]);
    const other = await makeCertificate({ name: 'a.example' });
    const args = ['pkcs12', '-export', '-passout', `pass:${words}`, '-out', p12, '-in', join(root, 'other')];
    await writeFile(join(root, 'other'), other.pem + other.key);
    execFileSync('openssl', args);
    expect(packed(await runHere([withP12()]))).toBe('holds another key');
  });

  it('holds the whole chain, and its permissions are kept', async () => {
    const ca = await makeCertificate({ name: 'Root', ca: true });
    const between = await makeCertificate({ name: 'Between', ca: true, by: ca });
    const leaf = await makeCertificate({ name: 'a.example', by: between });
    await writeFile(join(root, 'chain'), leaf.pem + between.pem);
    await writeFile(join(root, 'own.key'), leaf.key);
    const task = cert('c', {
      certificate: join(root, 'tls.pem'),
      key: join(root, 'tls.key'),
      names: ['a.example'],
      issuer: { from: 'supplied', certificate: 'chain', key: 'own.key' },
      pkcs12: { path: p12, password: new Secret(words) },
    });
    await runHere([task], { directory: root });
    expect(told().match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    await chmod(p12, 0o644);
    const run = await runHere([task], { directory: root });
    expect(JSON.stringify(run.events)).toContain('PKCS #12: mode 0644 → 0600');
    expect((await runHere([task], { directory: root })).outcomes).toEqual({ c: 'ok' });
  });

  it('is taken back with the pair', async () => {
    await runHere([withP12()]);
    const before = await readFile(p12);
    const fails = assert('fails', { that: false, message: 'it fails' });
    const run = await runHere([transaction('t', [withP12({ keyType: 'rsa-2048' }), fails])]);
    expect(run.events.find((event) => event.is === 'transaction-rolled-back')).toMatchObject({ left: [] });
    expect(await readFile(p12)).toEqual(before);
    expect((await runHere([withP12()])).outcomes).toEqual({ c: 'ok' });
  });

  it('is not put in place of something else', async () => {
    await writeFile(p12, 'mine');
    expect((await runHere([withP12()])).outcomes['c']).toContain('is not a PKCS #12 file');
    expect(await readFile(p12, 'utf8')).toBe('mine');
  });

  it.each([
    ['', 'the password of the PKCS #12 file is empty'],
    ['two\nlines', 'has more than one line'],
  ])('takes no password %j', async (password, says) => {
    expect((await runHere([withP12({ password })])).outcomes['c']).toContain(says);
    expect(await readdir(root)).toEqual([]);
  });

  it('keeps its password and key out of every event and command line', async () => {
    const log = join(root, 'lines');
    await writeFile(
      join(root, 'openssl'),
      `#!/bin/sh\nprintf '%s\\n' "$*" >>${log}\nPATH=\${PATH#*:} exec openssl "$@"\n`,
    );
    await writeFile(join(root, 'shell'), `#!/bin/sh\nPATH=${root}:$PATH exec sh "$@"\n`);
    await chmod(join(root, 'openssl'), 0o755);
    await chmod(join(root, 'shell'), 0o755);
    const runs = [await runHere([withP12()], { shell: join(root, 'shell') }), await runHere([withP12()])];
    expect(runs.map(({ outcomes }) => outcomes)).toEqual([{ c: 'changed' }, { c: 'ok' }]);
    const [started, key] = [await readFile(log, 'utf8'), await readFile(join(root, 'tls.key'), 'utf8')];
    expect(started).toContain('pkcs12 -export');
    for (const hidden of [words, key.split('\n')[1] ?? '']) {
      expect(started).not.toContain(hidden);
      expect(JSON.stringify(runs)).not.toContain(JSON.stringify(hidden).slice(1, -1));
    }
  });
});
