import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import renewal from '../../playbooks/renew-portal.ts';
import unsecured from '../../playbooks/unsecure-portal.ts';
import type { LabHost } from '../../src/lab/machine/lab-host.ts';
import { eventually } from '../support/eventually.ts';
import { noMachines } from '../support/no-machines.ts';
import { get } from '../support/page.ts';
import { type PortalLab, type PortalRun, portalLab } from '../support/portal-lab.ts';
import { steadyLoad } from '../support/steady-load.ts';
import { brieflyMs, watchPage } from '../support/watch-page.ts';

const why = await noMachines();
const page = '/csp/sys/UtilHome.csp';

const snapshot = `find /cachesys /usr/irissys /opt /etc /var/lib/dpkg /var/lib/drover /usr/local -xdev -printf '%p %m %u %g %s %T@ %l\\n' 2>/dev/null | sort;
  ps -eo comm= | grep -Ev '^(.sd-pam.|ps|sh|bash|sshd|find|sort|dd|sudo|systemd|kworker|grep)' | sort`;

/** A host by one of the routes, as a test sees it. */
interface Portal {
  readonly host: LabHost;
  readonly control: string;
  readonly cpf: string;
  readonly plain: string;
  readonly secure: string;
}

const clean = (portals: readonly Portal[]) => Object.fromEntries(portals.map(({ host }) => [host.name, []]));

