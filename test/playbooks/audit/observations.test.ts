import { describe, expect, it } from 'vitest';
import { auditTarget } from '../../../playbooks/portal-audit/audit-target.ts';
import type { Inside } from '../../../playbooks/portal-audit/inside/inside-query.ts';
import { auditView } from '../../../playbooks/portal-audit/judge/audit-view.ts';
import { cipherSeverity } from '../../../playbooks/portal-audit/judge/cipher-severity.ts';
import { observations } from '../../../playbooks/portal-audit/judge/observations.ts';
import type { Outside, TlsPort } from '../../../playbooks/portal-audit/outside/look-outside.ts';
import type { TlsPeer } from '../../../playbooks/portal-audit/outside/tls-peer.ts';
import type { WebAnswer } from '../../../playbooks/portal-audit/outside/web-answer.ts';

const target = auditTarget.parse({
  publicName: 'portal.lab',
  address: '192.0.2.1',
  plainPort: 57772,
  tlsPort: 57782,
  portalPath: '/csp/sys/UtilHome.csp',
  instanceDirectory: '/cachesys',
  gatewayDirectory: '/cachesys/csp/bin',
  superServerPort: 1972,
  ca: 'my ca.pem',
});

const peer: TlsPeer = {
  protocol: 'TLSv1.3',
  trusted: true,
  distrust: undefined,
  wrongName: undefined,
  subject: 'CN=portal.lab',
  issuer: 'CN=CA',
  names: 'DNS:portal.lab',
  notAfter: '2027-01-01',
  daysLeft: 300,
  chainLength: 2,
  key: 'EC prime256v1',
  keyIsWeak: false,
};
const traits = { compresses: false, renegotiatesSafely: true, hasTickets: false };
const offers = [
  { protocol: 'TLSv1' as const, ciphers: [] },
  { protocol: 'TLSv1.2' as const, ciphers: ['ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'] },
  { protocol: 'TLSv1.3' as const, ciphers: ['TLS_AES_128_GCM_SHA256'] },
];
const tls: Extract<TlsPort, { readonly is: 'tls' }> = { is: 'tls', peer, offers: { ...traits, offers } };

const answer = (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): WebAnswer => ({
  is: 'answer',
  status,
  headers,
  cookies: [],
  body,
});

const secured: Outside = {
  tls,
  site: 'https',
  plainPage: answer(301, { location: 'https://portal.lab:57782/csp/sys/UtilHome.csp' }),
  page: answer(200, {
    'strict-transport-security': 'max-age=63072000',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "frame-ancestors 'self'",
    'referrer-policy': 'same-origin',
    server: 'Apache',
  }),
  methods: { TRACE: answer(405), PUT: answer(403) },
  paths: { '/csp/bin/CSP.ini': answer(403) },
  management: answer(403),
  superServer: { tls, answersPlain: false },
};

const inside: Inside = {
  superServerPort: 1972,
  gateway: undefined,
  clients: [],
  java: [],
  unit: { name: 'x.service', exposure: 1.2 },
};

/** What there is to do about a portal that is well but for this, as `severity subject`. */
function findings(change: Partial<Outside> = {}): readonly string[] {
  const view = auditView(target, { inside, outside: { ...secured, ...change }, trusts: true });
  return observations(view)
    .filter(({ severity }) => severity !== 'fine' && severity !== 'note')
    .map(({ severity, subject }) => `${severity} ${subject}`);
}

const tlsWith = (change: Partial<TlsPeer>): TlsPort => ({ ...tls, peer: { ...peer, ...change } });
const offering = (change: Partial<typeof tls.offers>): TlsPort => ({
  ...tls,
  offers: { ...tls.offers, ...change },
});

