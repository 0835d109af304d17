import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type PortalState,
  portalPreflight,
} from '../../../playbooks/secure-portal/preflight/portal-preflight.ts';
import { variables } from '../../../playbooks/secure-portal/variables.ts';
import { sh } from '../../../src/core/sh.ts';
import { probe } from '../../../src/modules/probe.ts';
import { runHere } from '../../support/local-host.ts';
import { portOf } from '../../support/port-of.ts';
import { shells } from '../../support/shells.ts';

/** Programs of other systems, as far as the look asks them something. */
const programs: Readonly<Record<string, string>> = {
  getenforce: 'echo Enforcing',
  getsebool: 'echo "httpd_can_network_connect --> off"',
  semanage: 'printf "http_cache_port_t tcp 8080\\nhttp_port_t tcp 80, 81, 8000-8100\\nhttp_port_t udp 9\\n"',
  matchpathcon: 'echo system_u:object_r:default_t:s0',
  'firewall-cmd': `case "$*" in
  --state) echo running ;;
  --get-active-zones) printf 'public\\n  interfaces: eth0\\n' ;;
  --get-default-zone) echo public ;;
  *--list-all) printf 'public (active)\\n  services: ssh https\\n  ports: 57772/tcp 8000-8100/tcp\\n' ;;
esac`,
};

/** The beginning of a program of this machine, and then the letters of an Apache line. */
async function moduleFor(letters: string): Promise<Buffer> {
  await using file = await open('/bin/sh');
  const { buffer } = await file.read(Buffer.alloc(20), 0, 20, 0);
  return Buffer.concat([buffer, Buffer.from(`\0\0${letters}\0\0`)]);
}

describe.each(shells)('the look before anything is done, in %s,', (shell) => {
  let scratch = '';
  let top = '';
  let server: Server;
  let state: PortalState;
  let builder: ReturnType<typeof spawn>;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'drover-look-'));
    top = join(scratch, "odd 'name");
    const path = (name: string) => join(top, name);
    for (const name of ['bin', 'csp/bin', 'httpd', 'work/httpd'])
      await mkdir(path(name), { recursive: true });
    server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const line = `ONE^${top}/^2017.2^running, since now^cache.cpf^1972^57772^62972^ok^`;
    await writeFile(path('said'), `Some heading\n${line}\nTWO^/two/^2018^down^iris.cpf^1^2^3^^IRIS\n`);
    for (const [name, text] of Object.entries({ ...programs, ccontrol: 'cat "$(dirname "$0")/../said"' })) {
      await writeFile(path(`bin/${name}`), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    }
    await writeFile(path('parameters.isc'), 'security_settings.cache_user: root\n');
    await writeFile(path('csp/bin/CSPa24.so'), await moduleFor('42PA'));
    await writeFile(path('csp/bin/CSPa22.so'), await moduleFor('22PA'));
    await writeFile(path('csp/bin/CSPa24Sys.so'), 'something else');
    builder = spawn('sleep', ['600'], { cwd: path('work/httpd'), stdio: 'ignore' });
    const vars = variables.parse({
      inventory_hostname: 'portal.lab',
      instance_directory: top,
      work_directory: path('work'),
      ca_directory: path('ca'),
      tls_port: portOf(server),
      httpd_group: 'nobody-has-this-group',
    });
    const look = portalPreflight('look', { vars });
    const tell = probe('tell', (scope) => {
      state = scope.state(look);
      return { script: sh`:` };
    });
    const { outcomes } = await runHere([look, tell], {
      shell: `env PATH='${path('bin').replaceAll("'", String.raw`'\''`)}':${process.env['PATH']} ${shell}`,
    });
    expect(outcomes).toEqual({ look: 'ok', tell: 'ok' });
  }, 120_000);
  afterAll(async () => {
    server.close();
    builder.kill();
    await rm(scratch, { recursive: true });
  });

  it('finds the instance, the others, and who it runs as', () => {
    expect(state.instances).toMatchObject({ isDirectory: true, own: { name: 'ONE', webPort: 57772 } });
    expect(state.instances.all.map(({ name }) => name)).toEqual(['ONE', 'TWO']);
    expect(state.account).toEqual({
      user: 'root',
      group: undefined,
      unknown: ['group nobody-has-this-group'],
    });
  });

  it('finds who listens', () => {
    expect(state.listeners).toMatchObject([{ port: portOf(server), process: { id: process.pid } }]);
    expect(state.listeners[0]?.process?.words.length).toBeGreaterThan(0);
  });

  it('finds the system, its room, and who is at work', async () => {
    const [, name] = /^PRETTY_NAME="?([^"\n]*)/m.exec(await readFile('/etc/os-release', 'utf8')) ?? [];
    expect(state.system.name).toBe(name);
    expect(state.rooms.map(({ directory }) => directory)).toEqual([join(top, 'work'), join(top, 'httpd')]);
    for (const { freeBytes = 0, mount } of state.rooms) {
      expect(freeBytes).toBeGreaterThan(0);
      expect(mount).toMatch(/^\//);
    }
    expect(state.locks.builders).toEqual([{ id: builder.pid, name: 'sleep' }]);
  });

  it('finds for which Apache modules were made', () => {
    const found = state.modules.map(({ name, apache, fits }) => [name, apache, fits]);
    expect(found).toEqual([
      ['CSPa22.so', '2.2', true],
      ['CSPa24.so', '2.4', true],
      ['CSPa24Sys.so', undefined, false],
    ]);
    expect(state.webServers.there).toEqual([join(top, 'httpd')]);
  });

  it('finds what SELinux and the firewall say', () => {
    expect(state.selinux).toMatchObject({
      isEnforcing: true,
      mayConnect: false,
      ports: [
        [80, 80],
        [81, 81],
        [8000, 8100],
      ],
      programType: 'default_t',
    });
    expect(state.firewall).toMatchObject({ is: 'firewalld' });
    expect(state.firewall).toHaveProperty('open', expect.arrayContaining(['https', '57772/tcp']));
  });

  it('foresees the certificate', () => expect(state.certificate).toEqual({ is: 'issued' }));
});
