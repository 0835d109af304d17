import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import practice from '../../playbooks/practice.ts';
import type { LabHost } from '../../src/lab/machine/lab-host.ts';
import { machineLab } from '../../src/lab/machine/machine-lab.ts';
import { run } from '../../src/run.ts';
import { eventually } from '../support/eventually.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();
const page = '/csp/sys/UtilHome.csp';

/** What stages of the flagship rely on, with real httpd and systemd. */
describe.skipIf(why !== undefined)(`the practice instance on real hosts ${why ?? ''}`, () => {
  const lab = machineLab({
    directory: '/var/lib/drover-lab-practice',
    name: 'droverprc',
    prefix: 'product',
    subnet: '10.87.0.0/24',
    bases: '/var/lib/drover-lab/base',
  });
  let scratch = '';
  let inventory = '';
  let cache: LabHost;
  let iris: LabHost;
  let gateway: LabHost;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'drover-practice-'));
    inventory = join(scratch, 'inventory.json');
    const [one, two, three] = await lab.up(3);
    if (one === undefined || two === undefined || three === undefined) throw new Error('no hosts');
    [cache, iris, gateway] = [one, two, three];
    const own = [
      {},
      { product: 'iris' },
      { product: 'iris', practice_web: 'webgateway', plain_port: 80, practice_csp_ini: 'fresh' },
    ];
    const hosts = [one, two, three].map(({ name, address, keyFile, hostKey }, at) => [
      name,
      {
        ansible_host: address,
        ansible_user: 'op',
        ansible_private_key_file: keyFile,
        drover_host_key: hostKey,
        ...own[at],
      },
    ]);
    await writeFile(inventory, JSON.stringify({ practice: { hosts: Object.fromEntries(hosts) } }));
    const made = await drive();
    expect(made.hosts.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
  });
  afterAll(async () => {
    await lab.down();
    await rm(scratch, { recursive: true, force: true });
  });

  const drive = () =>
    run(practice, { inventory, directory: resolve(import.meta.dirname, '../../playbooks') });
  const on = (host: LabHost, command: string, input = '') => {
    const [program = 'ssh', ...words] = host.sshCommand('root');
    const { status, stdout, stderr } = spawnSync(program, [...words, command], {
      encoding: 'utf8',
      timeout: 60_000,
      input,
    });
    if (status !== 0)
      throw new Error(`"${command}" on ${host.name}: ${stderr}${stdout} (exit code ${status})`);
    return stdout;
  };
  const shown = (host: LabHost, port: number) =>
    on(host, `curl -s http://127.0.0.1:${port}${page} || :`).match(
      /Gateway to SuperServer<\/h2><p[^>]*>([^<]*)|Server unavailable/,
    );
  const link = (host: LabHost, port: number) => shown(host, port)?.[1] ?? shown(host, port)?.[0];
  const certify = (host: LabHost, mgr: string, account: string) =>
    on(
      host,
      `cd ${mgr} && openssl req -x509 -newkey rsa:2048 -nodes -keyout own.key -out own.pem -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -days 2 2>/dev/null && chgrp ${account} own.key && chmod 640 own.key`,
    );
  const edit = (host: LabHost, ini: string, keys: readonly string[]) => {
    on(
      host,
      `sed -i '/^SSLCC_/d; s|^Connection_Security_Level=.*|${keys.join('\\n')}|; s|^.SYSTEM.$|&\\nRELOAD=1|' ${ini}`,
    );
    return eventually(() => expect(on(host, `cat ${ini}`)).not.toContain('RELOAD'));
  };

  it('needs nothing the second time', async () => {
    expect((await drive()).hosts.map(({ changed }) => changed)).toEqual([0, 0, 0]);
  });

  it('of Caché takes TLS through csession, gateway and levels in the order that is safe', async () => {
    certify(cache, '/cachesys/mgr', 'cacheusr');
    const session = (line: string) =>
      on(cache, 'csession CACHE -U %SYS', `${line} write "RESULT=",sc,!\nhalt\n`);
    const level = (value: number) =>
      `kill p set p("SSLSuperServer")=${value} set sc=##class(Security.System).Modify("SYSTEM",.p)`;
    const ini = '/cachesys/csp/bin/CSP.ini';
    const tls = ['Connection_Security_Level=10', 'SSLCC_Verify_Peer=1'];
    expect(
      session(
        'set p("Type")=1,p("CertificateFile")="own.pem",p("PrivateKeyFile")="own.key" set sc=##class(Security.SSLConfigs).Create("%SuperServer",.p)',
      ),
    ).toContain('RESULT=1\n');
    expect(session(level(2))).toContain('RESULT=1\n');
    expect(link(cache, 57772)).toBe('Server unavailable');
    session(level(1));
    expect(link(cache, 57772)).toBe('not encrypted');
    await edit(cache, ini, [...tls, 'SSLCC_CA_Certificate_File=/etc/ssl/certs/nothing.pem']);
    expect(link(cache, 57772)).toBe('Server unavailable');
    await edit(cache, ini, [...tls, 'SSLCC_CA_Certificate_File=/cachesys/mgr/own.pem', 'SSLCC_Protocol=16']);
    expect(link(cache, 57772)).toBe('encrypted (TLSv1.2)');
    session(level(2));
    expect(link(cache, 57772)).toBe('encrypted (TLSv1.2)');
    expect(on(cache, 'cat /cachesys/csp/bin/CSP.log')).toContain(
      'Gateway Configuration Reloaded and Reactivated',
    );
  });

  it('of IRIS takes TLS from a merge file', () => {
    certify(iris, '/usr/irissys/mgr', 'irisusr');
    const merge = `[Actions]
CreateSSLConfig:Name=portal,Type=1,CertificateFile=own.pem,PrivateKeyFile=own.key
ModifyServer:Port=1972,BindAddress=0.0.0.0,SSLConfig=portal,SSLSupportLevel=1
`;
    on(iris, 'cat >/tmp/merge.cpf && iris merge IRIS /tmp/merge.cpf', merge);
    expect(
      on(iris, 'openssl s_client -connect 127.0.0.1:1972 -CAfile /usr/irissys/mgr/own.pem </dev/null 2>&1'),
    ).toContain('Verification: OK');
    expect(() => on(iris, 'iris merge IRIS /tmp/merge.cpf')).toThrow('"portal" exists already');
  });

  it('starts no web server of its own with WebServer=0, and is back after a reboot', async () => {
    on(iris, 'sed -i s/^WebServer=1/WebServer=0/ /usr/irissys/iris.cpf && iris restart IRIS quietly');
    expect(on(iris, 'pgrep apache2 || :')).toBe('');
    await cache.powerOff();
    await cache.start();
    await eventually(() => expect(link(cache, 57772)).toBe('encrypted (TLSv1.2)'), 30_000);
  });

  it('has its files overwritten by an upgrade, and its settings kept', () => {
    on(cache, 'echo "# edited" >>/cachesys/httpd/conf/httpd.conf; echo x >/cachesys/csp/bin/CSPa24.so');
    on(cache, 'practice-upgrade CACHE');
    expect(on(cache, 'cat /cachesys/httpd/conf/httpd.conf')).not.toContain('# edited');
    expect(on(cache, 'ccontrol qlist CACHE')).toMatch(
      /^CACHE\^\/cachesys\/\^2017\.2\.2\.865\.1\^running, since /,
    );
    expect(link(cache, 57772)).toBe('encrypted (TLSv1.2)');
    on(iris, 'practice-upgrade IRIS remove');
    expect(on(iris, 'ls -d /usr/irissys/httpd 2>&1 || :')).toContain('No such file');
  });

  it('behind a Web Gateway loses edits in the blocks and the profile of the installer only', () => {
    const conf = '/etc/apache2/apache2.conf';
    on(
      gateway,
      `sed -i 's|^#### END-ApacheCSP-SECTION-IRIS|# inside\\n&|' ${conf}; echo '# outside' >>${conf}`,
    );
    on(
      gateway,
      `sed -i 's|^Connection_Security_Level=.*|&\\nSSLCC_Verify_Peer=1|' /opt/webgateway/bin/CSP.ini`,
    );
    on(gateway, 'practice-upgrade IRIS');
    const after = on(gateway, `cat ${conf}`);
    expect([after.includes('# inside'), after.includes('# outside')]).toEqual([false, true]);
    const profile = on(gateway, "sed -n '/^.IRIS.$/,/^.APP_PATH:/p' /opt/webgateway/bin/CSP.ini");
    expect(profile).toContain('Connection_Security_Level=0');
    expect(profile).not.toContain('SSLCC_');
    expect(link(gateway, 80)).toBe('not encrypted');
  });
});