describe('findings', () => {
  it('are none at a portal that is well', () => {
    expect(findings()).toEqual([]);
  });

  it.each<[string, Partial<Outside>]>([
    ['high Chain', { tls: tlsWith({ trusted: false }) }],
    ['high Names', { tls: tlsWith({ wrongName: 'is for another' }) }],
    ['high Days left', { tls: tlsWith({ daysLeft: -1 }) }],
    ['high Days left', { tls: tlsWith({ daysLeft: 6 }) }],
    ['medium Days left', { tls: tlsWith({ daysLeft: 20 }) }],
    ['medium Key', { tls: tlsWith({ keyIsWeak: true }) }],
    ['medium TLS options', { tls: offering({ compresses: true }) }],
    ['medium TLS options', { tls: offering({ renegotiatesSafely: false }) }],
    [
      'high Protocols',
      { tls: offering({ offers: [{ protocol: 'SSLv3', ciphers: ['TLS_AES_128_GCM_SHA256'] }] }) },
    ],
    ['medium HSTS', { page: answer(200, { ...headersWithout('strict-transport-security') }) }],
    [
      'low HSTS',
      { page: answer(200, { ...headersWithout(''), 'strict-transport-security': 'max-age=300' }) },
    ],
    ['low Content sniffing', { page: answer(200, headersWithout('x-content-type-options')) }],
    ['low Framing', { page: answer(200, headersWithout('content-security-policy')) }],
    ['low Server header', { page: answer(200, { ...headersWithout(''), server: 'Apache/2.4.68' }) }],
    ['high Redirect', { plainPage: answer(200) }],
    ['medium Redirect', { plainPage: answer(302, { location: '/elsewhere' }) }],
    ['medium Methods', { methods: { TRACE: answer(200) } }],
    ['medium Denied paths', { paths: { '/csp/bin/CSP.log': answer(200) } }],
    ['critical Denied paths', { paths: { '/csp/bin/CSP.ini': answer(200, {}, '[SYSTEM]\nx=1') } }],
    ['medium Gateway pages', { management: answer(200) }],
    ['medium SuperServer', { superServer: { tls: { is: 'no-tls' }, answersPlain: true } }],
    ['low SuperServer', { superServer: { tls, answersPlain: true } }],
  ])('%s', (expected, change) => {
    expect(findings(change)).toEqual([expected]);
  });

  it.each([
    [57_782, 'https://portal.lab:57782', 'fine'],
    [443, 'https://portal.lab', 'fine'],
    [443, 'https://portal.lab:443', 'fine'],
    [57_782, 'https://portal.lab', 'note'],
    [57_782, 'https://', 'note'],
  ])('of a redirect to TLS on %d by %s: %s', (tlsPort, origin, severity) => {
    const plainPage = answer(301, { location: `${origin}${target.portalPath}` });
    const view = auditView(
      { ...target, tlsPort },
      { inside, outside: { ...secured, plainPage }, trusts: true },
    );
    expect(observations(view).find(({ subject }) => subject === 'Redirect')?.severity).toBe(severity);
  });

  it('of a cookie are told by what it lacks', () => {
    const page = (cookie: string): WebAnswer => ({
      is: 'answer',
      status: 200,
      headers: headersWithout(''),
      body: '',
      cookies: [cookie],
    });
    expect(findings({ page: page('a=1; path=/; HttpOnly') })).toEqual(['medium Cookies']);
    expect(findings({ page: page('a=1; Secure') })).toEqual(['low Cookies']);
    expect(findings({ page: page('a=1; Secure; HttpOnly') })).toEqual([]);
  });

  it('come with a command that a shell takes as it is', () => {
    const view = auditView(target, {
      inside: { superServerPort: 1972, gateway: undefined, clients: [], java: [], unit: undefined },
      outside: secured,
      trusts: true,
    });
    const checks = observations(view).map(({ check }) => check);
    expect(checks).not.toContain(undefined);
    expect(checks).toContain(
      "openssl s_client -connect 192.0.2.1:57782 -servername portal.lab -CAfile 'my ca.pem' -brief </dev/null",
    );
    expect(checks).toContain(
      "curl -sS -D - -o /dev/null --connect-to ::192.0.2.1: --cacert 'my ca.pem' https://portal.lab:57782/csp/sys/UtilHome.csp",
    );
  });
});

describe('a cipher', () => {
  it.each([
    ['TLS_AES_128_GCM_SHA256', 'fine'],
    ['ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'fine'],
    ['DHE_RSA_WITH_AES_128_GCM_SHA256', 'fine'],
    ['ECDHE_RSA_WITH_AES_128_CBC_SHA', 'low'],
    ['RSA_WITH_AES_128_GCM_SHA256', 'low'],
    ['RSA_WITH_3DES_EDE_CBC_SHA', 'medium'],
    ['RSA_WITH_RC4_128_SHA', 'high'],
    ['RSA_EXPORT_WITH_RC4_40_MD5', 'critical'],
    ['DH_anon_WITH_AES_128_GCM_SHA256', 'critical'],
  ])('%s is %s', (cipher, severity) => {
    expect(cipherSeverity(cipher).severity).toBe(severity);
  });
});

function headersWithout(name: string): Readonly<Record<string, string>> {
  const { page } = secured;
  const entries = page.is === 'answer' ? Object.entries(page.headers) : [];
  return Object.fromEntries(entries.filter(([own]) => own !== name));
}
