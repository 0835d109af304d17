import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import unsecured from '../../playbooks/unsecure-portal.ts';
import { exitCodeOf } from '../../src/core/exit-code.ts';
import type { LabHost } from '../../src/lab/machine/lab-host.ts';
import { summary } from '../../src/reporters/summary.ts';
import { eventually } from '../support/eventually.ts';
import { noMachines } from '../support/no-machines.ts';
import { get } from '../support/page.ts';
import { type PortalLab, type PortalRun, portalLab } from '../support/portal-lab.ts';
import { squat } from '../support/squat.ts';
import { brieflyMs, watchPage } from '../support/watch-page.ts';

const why = await noMachines();

/** Everything that a check might have touched: files with their times, processes, packages, units. */
const snapshot = `find /cachesys /etc /var/lib/dpkg /var/lib/drover /usr/local -xdev -printf '%p %m %u %g %s %T@ %l\\n' 2>/dev/null | sort;
  ps -eo comm= | grep -Ev '^(.sd-pam.|ps|sh|bash|sshd|find|sort|dd|sudo|systemd|kworker|grep)' | sort; dpkg -l | sha256sum`;

const taskNames = (run: PortalRun, outcome: string) =>
  run.result.hosts.map(({ tasks }) =>
    tasks.filter((task) => task.outcome.is === outcome).map(({ name }) => name),
  );

