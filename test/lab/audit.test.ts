import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import audit from '../../playbooks/audit-portal.ts';
import { deniedPaths, managementPath } from '../../playbooks/portal-audit/outside/look-outside.ts';
import { exitCodeOf } from '../../src/core/exit-code.ts';
import type { LabHost } from '../../src/lab/machine/lab-host.ts';
import { evidenceIn } from '../../src/reporters/evidence/evidence.ts';
import { htmlReporter, isAtLeast } from '../../src/reporters/index.ts';
import { chromium } from '../support/chromium.ts';
import { noMachines } from '../support/no-machines.ts';
import { type PortalLab, type PortalRun, portalLab } from '../support/portal-lab.ts';
import { type TestsslFinding, testssl } from '../support/testssl.ts';

const why = await noMachines();
const exec = promisify(execFile);
const name = 'portal.lab';
const page = '/csp/sys/UtilHome.csp';
const vars = { portal_route: 'standalone', public_name: name, portal_hsts_seconds: 63_072_000 };

/** All that a portal can be given, with passwords that nobody else has. */
const all = {
  superserver_level: 2,
  superserver_clients: [],
  gateway_reload_seconds: 30,
  gateway_password: 'one that is ours',
  gateway_management_user: 'operator',
  gateway_management_password: 'another that is ours',
};

type Agreement = (said: string, claim: string) => boolean;
const says =
  (...texts: readonly (string | RegExp)[]): Agreement =>
  (said) =>
    texts.every((text) => (typeof text === 'string' ? said.includes(text) : text.test(said)));

/** Whether what a command says is what was claimed of a secured portal. */
const agreements: readonly (readonly [RegExp, Agreement])[] = [
  [/^TLS$/, says('CONNECTION ESTABLISHED', 'Verification: OK')],
  [/^Protocols$/, says(/TLSv1\.1 +\S*disabled/, /TLSv1\.2 +\S*enabled/, /TLSv1\.3 +\S*enabled/)],
  [
    /^Ciphers$/,
    (said, claim) => String([...said.matchAll(/(Accepted|Preferred)/g)].length) === /^\d+/.exec(claim)?.[0],
  ],
  [
    /^TLS options$/,
    (said) =>
      says('Compression: NONE', 'Secure Renegotiation IS supported')(said, '') &&
      !said.includes('TLS session ticket:'),
  ],
  [/^Chain$/, says('Verification: OK')],
  [/^Names$/, (said, claim) => says(`DNS:${name}`)(said, '') && claim.includes(name)],
  [
    /^Days left$/,
    (said, claim) =>
      new Date(/notAfter=(.*)/.exec(said)?.[1] ?? '').toISOString().slice(0, 10) ===
      /until (\S{10})/.exec(claim)?.[1],
  ],
  [/^Key$/, says('Public-Key: (')],
  [/^Portal page$/, (said) => said.trim() === '200'],
  [/^HSTS$/, (said, claim) => says(`Strict-Transport-Security: ${claim.replace(/\.$/, '')}`)(said, '')],
  [/^(Content sniffing|Framing|Referrer)$/, (said, claim) => says(claim.replace(/\.$/, ''))(said, '')],
  [/^Server header$/, says('Server: Apache\r\n')],
  [/^Cookies$/, (said, claim) => claim.startsWith('None') !== /set-cookie/i.test(said)],
  [/^Redirect$/, says(' 301 ', `Location: https://${name}:57782${page}`)],
  [/^Methods$/, (said) => said.trim() === '405'],
  [/^(Denied paths|Gateway pages)$/, (said, claim) => said.trim() === '403' && claim.includes('403')],
  [/^SuperServer$/, says('CONNECTION ESTABLISHED', 'Verification: OK')],
  [/^Gateway managers$/, says('System_Manager=127.0.0.1')],
  [/^Gateway passwords$/, (said) => /Password=/.test(said) && !/U1lT|=SYS/.test(said)],
  [/^Gateway to /, says('Connection_Security_Level=10', 'SSLCC_Verify_Peer=1')],
  [/^CSP\.ini$/, (said, claim) => claim.includes(`(${said.slice(0, 10)})`)],
  [/^Sandbox$/, (said, claim) => claim.includes(/exposure level for \S+: ([\d.]+)/.exec(said)?.[1] ?? '?')],
];

/** What was found last, as `severity subject`, where there is something to do. */
function findings({ result }: PortalRun, from: 'low' | 'medium'): readonly string[] {
  const found = result.hosts
    .flatMap(({ report }) => report.map(evidenceIn))
    .findLast((one) => one !== undefined);
  return (found?.observations ?? [])
    .filter(({ severity }) => isAtLeast(severity, from))
    .map(({ severity, subject }) => `${severity} ${subject}`);
}

