import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { cert } from '../../../../../src/modules/cert.ts';
import type { ModuleCase } from '../module-case.ts';

const directory = mkdtempSync(join(tmpdir(), 'drover-ca-'));
afterAll(() => rmSync(directory, { recursive: true }));

export const certCase: ModuleCase = {
  module: 'cert',
  tasks: (place) => [
    cert('certificate', {
      certificate: `${place}/it's a.crt`,
      key: `${place}/-a.key`,
      names: ['a.example.com'],
      issuer: { from: 'private-ca', directory },
    }),
  ],
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
};
