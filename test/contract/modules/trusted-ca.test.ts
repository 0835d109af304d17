import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../src/core/task.ts';
import { assert } from '../../../src/modules/assert.ts';
import { trustedCa } from '../../../src/modules/trusted-ca.ts';
import { type Made, makeCertificate } from '../../modules/cert/make-certificate.ts';
import { type MachineCopy, machineCopy, noMachineCopy } from '../../support/machine-copy.ts';

const why = noMachineCopy(['update-ca-certificates', 'openssl']);

describe.skipIf(why !== undefined)(`a CA in the store of a system ${why ?? ''}`, () => {
  let copy: MachineCopy;
  let here: string;
  let ca: Made;
  let leaf: Made;
  beforeAll(async () => {
    copy = await machineCopy();
    here = await mkdtemp(join(tmpdir(), 'drover-ca-'));
    ca = await makeCertificate({ name: 'Ours', ca: true });
    leaf = await makeCertificate({ name: 'portal.test', by: ca });
    await writeFile(join(here, 'ca.pem'), ca.pem);
    await writeFile(join(here, 'leaf.pem'), leaf.pem);
  });
  afterAll(async () => {
    await copy?.[Symbol.asyncDispose]();
    await rm(here, { recursive: true, force: true });
  });

  const trusted = (certificate = join(here, 'ca.pem')) => trustedCa('c', { name: 'ours', certificate });
  const gone = trustedCa('c', { name: 'ours', state: 'absent' });
  const go = async (task = trusted(), check = false) =>
    (await copy.runThere([task], { check })).outcomes['c'];
  /** What the programs of the host say of a certificate by it. */
  const verified = () =>
    copy.on('openssl verify -CApath /etc/ssl/certs "$1" 2>&1 || :', join(here, 'leaf.pem'));

  it('is trusted by programs, and then no more', async () => {
    expect(await verified()).toContain('unable to get local issuer certificate');
    expect(await go(trusted(), true)).toBe('changed');
    expect(await verified()).toContain('unable to get local issuer certificate');
    expect([await go(), await go()]).toEqual(['changed', 'ok']);
    expect(await verified()).toContain('OK');
    expect([await go(gone), await go(gone)]).toEqual(['changed', 'ok']);
    expect(await verified()).toContain('unable to get local issuer certificate');
  });

  it('is read into the store where only its file is there, and replaced where another has its name', async () => {
    await copy.on('cp "$1" /usr/local/share/ca-certificates/ours.crt', join(here, 'ca.pem'));
    expect([await go(), await go()]).toEqual(['changed', 'ok']);
    expect(await verified()).toContain('OK');
    const other = await makeCertificate({ name: 'Other', ca: true });
    expect([await go(trusted(other.pem)), await go(trusted(other.pem))]).toEqual(['changed', 'ok']);
    expect(await verified()).toContain('unable to get local issuer certificate');
    await go(gone);
  });

  it('is as it was when a transaction fails', async () => {
    const failing = assert('fails', { that: false, message: 'it fails' });
    await copy.runThere([transaction('t', [trusted(), failing])]);
    expect(await verified()).toContain('unable to get local issuer certificate');
    await go();
    await copy.runThere([transaction('t', [gone, failing])]);
    expect(await verified()).toContain('OK');
    expect(await go()).toBe('ok');
    await go(gone);
  });

  it('is refused where it is none, or where the host has no store', async () => {
    expect(await go(trusted(join(here, 'leaf.pem')))).toContain('leaf.pem is no CA: CN=portal.test');
    expect(await go(trusted(ca.pem + leaf.pem))).toContain(
      'The text holds 2 certificates, and one is needed',
    );
    expect(await go(trusted(join(here, 'nothing.pem')))).toContain('cannot be read on this machine');
    await copy.on('mv /usr/sbin/update-ca-certificates /root');
    expect(await go()).toBe('failed: The host has no store of trusted CAs');
    expect(await go(gone)).toBe('ok');
    await copy.on('mv /root/update-ca-certificates /usr/sbin');
    expect(() => trustedCa('c', { name: 'ours' })).toThrow('certificate: must be given');
    expect(() => trustedCa('c', { name: '../x', state: 'absent' })).toThrow('name: must be letters');
  });
});
