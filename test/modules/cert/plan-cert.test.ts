import { describe, expect, it } from 'vitest';
import type { CertDesired } from '../../../src/modules/cert/cert-desired.ts';
import type { CertState } from '../../../src/modules/cert/cert-state.ts';
import { cert } from '../../../src/modules/cert.ts';

const { spec } = cert;
const absent = { is: 'absent' } as const;
const bare: CertState = {
  certificate: absent,
  key: absent,
  matchesKey: undefined,
  ca: undefined,
  files: { certificate: absent, key: absent, pkcs12: absent },
  request: absent,
  pendingKey: absent,
  pkcs12: absent,
  openssl: true,
};
const issuing = {
  from: 'csr',
  request: '/r',
  pendingKey: '/p',
  signedFile: undefined,
  signed: undefined,
} as const;
const desired: CertDesired = {
  ...spec.params.parse({ certificate: '/c', key: '/k', names: ['a'], issuer: { from: 'csr' } }),
  pkcs12: undefined,
  issuing,
};
const attributes = { mode: '0600', owner: 'root', group: 'root', uid: 0, gid: 0, modified: 1 };

describe('plan', () => {
  it('asks for a new key and a request on a bare host', () => {
    expect(spec.plan(bare, desired)).toEqual([{ is: 'request', why: 'absent', key: 'new' }]);
  });

  it.each<[string, Partial<CertState>, string]>([
    ['without openssl', { openssl: false }, 'openssl is not on the host'],
    ['with a key that may not be read', { key: { is: 'unreadable' } }, '/k is there, and may not be read'],
    ['with something else for a key', { key: { is: 'not-a-key' } }, '/k is there, and is not a private key'],
    ['with something else for a waiting key', { pendingKey: { is: 'not-a-key' } }, '/p is there, and is not'],
    [
      'where the certificate is a link',
      { files: { ...bare.files, certificate: { is: 'link', target: '/x', ...attributes } } },
      '/c is a link to /x',
    ],
  ])('refuses a host %s', (_, part, words) => {
    expect(() => spec.plan({ ...bare, ...part }, desired)).toThrow(words);
  });

  it('has no way back for a request, which somebody may be signing', () => {
    const change = { is: 'request', why: 'absent', key: 'new' } as const;
    expect(spec.undo?.(change, desired, bare)).toBeUndefined();
  });
});
