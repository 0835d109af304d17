import { describe, expect, it } from 'vitest';
import { certificateParams } from '../../playbooks/secure-portal/certificate-params.ts';
import { variables } from '../../playbooks/secure-portal/variables.ts';

const paramsOf = (given: object) =>
  certificateParams(variables.parse({ inventory_hostname: 'portal.example.org', ...given }));
const acme = { certificate_from: 'acme', acme_terms_agreed: true };

describe('the certificate of the portal', () => {
  it.each([
    [{ acme_hook: ['dns-hook'] }, { type: 'dns-01', hook: ['dns-hook'] }],
    [{ acme_webroot: '/var/www' }, { type: 'http-01', webroot: '/var/www' }],
  ])('comes by ACME with %o', (given, challenge) => {
    expect(paramsOf({ ...acme, ...given })).toMatchObject({
      names: ['portal.example.org'],
      issuer: { from: 'acme', server: 'https://acme-v02.api.letsencrypt.org/directory', challenge },
    });
  });

  it.each([
    [{ certificate_from: 'acme', acme_hook: ['dns-hook'] }, 'acme_terms_agreed is not true'],
    [acme, 'either acme_hook or acme_webroot has to be set, and not both'],
    [
      { ...acme, acme_hook: ['dns-hook'], acme_webroot: '/var/www' },
      'either acme_hook or acme_webroot has to be set, and not both',
    ],
    [{ certificate_from: 'supplied' }, 'supplied_certificate is not set'],
  ])('is refused with %o', (given, words) => {
    expect(() => paramsOf(given)).toThrow(words);
  });
});
