import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditTarget } from '../../../playbooks/portal-audit/audit-target.ts';
import { clientLook } from '../../../playbooks/portal-audit/client-look.ts';
import { auditView } from '../../../playbooks/portal-audit/judge/audit-view.ts';
import { gatewayObservations } from '../../../playbooks/portal-audit/judge/gateway-observations.ts';
import { hostObservations } from '../../../playbooks/portal-audit/judge/host-observations.ts';
import type { Outside } from '../../../playbooks/portal-audit/outside/look-outside.ts';
import { portalInside } from '../../../playbooks/portal-audit/portal-inside.ts';
import { clientHostVariables } from '../../../playbooks/secure-portal/clients/client-host-variables.ts';
import { cspFindings } from '../../../playbooks/secure-portal/gateway/csp-findings.ts';
import { cspIniText } from '../../../playbooks/secure-portal/gateway/csp-ini-text.ts';
import { shippedPasswords } from '../../../playbooks/secure-portal/gateway/shipped-passwords.ts';
import { sh } from '../../../src/core/sh.ts';
import { probe } from '../../../src/modules/probe.ts';
import type { Observation } from '../../../src/reporters/evidence/evidence.ts';
import { runHere } from '../../support/local-host.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { shells } from '../../support/shells.ts';

const silence = { is: 'silence', why: 'not asked' } as const;
const outside: Outside = {
  tls: { is: 'no-tls' },
  plainPage: silence,
  site: 'http',
  page: silence,
  methods: {},
  paths: {},
  management: silence,
  superServer: undefined,
};

/** What is said of a gateway and clients whose files hold these texts, by what a shell on this machine tells of them. */
async function said(cspIni: string, odbcIni = '', shell = 'sh') {
  const directory = join(await scratchDirectory(), "odd 'name");
  await mkdir(directory);
  await writeFile(join(directory, 'CSP.ini'), cspIni, { mode: 0o640 });
  await writeFile(join(directory, 'odbc.ini'), odbcIni);
  const target = auditTarget.parse({
    publicName: 'portal.lab',
    address: '192.0.2.1',
    plainPort: 1,
    tlsPort: 2,
    portalPath: '/',
    instanceDirectory: directory,
    gatewayDirectory: directory,
    clientFiles: [join(directory, 'odbc.ini')],
  });
  const look = portalInside('look', target);
  const lines: string[] = [];
  const told = probe('told', (scope) => {
    const inside = scope.state(look);
    const view = auditView(target, { inside, outside, trusts: false });
    const all = [...gatewayObservations(view), ...hostObservations(view)];
    lines.push(...all.map(({ severity, subject, found }) => `${severity} ${subject}: ${found}`));
    lines.push(JSON.stringify(inside));
    return { script: sh`:` };
  });
  const { outcomes } = await runHere([look, told], { shell });
  expect(outcomes).toEqual({ look: 'ok', told: 'ok' });
  return lines.map((line) => line.replaceAll(directory, 'DIR'));
}

const insecure = `[SYSTEM]
System_Manager=*.*.*.*
Password=1Phmog51gaVNwReQh0rKvtmGBlRw
; Password=ignored
[LOCAL]
Ip_Address=127.0.0.1
TCP_Port=1972
Connection_Security_Level=0
Password=]]]U1lT
[FAR]
Ip_Address=192.0.2.7
TCP_Port=1972
Connection_Security_Level=10
Password=correct horse battery staple
`;

