import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabHost } from '../../src/lab/machine/lab-host.ts';
import { eventually } from '../support/eventually.ts';
import { noMachines } from '../support/no-machines.ts';
import { get } from '../support/page.ts';
import { type PortalLab, type PortalRun, portalLab } from '../support/portal-lab.ts';

const why = await noMachines();

const snapshot = `find /cachesys /opt /etc /var/lib/dpkg /var/lib/drover /usr/local -xdev -printf '%p %m %u %g %s %T@ %l\\n' 2>/dev/null | sort;
  ps -eo comm= | grep -Ev '^(ps|sh|bash|sshd|find|sort|dd|sudo|systemd|kworker|grep)' | sort`;

const keptLines = `grep -v ^WebServer= /cachesys/cache.cpf | sha256sum; stat -c %U:%G:%a /cachesys/cache.cpf`;

describe.skipIf(why !== undefined)(`the standalone route on a real host ${why ?? ''}`, () => {
  let lab: PortalLab;
  let host: LabHost;
  let predicted: PortalRun;
  let cpfBefore: string;
  beforeAll(async () => {
    const own = { name: 'droversta', prefix: 'alone', subnet: '10.92.0.0/24' };
    lab = await portalLab(1, { own, vars: { portal_route: 'standalone' } });
    const [one] = lab.hosts;
    if (one === undefined) throw new Error('no host');
    host = one;
    const made = await lab.practice();
    expect(made.result.hosts.map(({ error }) => error)).toEqual([undefined]);
    cpfBefore = lab.on(host, keptLines);
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  const plain = () => get(`http://${host.address}:57772/csp/sys/UtilHome.csp`);
  const ca = () => join(lab.scratch, 'ca', 'ca.pem');
  const secure = () => get(`https://${host.address}:57782/csp/sys/UtilHome.csp`, ca());
  const webServer = () => lab.on(host, 'grep ^WebServer= /cachesys/cache.cpf').trim();
  const serves = async () => {
    await eventually(async () => expect((await secure()).body).toContain('<title>Management Portal</title>'));
    expect((await plain()).status).toBe(301);
  };

  it('touches nothing in check mode', async () => {
    const before = lab.on(host, snapshot);
    predicted = await lab.portal({ check: true });
    expect(predicted.result.hosts[0]?.error).toBeUndefined();
    expect(lab.on(host, snapshot)).toBe(before);
  });

  it('leaves the old server serving, and its start-up setting, when a probe from outside fails', async () => {
    const run = await lab.portal({ extraVars: { portal_text: 'a text that is not there' } });
    expect(run.result.hosts[0]?.error?.message).toContain('a text that is not there');
    expect(run.result.hosts[0]?.rolledBack.map(({ left }) => left)).toEqual([[]]);
    expect((await plain()).status).toBe(200);
    expect(webServer()).toBe('WebServer=1');
    expect(lab.on(host, 'ls /opt; systemctl is-enabled portal-httpd 2>&1 || :')).not.toMatch(
      /drover-httpd|^enabled/m,
    );
  });

  it('puts the portal behind TLS by a server of its own, and the instance starts none', async () => {
    const run = await lab.portal();
    expect(run.result.hosts[0]?.error).toBeUndefined();
    // What the run that was taken back had prepared is there already.
    expect(predicted.changed[host.name]).toEqual(expect.arrayContaining([...(run.changed[host.name] ?? [])]));
    await serves();
    expect(webServer()).toBe('WebServer=0');
    expect(lab.on(host, keptLines)).toBe(cpfBefore);
  });

  it('runs it as a user without rights, in a sandbox', async () => {
    expect(lab.on(host, 'ps -o user= -C httpd | sort -u').trim()).toBe('cacheusr');
    const exposure = lab.on(host, 'systemd-analyze security --no-pager portal-httpd | tail -n 1');
    expect(Number(/exposure level for portal-httpd.service: ([\d.]+)/.exec(exposure)?.[1])).toBeLessThan(2);
  });

  it('changes nothing the second time', async () => {
    const run = await lab.portal();
    expect(run.changed).toEqual({ [host.name]: [] });
    expect(run.result.hosts[0]?.undetermined).toBe(0);
  });

  it('serves on when the instance is restarted, and after a reboot', async () => {
    lab.on(host, 'ccontrol restart CACHE quietly');
    await serves();
    await host.powerOff();
    await host.start();
    await serves();
    expect((await lab.portal()).changed).toEqual({ [host.name]: [] });
  });

  it('survives an upgrade of the instance, and loads its new gateway', async () => {
    lab.on(host, 'practice-upgrade CACHE');
    await serves();
    expect((await lab.portal()).changed).toEqual({ [host.name]: ['The portal server runs'] });
    await serves();
  });

  it('switches the instance back off when it would start a server again', async () => {
    lab.on(host, "sed -i 's/^WebServer=0/WebServer=1/' /cachesys/cache.cpf");
    const run = await lab.portal();
    expect(run.changed[host.name]).toEqual(['The instance starts no web server of its own']);
    expect(webServer()).toBe('WebServer=0');
    await serves();
  });
});