describe.skipIf(why !== undefined)(`the routes of secure-portal on real hosts ${why ?? ''}`, () => {
  let lab: PortalLab;
  let cache: Portal;
  let existing: Portal;
  let all: readonly Portal[];
  let predicted: PortalRun;
  let managedBefore: readonly string[];
  const ca = () => join(lab.scratch, 'ca', 'ca.pem');
  const cpfOf = ({ host, cpf }: Portal) =>
    lab.on(host, `grep -v ^WebServer= ${cpf} | sha256sum; stat -c %U:%G:%a ${cpf}`);
  const webServer = ({ host, cpf }: Portal) => lab.on(host, `grep ^WebServer= ${cpf}`).trim();
  const managers = ({ host }: Portal) =>
    lab
      .on(
        host,
        'cd /cachesys/csp/bin 2>/dev/null || cd /opt/webgateway/bin 2>/dev/null || cd /usr/irissys/csp/bin; grep ^System_Manager= CSP.ini || :',
      )
      .trim();
  const serves = ({ plain, secure }: Portal) =>
    eventually(async () => {
      expect((await get(`${secure}${page}`, ca())).body).toContain('<title>Management Portal</title>');
      expect(await get(`${plain}${page}`)).toMatchObject({ status: 301, location: `${secure}${page}` });
    }, 30_000);

  beforeAll(async () => {
    const own = { name: 'droverrts', prefix: 'route', subnet: '10.92.0.0/24' };
    const iris = { product: 'iris', portal_route: 'standalone' };
    lab = await portalLab(3, {
      own,
      withClient: true,
      vars: { portal_route: 'standalone' },
      hostVars: [{}, iris, { ...iris, portal_route: 'existing', practice_web: 'webgateway' }],
    });
    const [one, two, three] = lab.hosts;
    if (one === undefined || two === undefined || three === undefined) throw new Error('no hosts');
    const at = ({ address }: LabHost, plain: number, secure: number) => ({
      plain: `http://${address}:${plain}`.replace(/:80$/, ''),
      secure: `https://${address}:${secure}`.replace(/:443$/, ''),
    });
    const ofIris = { control: 'iris restart IRIS quietly', cpf: '/usr/irissys/iris.cpf' };
    cache = {
      host: one,
      control: 'ccontrol restart CACHE quietly',
      cpf: '/cachesys/cache.cpf',
      ...at(one, 57772, 57782),
    };
    existing = { host: three, ...ofIris, ...at(three, 80, 443) };
    all = [cache, { host: two, ...ofIris, ...at(two, 52773, 52783) }, existing];
    const made = await lab.practice();
    expect(made.result.hosts.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    managedBefore = all.map(managers);
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  it('touch nothing in check mode', async () => {
    const before = all.map(({ host }) => lab.on(host, snapshot));
    predicted = await lab.portal({ check: true });
    expect(predicted.result.hosts.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(all.map(({ host }) => lab.on(host, snapshot))).toEqual(before);
  });

  it('leave the old server serving, and its start-up setting, when a probe from outside fails', {
    tags: ['long'],
  }, async () => {
    const extraVars = { portal_text: 'a text that is not there' };
    const before = all.map(webServer);
    // One builds, and the others find what it has built.
    for (const limit of [cache.host.name, `!${cache.host.name}`]) {
      const run = await lab.portal({ limit, extraVars, rollout: { waves: ['100%'], failureBudget: '100%' } });
      for (const { host, error, rolledBack } of run.result.hosts) {
        expect([host, error?.message]).toEqual([host, expect.stringContaining('a text that is not there')]);
        expect(rolledBack.map(({ left }) => left)).toEqual([[]]);
        // What comes behind the probes is not come to.
        const foreseen = predicted.changed[host]?.filter(
          (name) => !/^The (gateway|management pages)/.test(name),
        );
        expect(run.changed[host]).toEqual(foreseen);
      }
    }
    for (const { plain } of all) expect((await get(`${plain}${page}`)).status).toBe(200);
    for (const { secure } of all) await expect(get(`${secure}${page}`)).rejects.toThrow('ECONNREFUSED');
    expect(all.map(webServer)).toEqual(before);
    for (const { host } of all) {
      const left = lab.on(
        host,
        'ls /opt /etc/apache2/sites-enabled 2>&1; systemctl is-enabled portal-httpd 2>&1 || :',
      );
      expect(left).not.toMatch(/drover-httpd|drover-portal|^enabled/m);
    }
  });

  it('put each portal behind TLS as the check said, within seconds, and touch no other setting', async () => {
    const before = all.map(cpfOf);
    const blocks = () =>
      lab.on(
        existing.host,
        "sha256sum /etc/apache2/apache2.conf; sed '/^Configuration_/d; /^System_Manager=/d' /opt/webgateway/bin/CSP.ini",
      );
    const vendors = blocks();
    const watch = await watchPage(`${cache.plain}${page}`);
    const foreseen = await lab.portal({ check: true });
    const run = await lab.portal();
    const downMs = await watch.end();
    expect(run.result.hosts.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(run.changed).toEqual(foreseen.changed);
    for (const portal of all) await serves(portal);
    expect(all.map(webServer)).toEqual(['WebServer=0', 'WebServer=0', 'WebServer=0']);
    expect(all.map(cpfOf)).toEqual(before);
    expect(blocks()).toBe(vendors);
    expect(lab.on(existing.host, 'grep ^System_Manager= /opt/webgateway/bin/CSP.ini').trim()).toBe(
      'System_Manager=127.0.0.1',
    );
    expect(downMs).toBeLessThan(brieflyMs);
  });

  it('run a server of its own as a user without rights, in a sandbox', () => {
    expect(lab.on(cache.host, 'ps -o user= -C httpd | sort -u').trim()).toBe('cacheusr');
    const exposure = lab.on(cache.host, 'systemd-analyze security --no-pager portal-httpd | tail -n 1');
    expect(Number(/exposure level for portal-httpd.service: ([\d.]+)/.exec(exposure)?.[1])).toBeLessThan(2);
  });

  it('change nothing the second time', async () => {
    const run = await lab.portal();
    expect(run.changed).toEqual(clean(all));
    expect(run.result.hosts.map(({ undetermined }) => undetermined)).toEqual([0, 0, 0]);
  });

  it('deny what should not be read, in every spelling, and methods that the portal does not use', async () => {
    const denied = [
      '/csp/bin/CSP.ini',
      '/csp/bin/csp.INI',
      '/bin/CSP.ini',
      '/csp/bin/CSP%2Eini',
      '//csp//bin//CSP.ini',
      '/csp/sys/../bin/CSP.ini',
      '/csp/bin/CSP.ini.bak',
      '/csp/bin/CSP.ini/x',
      '/csp/bin/CSP.log',
      '/csp/bin/CSPa24.so',
      '/csp/bin/Systems/Module.cxw',
    ];
    for (const { secure } of [cache, existing]) {
      const asked = `curl -sk --path-as-is -o /dev/null -w '%{http_code} '`;
      // From another host: the management pages are for the portal's own.
      const from = secure === cache.secure ? existing.host : cache.host;
      const answers = lab.on(from, denied.map((path) => `${asked} '${secure}${path}'`).join(';'));
      expect(answers.trim().split(' ')).toEqual(denied.map(() => '403'));
      const methods = ['TRACE', 'OPTIONS', 'PUT', 'PROPFIND'];
      const refused = lab.on(from, methods.map((one) => `${asked} -X ${one} '${secure}${page}'`).join(';'));
      expect(refused.trim().split(' ')).toEqual(methods.map(() => '405'));
    }
    const odd = '/csp/sys/%25CSP.Portal.Home.zen?a=b%20c';
    for (const { plain, secure } of all) {
      expect((await get(`${plain}${odd}`)).location).toBe(`${secure}${odd}`);
    }
  });

  it('serve on when the instance is restarted, and after a reboot', async () => {
    for (const { host, control } of all) lab.on(host, control);
    for (const portal of all) await serves(portal);
    await Promise.all(all.map(({ host }) => host.powerOff()));
    await Promise.all(all.map(({ host }) => host.start()));
    for (const portal of all) await serves(portal);
    expect((await lab.portal()).changed).toEqual(clean(all));
  });

  it('survive an upgrade of the instance, and load its new gateway', { tags: ['long'] }, async () => {
    for (const { host } of all)
      lab.on(host, 'practice-upgrade $(ls /usr/local/bin | grep -q ccontrol && echo CACHE || echo IRIS)');
    for (const portal of all) await serves(portal);
    const anew = ['The portal server runs'];
    const [one, two, three] = all.map(({ host }) => host.name);
    expect((await lab.portal()).changed).toEqual({ [one ?? '']: anew, [two ?? '']: anew, [three ?? '']: [] });
    for (const portal of all) await serves(portal);
  });

  it('switch the instance back off when it would start a server again', async () => {
    lab.on(cache.host, `sed -i 's/^WebServer=0/WebServer=1/' ${cache.cpf}`);
    const run = await lab.portal({ limit: cache.host.name });
    expect(run.changed[cache.host.name]).toEqual(['The instance starts no web server of its own']);
    expect(webServer(cache)).toBe('WebServer=0');
  });

  it('lose none of 10,000 requests while certificates are renewed', { tags: ['long'] }, async () => {
    expect((await lab.play(renewal)).changed).toEqual(clean(all));
    const before = (await get(`${cache.secure}${page}`, ca())).fingerprint;
    const load = steadyLoad((asked) => lab.on(existing.host, asked), `${cache.secure}${page}`);
    const names = ['one', 'two', 'three'].map((name) => `${name}.portal.example`);
    for (const name of names) {
      const run = await lab.play(renewal, { limit: cache.host.name, extraVars: { names: [name] } });
      expect(run.changed[cache.host.name]).toEqual([
        'The certificate is valid and matches its key',
        'The portal server has a pair that was tried out',
        'The portal server has read its pair',
      ]);
    }
    expect(await load.end(10_000)).toEqual([]);
    expect((await get(`${cache.secure}${page}`, ca())).fingerprint).not.toBe(before);
  });

  it('refuse a reload with the key of another certificate, and serve on', { tags: ['long'] }, async () => {
    lab.on(
      cache.host,
      'cd /etc/drover-portal/portal-in-use && cp -p key.pem /root/key.pem && openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 >key.pem 2>/dev/null',
    );
    expect(() => lab.on(cache.host, 'systemctl reload portal-httpd')).toThrow('Job for portal-httpd');
    await serves(cache);
    expect((await lab.portal({ limit: cache.host.name })).changed[cache.host.name]).toEqual([
      'The certificate is valid and matches its key',
      'The portal server has a pair that was tried out',
      'The portal server runs',
    ]);
    await serves(cache);
  });

  it('are taken back by unsecure-portal, all or nothing, and taken again', { tags: ['long'] }, async () => {
    const refused = await lab.play(unsecured, {
      limit: cache.host.name,
      extraVars: { portal_text: 'a text that is not there' },
    });
    expect(refused.result.hosts[0]?.rolledBack.map(({ left }) => left)).toEqual([[]]);
    await serves(cache);
    expect((await lab.play(unsecured)).result.hosts.map(({ error }) => error)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    for (const { plain } of all) expect((await get(`${plain}${page}`)).status).toBe(200);
    expect(all.map(webServer)).toEqual(['WebServer=1', 'WebServer=1', 'WebServer=0']);
    expect(all.map(managers)).toEqual(managedBefore);
    const again = await lab.play(unsecured);
    expect(again.changed).toEqual(clean(all));
    expect(again.words).toContain('Nothing of portal and gateway was secured here');
    for (const { host } of all) {
      expect(
        lab.on(
          host,
          'ls -A /var/lib/drover/secure-portal/before; stat -c %a:%U /var/lib/drover/secure-portal/before',
        ),
      ).toBe('700:root\n');
    }
    for (const { host, control } of all) lab.on(host, control);
    for (const { plain } of all) expect((await get(`${plain}${page}`)).status).toBe(200);
    expect((await lab.portal()).result.ok).toBe(true);
    for (const portal of all) await serves(portal);
  });

  it('that have an upgrade write the profile of the gateway anew get TLS to the SuperServer again', {
    tags: ['long'],
  }, async () => {
    const limit = existing.host.name;
    const level = (of: 1 | 2) => ({ limit, extraVars: { superserver_level: of, superserver_clients: [] } });
    expect((await lab.portal(level(1))).result.hosts[0]?.error).toBeUndefined();
    lab.on(existing.host, 'practice-upgrade IRIS');
    expect((await lab.portal(level(1))).changed).toEqual({
      [limit]: ['The gateway speaks TLS to the SuperServer'],
    });
    expect((await lab.portal(level(2))).result.hosts[0]?.error).toBeUndefined();
    lab.on(existing.host, 'practice-upgrade IRIS');
    // Cut off, the portal proves nothing: the run says so before it begins, and how to go on.
    const refused = await lab.portal(level(2));
    expect(refused.result.hosts[0]?.error).toMatchObject({
      message: 'The SuperServer requires TLS, and the gateway reaches IRIS without it',
      hint: expect.stringContaining('--tags gateway'),
    });
    expect((await lab.portal({ ...level(2), tags: ['gateway'] })).result.hosts[0]?.error).toBeUndefined();
    expect((await lab.portal(level(2))).changed).toEqual({ [limit]: [] });
    await serves(existing);
  });

  it('are secured with SuperServer and a client in one run, and go all the way back in another', {
    tags: ['long'],
  }, async () => {
    const client = cache.host.name;
    const server = existing.host;
    const ini = '/opt/webgateway/bin/CSP.ini';
    const hostVars = {
      [client]: {
        client_server: server.address,
        odbc_data_sources: { PORTAL: { Host: server.address } },
        odbc_check: false,
        jdbc_files: ['/etc/SSLConfig.properties'],
      },
    };
    const options = {
      limit: `${server.name},${client}`,
      hostVars,
      extraVars: { superserver_clients: [client] },
    };
    const settings = () => [
      lab.on(server, `sed '/^Configuration_/d' ${ini}; ls -A /var/lib/drover/secure-portal/before`),
      lab.on(
        cache.host,
        'cat /etc/odbc.ini /etc/odbcssl.ini /etc/SSLConfig.properties 2>/dev/null; ls /etc/odbcssl-ca.pem 2>/dev/null || :',
      ),
    ];
    const level = () =>
      /^SSLSupportLevel=(.)/m.exec(lab.on(server, 'cat /usr/irissys/mgr/practice-security.ini'))?.[1];
    lab.on(cache.host, "printf '[PORTAL]\\nMine = 1\\n' >/etc/odbc.ini");
    // The tests before have left it at level 2, of which the first record tells.
    expect(
      (await lab.play(unsecured, { limit: server.name, extraVars: { superserver_clients: [] } })).result.ok,
    ).toBe(true);
    const before = settings();
    expect(level()).toBe('0');
    const secured = await lab.portal({
      ...options,
      hostVars: { ...hostVars, [server.name]: { superserver_level: 2 } },
    });
    expect(secured.result.hosts.map(({ error }) => error)).toEqual([undefined, undefined]);
    expect([level(), lab.on(cache.host, 'grep -c "Security Level = 10" /etc/odbc.ini').trim()]).toEqual([
      '2',
      '1',
    ]);
    await serves(existing);
    const back = await lab.play(unsecured, options);
    expect(back.result.hosts.map(({ error }) => error)).toEqual([undefined, undefined]);
    expect([level(), settings()]).toEqual(['0', before]);
    for (const { plain } of [existing, cache]) expect((await get(`${plain}${page}`)).status).toBe(200);
    expect((await lab.play(unsecured, options)).changed).toEqual({ [client]: [], [server.name]: [] });
    expect((await lab.portal({ limit: `${server.name},${client}` })).result.ok).toBe(true);
    for (const portal of [existing, cache]) await serves(portal);
  });

  it('need no private server that an upgrade has taken away', { tags: ['long'] }, async () => {
    const [, standalone] = all;
    if (standalone === undefined) throw new Error('no host');
    lab.on(standalone.host, 'practice-upgrade IRIS remove');
    await serves(standalone);
    const limit = standalone.host.name;
    expect((await lab.portal({ limit })).changed).toEqual({ [limit]: ['The portal server runs'] });
    await serves(standalone);
  });
});
