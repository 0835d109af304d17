import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Secret } from '../../../../../src/core/secret.ts';
import { cert } from '../../../../../src/modules/cert.ts';
import type { ModuleCase } from '../module-case.ts';

const directory = mkdtempSync(join(tmpdir(), 'drover-ca-'));
afterAll(() => rmSync(directory, { recursive: true }));

const password = 'no event has this';

export const certCase: ModuleCase = {
  module: 'cert',
  tasks: (place) => [
    cert('certificate', {
      certificate: `${place}/it's a.crt`,
      key: `${place}/-a.key`,
      names: ['a.example.com'],
      issuer: { from: 'private-ca', directory },
    }),
    cert('a certificate that signs itself, in a PKCS #12 file too', {
      certificate: `${place}/own.crt`,
      key: `${place}/own.key`,
      names: ['bücher.example', '::1'],
      keyType: 'ed25519',
      issuer: { from: 'self-signed' },
      pkcs12: { path: `${place}/-own.p12`, password: new Secret(password) },
    }),
  ],
  tools: ['openssl'],
  wrong: {
    call: () =>
      cert('c', {
        certificate: '/a',
        key: '/b',
        names: ['not a name'],
        issuer: { from: 'private-ca', directory },
      }),
    says: 'names.0: "not a name" is neither a DNS name',
  },
  secret: password,
};