describe.skipIf(why !== undefined)(`secure-portal on real hosts ${why ?? ''}`, () => {
  let lab: PortalLab;
  let first: LabHost;
  let second: LabHost;
  let third: LabHost;
  beforeAll(async () => {
    lab = await portalLab(3);
    const [one, two, three] = lab.hosts;
    if (one === undefined || two === undefined || three === undefined) throw new Error('no hosts');
    [first, second, third] = [one, two, three];
    const made = await lab.practice();
    expect(made.result.hosts.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  const plain = (host: LabHost) => get(`http://${host.address}:57772/csp/sys/UtilHome.csp`);
  const ca = () => join(lab.scratch, 'ca', 'ca.pem');
  const secure = (host: LabHost) => get(`https://${host.address}:57782/csp/sys/UtilHome.csp`, ca());
  let predicted: PortalRun;

  it('check mode touches nothing', async () => {
    const before = lab.on(first, snapshot);
    predicted = await lab.portal({ check: true });
    expect(predicted.result.ok).toBe(true);
    expect(lab.on(first, snapshot)).toBe(before);
  });

  it('is not begun anywhere while one of three hosts is not ready, unless that one may be left out', async () => {
    lab.on(second, squat);
    const before = [first, second, third].map((host) => lab.on(host, snapshot));
    const refused = await lab.portal();
    expect([first, second, third].map((host) => lab.on(host, snapshot))).toEqual(before);
    expect(refused.result.hosts.map(({ outcome }) => outcome)).toEqual(['cancelled', 'failed', 'cancelled']);
    expect(exitCodeOf(refused.result)).toBe(3);
    const table = summary(refused.result)
      .replaceAll(/ {2,}/g, '  ')
      .replaceAll(/process \d+/g, 'process N');
    expect(table).toMatchInlineSnapshot(`
      "✖ portal2  not ready  Port 57782 is held by perl (process N)
        → Stop it, or set tls_port.
      ✔ portal1  ready  CACHE: Caché 2017.2.2.865.0 in /cachesys
        Debian GNU/Linux 12 (bookworm)
        A certificate will be issued for 10.98.0.11
        Stays as it is: /usr/sbin/apache2
      ✔ portal3  ready  CACHE: Caché 2017.2.2.865.0 in /cachesys
        Debian GNU/Linux 12 (bookworm)
        A certificate will be issued for 10.98.0.13
        Stays as it is: /usr/sbin/apache2

      1 of 3 hosts is not ready: nothing was touched.
      "
    `);
    const partial = await lab.portal({ allowPartial: true, check: true });
    expect(partial.result.hosts.map(({ outcome }) => outcome)).toEqual(['ok', 'failed', 'ok']);
    expect(partial.changed[first.name]).toEqual(predicted.changed[first.name]);
    lab.on(second, 'systemctl stop squatter');
  });

  it('goes one at a time, and stops at a host whose new server cannot start: it serves on as before', async () => {
    lab.on(second, squat);
    // What is found there is looked at, which its log tells.
    const kept = () => lab.on(third, snapshot).replace(/.*error\.log.*\n/, '');
    const untouched = kept();
    const run = await lab.portal({ skipTags: ['preflight'] });
    const [done, poisoned, left] = run.result.hosts;
    expect([done?.outcome, poisoned?.outcome, left?.outcome]).toEqual(['ok', 'failed', 'cancelled']);
    expect(run.changed[first.name]).toEqual(predicted.changed[first.name]);
    expect(poisoned?.rolledBack.map(({ name, left }) => ({ name, left }))).toEqual([
      { name: 'Swap', left: [] },
    ]);
    expect(run.words).toContain('archive.apache.org');
    const told = summary(run.result);
    expect(told).toMatch(new RegExp(`✖ ${second.name} .*Swap`));
    expect(told).toContain('Address already in use');
    expect(told).toContain('Rolled back: Swap');
    expect((await plain(second)).status).toBe(200);
    expect(lab.on(second, 'ls -d /cachesys/httpd*').trim()).toBe('/cachesys/httpd');
    expect(left?.error?.message).toBe('Not begun: 1 of 3 hosts was lost, and the failure budget is 0');
    expect(kept()).toBe(untouched);
    expect((await secure(first)).status).toBe(200);
    lab.on(second, 'systemctl stop squatter');
  });

  it('leaves the old server serving when a probe from outside fails', async () => {
    const run = await lab.portal({
      limit: third.name,
      extraVars: { portal_text: 'a text that is not there' },
    });
    const [host] = run.result.hosts;
    expect(host?.error?.message).toContain('a text that is not there');
    expect(host?.rolledBack[0]?.left).toEqual([]);
    expect((await plain(third)).status).toBe(200);
    await expect(secure(third)).rejects.toThrow('ECONNREFUSED');
  });

  it('puts the others behind TLS when it is run again, and changes nothing on the one that was done', async () => {
    const run = await lab.portal({ rollout: { waves: ['100%'] } });
    expect(run.result.hosts.map(({ outcome, error }) => [outcome, error])).toEqual([
      ['ok', undefined],
      ['ok', undefined],
      ['ok', undefined],
    ]);
    expect(run.changed[first.name]).toEqual([]);
    for (const host of [first, second, third]) {
      const page = await secure(host);
      expect([page.status, page.body.includes('<title>Management Portal</title>')]).toEqual([200, true]);
      expect(await plain(host)).toMatchObject({
        status: 301,
        location: `https://${host.address}:57782/csp/sys/UtilHome.csp`,
      });
    }
  });

  it('denies what should not be read, also where no file lies', async () => {
    const paths = ['/csp/bin/CSP.ini', '/bin/CSP.ini', '/csp/bin/CSPa24.so', '/csp/bin/CSP.log'];
    const answers = await Promise.all(
      paths.map((path) => get(`https://${first.address}:57782${path}`, ca())),
    );
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });

  it('changes nothing the second time', async () => {
    const run = await lab.portal();
    expect(run.changed).toEqual({ [first.name]: [], [second.name]: [], [third.name]: [] });
    expect(taskNames(run, 'undetermined')).toEqual([[], [], []]);
  });

  it('serves again by itself after a reboot', async () => {
    const boot = () => lab.on(second, 'cat /proc/sys/kernel/random/boot_id');
    const before = boot();
    // Later, so that the connection that says it ends well.
    lab.on(second, 'systemd-run --quiet --on-active=1 systemctl reboot');
    await eventually(() => expect(boot()).not.toBe(before), 120_000);
    await eventually(async () => expect((await secure(second)).status).toBe(200), 60_000);
    expect((await lab.portal({ limit: second.name })).changed).toEqual({ [second.name]: [] });
  });

  it('serves on when the instance is restarted, and repairs what an upgrade did to it within seconds', async () => {
    const limit = second.name;
    const serves = () => eventually(async () => expect((await secure(second)).status).toBe(200), 30_000);
    lab.on(second, 'ccontrol restart CACHE quietly');
    await serves();
    expect((await lab.portal({ limit })).changed).toEqual({ [limit]: [] });
    lab.on(second, 'practice-upgrade CACHE');
    await eventually(async () => expect((await plain(second)).status).toBe(200));
    const watch = await watchPage(`http://${second.address}:57772/csp/sys/UtilHome.csp`);
    const run = await lab.portal({ limit });
    const downMs = await watch.end();
    expect(run.changed).toEqual({
      [limit]: [
        'The new server is in place of the old one',
        'httpd.conf is in place',
        'A reload of the portal server is checked first',
        'The portal server runs',
      ],
    });
    await serves();
    expect(downMs).toBeLessThan(brieflyMs);
  });

  it('is taken back by unsecure-portal, and taken again', async () => {
    const limit = second.name;
    expect((await lab.play(unsecured, { limit })).result.hosts[0]?.error).toBeUndefined();
    expect((await plain(second)).status).toBe(200);
    expect((await lab.play(unsecured, { limit })).changed).toEqual({ [limit]: [] });
    lab.on(second, 'ccontrol restart CACHE quietly');
    await eventually(async () => expect((await plain(second)).status).toBe(200));
    expect((await lab.portal({ limit })).result.ok).toBe(true);
    expect((await secure(second)).status).toBe(200);
  });

  it('repairs on one host exactly what was broken there, and says so', async () => {
    lab.on(
      second,
      'echo "# edited" >>/cachesys/httpd/conf/httpd.conf; systemctl stop portal-httpd; rm /cachesys/mgr/portal-cert.pem',
    );
    const run = await lab.portal();
    expect(run.changed).toEqual({
      [first.name]: [],
      [second.name]: [
        'The certificate is valid and matches its key',
        'The portal server has a pair that was tried out',
        'httpd.conf is in place',
        'The portal server runs',
      ],
      [third.name]: [],
    });
    expect((await secure(second)).status).toBe(200);
  });

  it('runs each of its stages alone', { tags: ['long'] }, async () => {
    const alone = (tag: string) =>
      lab.portal({ limit: second.name, tags: [tag], extraVars: { superserver_level: 1 } });
    for (const tag of ['preflight', 'build', 'configuration', 'verify']) {
      const run = await alone(tag);
      expect([tag, run.result.ok, run.changed]).toEqual([tag, true, { [second.name]: [] }]);
      expect(run.result.hosts[0]?.ok).toBeGreaterThan(0);
    }
    for (const tag of ['superserver', 'gateway']) {
      const [once, again] = [await alone(tag), await alone(tag)];
      expect([tag, once.result.hosts[0]?.error, again.changed]).toEqual([
        tag,
        undefined,
        { [second.name]: [] },
      ]);
      expect(once.changed[second.name]).not.toEqual([]);
    }
    expect((await secure(second)).status).toBe(200);
  });

  it('goes on with the others when one of three hosts is not reached', async () => {
    await third.partition();
    const run = await lab.portal({ tags: ['swap', 'certificate'] });
    await third.heal();
    expect(run.result.hosts.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'unreachable']);
  });

  it('refuses a host that shows another key', async () => {
    const hostVars = { [third.name]: { drover_host_key: first.hostKey } };
    const run = await lab.portal({ hostVars, allowPartial: true });
    expect(run.result.hosts.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'unreachable']);
    expect(run.result.hosts[2]?.error?.message).toContain('host key');
  });

  it('says what sudo says when it refuses', async () => {
    lab.on(
      first,
      'echo op:battery-staple | chpasswd; mv /etc/sudoers.d/op /root/op; echo "op ALL=(ALL) ALL" >/etc/sudoers.d/op2',
    );
    const limit = first.name;
    const none = await lab.portal({ limit });
    const wrong = await lab.portal({ limit, extraVars: { ansible_become_password: 'horse-correct' } });
    const right = await lab.portal({ limit, extraVars: { ansible_become_password: 'battery-staple' } });
    lab.on(first, 'mv /root/op /etc/sudoers.d/op; rm /etc/sudoers.d/op2');
    expect(none.result.hosts[0]?.error?.message).toContain('a password is required');
    expect(wrong.result.hosts[0]?.error?.message).toContain('the password was not accepted');
    expect(right.result.ok).toBe(true);
    expect(`${wrong.words}${right.words}`).not.toMatch(/horse-correct|battery-staple/);
  });

  it('refuses an archive with another digest or a signature by nobody on the list', async () => {
    lab.on(first, 'mv /var/lib/drover/secure-portal/archives /var/lib/drover/secure-portal/archives.good');
    const limit = first.name;
    const releases = { httpd: { sha256: '0'.repeat(64) } };
    const digest = await lab.portal({ limit, tags: ['sources'], extraVars: { releases } });
    const nobody = { trusted_fingerprints: ['0000000000000000000000000000000000000000'] };
    const signature = await lab.portal({ limit, tags: ['sources'], extraVars: nobody });
    lab.on(first, 'cd /var/lib/drover/secure-portal && rm -rf archives && mv archives.good archives');
    expect(digest.result.hosts[0]?.error?.message).toContain('sha256 is ed9a9d45');
    expect(signature.result.hosts[0]?.error?.message).toMatch(/65B2D44FE74BD5E3DE3AC3F082781DE46D5954FA/);
    expect((await secure(first)).status).toBe(200);
  });

  it('refuses an expired certificate and one that does not match its key, before anything is sent', async () => {
    const openssl = (name: string, days: number) =>
      lab.on(
        first,
        `cd /tmp && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${name}.key -out ${name}.crt -subj /CN=${first.address} -addext subjectAltName=IP:${first.address} -days ${days} 2>/dev/null; cat ${name}.crt ${name}.key`,
      );
    const pairs = { fresh: openssl('fresh', 30), other: openssl('other', 30) };
    const old = lab.on(
      first,
      `cd /tmp && openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout old.key -out old.csr -subj /CN=${first.address} 2>/dev/null && openssl x509 -req -in old.csr -signkey old.key -days -1 2>/dev/null; cat old.key`,
    );
    const parts = async (name: string, text: string) => {
      const at = text.indexOf('-----BEGIN PRIVATE KEY');
      const [supplied_certificate, supplied_key] = [
        join(lab.scratch, `${name}.crt`),
        join(lab.scratch, `${name}.key`),
      ];
      await writeFile(supplied_certificate, text.slice(0, at));
      await writeFile(supplied_key, text.slice(at), { mode: 0o600 });
      return { supplied_certificate, supplied_key };
    };
    const [fresh, other, expired] = [
      await parts('fresh', pairs.fresh),
      await parts('other', pairs.other),
      await parts('old', old),
    ];
    const supply = (pair: object) =>
      lab.portal({ limit: first.name, extraVars: { certificate_from: 'supplied', ...pair } });
    const mixed = await supply({ ...fresh, supplied_key: other.supplied_key });
    const late = await supply(expired);
    expect(mixed.result.hosts[0]?.error?.message).toMatch(/does not match/);
    expect(late.result.hosts[0]?.error?.message).toMatch(/expired/);
    expect((await secure(first)).status).toBe(200);
    const good = await supply({ ...fresh, trust_file: fresh.supplied_certificate });
    expect(good.result.hosts[0]?.error).toBeUndefined();
    const page = await get(`https://${first.address}:57782/csp/sys/UtilHome.csp`, fresh.supplied_certificate);
    expect(page.fingerprint).toBe(new X509Certificate(pairs.fresh).fingerprint256);
  });

  it('hands out a request for signing elsewhere and waits for the answer', async () => {
    const run = await lab.portal({
      limit: second.name,
      tags: ['certificate'],
      extraVars: { certificate_from: 'csr', names: ['portal.example.org'] },
    });
    expect(run.result.hosts[0]?.error?.message).toContain('/cachesys/mgr/portal-key.pem.csr');
    expect((await secure(second)).status).toBe(200);
  });

  it('stops when the disk is full in the middle of the build, and what serves goes on', {
    tags: ['long'],
  }, async () => {
    lab.on(second, 'mkdir -p /var/small && mount -t tmpfs -o size=160m tmpfs /var/small');
    const small = { work_directory: '/var/small/work', build_cache: '/var/small/cache' };
    const run = await lab.portal({
      limit: second.name,
      skipTags: ['preflight'],
      hostVars: { [second.name]: small },
    });
    lab.on(second, 'umount -l /var/small');
    const failed = run.result.hosts[0]?.tasks.at(-1);
    expect(failed?.name).toBe('httpd is built with TLS');
    expect(run.result.hosts[0]?.error?.message).toContain('No space left on device');
    expect((await secure(second)).status).toBe(200);
  });

  it('keeps hostile names and values from the shell', async () => {
    const hostile = '\'; touch /tmp/pwned; echo $(touch /tmp/pwned) `touch /tmp/pwned` \n"';
    const run = await lab.portal({
      limit: second.name,
      extraVars: { work_directory: `/var/tmp/odd ${hostile}`, source_directory: lab.scratch },
      tags: ['sources'],
      skipTags: ['preflight'],
    });
    expect(run.changed[second.name]?.slice(0, 2)).toEqual([
      'The work directory is there',
      'The archive directory is there',
    ]);
    expect(lab.on(second, 'ls /tmp/pwned 2>&1 || :')).toContain('No such file');
    expect(lab.on(second, 'ls /var/tmp')).toContain('odd');
  });
});