describe('what a host says of its gateway', () => {
  it.each(shells)('is judged line by line (%s)', async (shell) => {
    expect((await said(insecure, '', shell)).slice(0, 5)).toEqual([
      'high Gateway managers: Any machine may open the management pages (System_Manager=*.*.*.*).',
      'high Gateway passwords: A password that everybody knows in [SYSTEM], [LOCAL].',
      'low Gateway to LOCAL: To 127.0.0.1:1972 without TLS.',
      'medium Gateway to FAR: To 192.0.2.7:1972 by TLS, but whoever answers is believed (SSLCC_Verify_Peer).',
      'fine CSP.ini: Not for every user of the host (-rw-r-----).',
    ]);
  });

  it('knows each password that is shipped, as the stage gateway does', async () => {
    const servers = shippedPasswords.map((password, at) => `[S${at}]\nTCP_Port=1\nPassword=${password}\n`);
    const ini = `${servers.join('')}[OWN]\nTCP_Port=1\nPassword=SYS password\n`;
    const lines = await said(ini);
    const names = shippedPasswords.map((_, at) => `[S${at}]`);
    expect(lines).toContain(
      `high Gateway passwords: A password that everybody knows in ${names.join(', ')}.`,
    );
    const found = cspFindings(cspIniText(ini)).filter(({ what }) => what.includes('password'));
    expect(found.map(({ section }) => `[${section}]`)).toEqual(names);
  });

  it('never holds a password', async () => {
    const all = (await said(insecure)).join('\n');
    expect(all).not.toMatch(/horse|U1lT|Phmog/);
  });

  it('is well when it is locked down', async () => {
    const lines = await said(
      '[SYSTEM]\nSM_Forms=Disabled\nPassword=PBKDF2|x\n[LOCAL]\nIp_Address=portal.lab\nTCP_Port=1972\nConnection_Security_Level=10\nSSLCC_Verify_Peer=1\n',
    );
    expect(lines.filter((line) => line.includes('Gateway')).map((line) => line.split(' ')[0])).toEqual([
      'fine',
      'fine',
      'fine',
    ]);
  });
});

describe('what a host says of its ODBC clients', () => {
  it.each([
    ['Security Level = 10\nSSL Server Name = tls', 'fine'],
    ['Security Level = 0', 'low'],
    ['Security Level = 10\n[tls]\nVerifyPeer=0', 'medium'],
  ])('with %j is %s', async (settings, severity) => {
    const odbc = `[PORTAL]\nDriver = /usr/irissys/bin/libirisodbc35.so\nPassword = hunter2\n${settings}\n`;
    const lines = await said('', odbc);
    expect(lines.find((line) => line.includes('Clients in'))).toMatch(new RegExp(`^${severity} `));
    expect(lines.join()).not.toContain('hunter2');
  });
});

describe('what a host says of its Java clients', () => {
  it.each([
    ['protocol=TLSv1.3\nserverHostNameVerification = true\ntrustStore : /srv/t.p12', 'fine', '/srv/t.p12'],
    ['protocol TLSv1.2\n  serverHostNameVerification=TRUE', 'fine', "the Java runtime's own"],
    ['protocol=TLSv1.1\nserverHostNameVerification=true', 'low', 'TLSv1.1'],
    ['serverHostNameVerification=true', 'low', 'not set'],
    ['protocol=TLSv1.2', 'medium', 'is not compared'],
    ['# serverHostNameVerification=true\nserverHostNameVerification=false', 'medium', 'is not compared'],
  ])('with %j is %s, and says so: %s', async (settings, severity, words) => {
    const directory = join(await scratchDirectory(), "odd 'name");
    await mkdir(directory);
    const file = join(directory, 'SSLConfig.properties');
    await writeFile(file, `${settings}\ntrustStorePassword=hunter2\n`);
    const look = clientLook(
      clientHostVariables.parse({ odbc_ini: '/nowhere', odbc_tls_file: '/nowhere', jdbc_files: [file] }),
      'now',
    );
    let seen: readonly Observation[] = [];
    const told = probe('told', (scope) => {
      seen = look.found(scope) ?? [];
      return { script: sh`:` };
    });
    await runHere([look.node, told]);
    const [own] = seen;
    expect([own?.severity, own?.found]).toEqual([severity, expect.stringContaining(words)]);
    const said = execFileSync('sh', ['-c', own?.check ?? ''], { encoding: 'utf8' });
    expect(said).toContain(settings.split('\n').at(-1)?.trim());
    expect(`${said}${JSON.stringify(seen)}`).not.toContain('hunter2');
  });

  it('is that there are none where no file is', async () => {
    const nowhere = { odbc_ini: '/nowhere', odbc_tls_file: '/nowhere' };
    const look = clientLook(clientHostVariables.parse(nowhere), 'now');
    let seen: readonly Observation[] = [];
    const told = probe('told', (scope) => {
      seen = look.found(scope) ?? [];
      return { script: sh`:` };
    });
    await runHere([look.node, told]);
    expect(seen.map(({ severity, found }) => `${severity} ${found}`)).toEqual([
      'note None of the files of clients is there.',
    ]);
  });
});