describe.skipIf(why !== undefined)(`a portal is audited ${why ?? ''}`, () => {
  let lab: PortalLab;
  let host: LabHost;
  beforeAll(async () => {
    const own = { name: 'droveraud', prefix: 'audit', subnet: '10.94.0.0/24' };
    lab = await portalLab(1, { own, vars });
    const [one] = lab.hosts;
    if (one === undefined) throw new Error('no host');
    host = one;
    expect((await lab.practice()).result.ok).toBe(true);
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  const ca = () => join(lab.scratch, 'ca', 'ca.pem');
  const curl = async (...words: readonly string[]) => {
    const to = ['--connect-to', `${name}::${host.address}:`, '--cacert', ca(), '-sS', '--path-as-is'];
    return (await exec('curl', [...to, ...words])).stdout;
  };

  it('and has findings, and the exit code 1, as it is installed', async () => {
    const run = await lab.play(audit);
    expect(exitCodeOf(run.result)).toBe(1);
    expect(findings(run, 'medium')).toEqual([
      'high TLS',
      'medium Cookies',
      'high Redirect',
      'medium Methods',
      'medium Gateway pages',
      'medium SuperServer',
      'high Gateway managers',
      'high Gateway passwords',
    ]);
    expect(run.result.hosts[0]?.changed).toBe(0);
  });

  it('and has none in what was secured; the report shows it before and after', async () => {
    const path = join(lab.scratch, 'portal.html');
    const run = await lab.portal({ extraVars: all, reporters: [htmlReporter({ path })] });
    expect(run.result.hosts[0]?.error).toBeUndefined();
    expect(findings(run, 'low')).toEqual([]);
    const html = await readFile(path, 'utf8');
    expect(html).toContain('<th>Before</th><th>After</th>');
    expect(html).toMatch(
      /Redirect<\/th><td>.*The plain port serves the portal.*<td>.*301 to https:\/\/portal\.lab:57782/,
    );
    const { hosts }: { readonly hosts: readonly object[] } = JSON.parse(
      await readFile(join(lab.scratch, 'portal.json'), 'utf8'),
    );
    expect(hosts[0]).toMatchObject({ evidence: [{ moment: 'before' }, { moment: 'after' }] });
  });

  it('with commands that show the same, each of them', async () => {
    const run = await lab.portal({ extraVars: all });
    const found = run.result.hosts
      .flatMap(({ report }) => report.map(evidenceIn))
      .findLast((one) => one !== undefined);
    const observed = found?.observations ?? [];
    expect(observed.length).toBeGreaterThan(20);
    const shown = observed.map(({ subject, check = '' }) => {
      const isHere = /^(curl|openssl|sslscan) /.test(check);
      const { stdout, stderr } = isHere
        ? spawnSync('sh', ['-c', check], { encoding: 'utf8', timeout: 30_000 })
        : { stdout: lab.on(host, check), stderr: '' };
      return { subject, said: `${stdout}${stderr}` };
    });
    const disagree = observed.flatMap(({ subject, found: claim }, at) => {
      const agrees = agreements.find(([pattern]) => pattern.test(subject))?.[1];
      const said = shown[at]?.said ?? '';
      return agrees?.(said, claim) === true ? [] : [{ subject, claim, said }];
    });
    expect(disagree).toEqual([]);
  });

  it('by testssl.sh, which grades it A+ and has nothing else to say that is not explained', {
    tags: ['long'],
  }, async () => {
    const asked = { uri: `${name}:57782`, address: host.address, caFile: ca(), scratch: lab.scratch };
    const found = await testssl(asked);
    expect(found.find(({ id }) => id === 'overall_grade')?.finding).toBe('A+');
    const explained: Readonly<Record<string, string>> = {
      cert_revocation:
        'The private CA publishes no list of what it took back: it signs for a year and is renewed.',
      DNS_CAArecord:
        'Who may sign for a name is said in its DNS zone, and the name of a practice host has none.',
    };
    const serious = ({ severity }: TestsslFinding) =>
      ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL', 'FATAL'].includes(severity);
    expect(found.filter((one) => serious(one) && explained[one.id] === undefined)).toEqual([]);
  });

  it('by sslscan, which agrees on protocols and ciphers', async () => {
    const { stdout } = await exec('sslscan', ['--xml=-', `--sni-name=${name}`, `${host.address}:57782`]);
    const on = [...stdout.matchAll(/<protocol type="(\w+)" version="([\d.]+)" enabled="1"/g)];
    expect(on.map(([, type, version]) => `${type}${version}`)).toEqual(['tls1.2', 'tls1.3']);
    const ciphers = [...stdout.matchAll(/<cipher [^>]*cipher="([^"]+)"/g)].map(([, cipher = '']) => cipher);
    expect(ciphers).toHaveLength(6);
    expect(ciphers.filter((cipher) => !/GCM|CHACHA20/.test(cipher))).toEqual([]);
  });

  it('by curl, which follows the redirect and gets no path that is denied', async () => {
    const told = await curl(
      '-L',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code} %{url_effective}',
      `http://${name}:57772${page}`,
    );
    expect(told).toBe(`200 https://${name}:57782${page}`);
    const statuses = await Promise.all(
      [...deniedPaths, managementPath].map(async (path) => [
        path,
        await curl('-o', '/dev/null', '-w', '%{http_code}', `https://${name}:57782${path}`),
      ]),
    );
    expect(statuses.filter(([, status]) => status !== '403')).toEqual([]);
  });

  it('by Chromium, which opens it where the CA is trusted, follows the redirect and is denied the same', async () => {
    const place = { name, address: host.address };
    const browser = await chromium(join(lab.scratch, 'browser'), { ...place, caFile: ca() });
    const portal = await browser.open(`http://${name}:57772${page}`);
    expect(portal).toContain('<title>Management Portal</title>');
    expect(portal).toContain('encrypted (https)');
    for (const path of deniedPaths) {
      expect(await browser.open(`https://${name}:57782${path}`)).toContain('403 Forbidden');
    }
    const stranger = await chromium(join(lab.scratch, 'stranger'), place);
    expect(await stranger.open(`https://${name}:57782${page}`)).not.toContain(
      '<title>Management Portal</title>',
    );
  });
});
