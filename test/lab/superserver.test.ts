import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import practice from '../../playbooks/practice.ts';
import renewal from '../../playbooks/renew-portal.ts';
import superserver from '../../playbooks/secure-superserver.ts';
import type { RunEvent } from '../../src/core/event.ts';
import type { Play } from '../../src/core/play.ts';
import type { LabHost } from '../../src/lab/machine/lab-host.ts';
import { machineLab } from '../../src/lab/machine/machine-lab.ts';
import { type RunOptions, run } from '../../src/run.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();

const products = {
  cache: { directory: '/cachesys', port: 57772, key: 'SSLSuperServer' },
  iris: { directory: '/usr/irissys', port: 52773, key: 'SSLSupportLevel' },
} as const;
type Product = keyof typeof products;

/** Between two tasks, with what was begun taken back; between two tasks, and in the middle of one, with the link cut. */
const interruptions = [
  ['drain', 'task-finished'],
  ['signal', 'task-finished'],
  ['signal', 'task-started'],
] as const;

/** Writes down each time that the portal does not answer, or that a level is set which cuts somebody off. */
const watch = (product: Product) => {
  const { directory, port, key } = products[product];
  return `cat >/run/watch <<'EOS'
while :; do
  level=$(sed -n 's/^${key}=//p' ${directory}/mgr/practice-security.ini 2>/dev/null)
  ini=$(tr '\\n' ' ' <${directory}/csp/bin/CSP.ini)
  case "$level:$ini" in 2:*' Connection_Security_Level=10 '*' SSLCC_Verify_Peer=1 '*) ;; 2:*) echo "level 2 while the gateway does not verify" ;; esac
  case "\${level:-0}:$ini" in 0:*Connection_Security_Level=10*) echo "level 0 while the gateway asks for TLS" ;; esac
  curl -s --max-time 10 http://127.0.0.1:${port}/csp/sys/UtilHome.csp | grep -q 'Gateway to SuperServer' || echo "the portal does not answer at level \${level:-0}"
  echo >>/run/watched
done
EOS
rm -f /run/cut-off; systemd-run -q --unit watch sh -c 'exec sh /run/watch >>/run/cut-off 2>&1'`;
};

describe.skipIf(why !== undefined)(`secure-superserver on real hosts ${why ?? ''}`, () => {
  const lab = machineLab({
    directory: '/var/lib/drover-lab-superserver',
    name: 'droverssv',
    prefix: 'superserver',
    subnet: '10.88.0.0/24',
    bases: '/var/lib/drover-lab/base',
  });
  let scratch = '';
  let hosts: Readonly<Record<Product | 'client', LabHost>>;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'drover-superserver-'));
    const [cache, iris, client] = await lab.up(3);
    if (cache === undefined || iris === undefined || client === undefined) throw new Error('no hosts');
    hosts = { cache, iris, client };
    const made = await drive(practice, {});
    expect(made.result.hosts.map(({ error }) => error)).toEqual([undefined, undefined]);
    for (const product of ['cache', 'iris'] as const) on(hosts[product], watch(product));
  });
  afterAll(async () => {
    await lab.down();
    await rm(scratch, { recursive: true, force: true });
  });

  const drive = async (plays: Play | readonly Play[], vars: object, options: Partial<RunOptions> = {}) => {
    const reached = ({ address, keyFile, hostKey }: LabHost) => ({
      ansible_host: address,
      ansible_user: 'op',
      ansible_private_key_file: keyFile,
      drover_host_key: hostKey,
    });
    const of = (product: Product) => ({
      ...reached(hosts[product]),
      product,
      ca_directory: join(scratch, 'ca'),
      gateway_probe_url: `http://${hosts[product].address}:${products[product].port}/csp/sys/UtilHome.csp`,
      gateway_reload_seconds: 30,
    });
    const inventory = join(scratch, 'inventory.json');
    const practising = { [hosts.cache.name]: of('cache'), [hosts.iris.name]: of('iris') };
    const client = {
      ...reached(hosts.client),
      client_server: hosts.cache.address,
      ca_directory: join(scratch, 'ca'),
    };
    await writeFile(
      inventory,
      JSON.stringify({
        portal: { children: { practice: {} } },
        practice: { hosts: practising },
        clients: {
          hosts: { [hosts.client.name]: { ...client, odbc_data_sources: { PORTAL: {} }, odbc_check: false } },
        },
      }),
    );
    const events: RunEvent[] = [];
    const onEvent = (event: RunEvent) => {
      events.push(event);
      options.onEvent?.(event);
    };
    const directory = resolve(import.meta.dirname, '../../playbooks');
    const result = await run(plays, { inventory, directory, extraVars: { ...vars }, ...options, onEvent });
    const changed = Object.fromEntries(
      result.hosts.map(({ host, tasks }) => [
        host,
        tasks.flatMap(({ name, outcome }) => (outcome.is === 'changed' ? [name] : [])),
      ]),
    );
    return { result, events, changed, errors: result.hosts.map(({ error }) => error?.message) };
  };
  const on = (host: LabHost, command: string) => {
    const [program = 'ssh', ...words] = host.sshCommand('root');
    const { status, stdout, stderr } = spawnSync(program, [...words, command], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (status !== 0)
      throw new Error(`"${command}" on ${host.name}: ${stderr}${stdout} (exit code ${status})`);
    return stdout;
  };
  const level = (product: Product) =>
    on(
      hosts[product],
      `sed -n 's/^${products[product].key}=//p' ${products[product].directory}/mgr/practice-security.ini 2>/dev/null || :`,
    ).trim() || '0';
  const link = (product: Product) =>
    /Gateway to SuperServer<\/h2><p[^>]*>([^<]*)/.exec(
      on(hosts[product], `curl -s http://127.0.0.1:${products[product].port}/csp/sys/UtilHome.csp`),
    )?.[1];
  const cutOff = () =>
    (['cache', 'iris'] as const).map((product) => on(hosts[product], 'sort -u /run/cut-off'));
  const plainIsRefused = (product: Product) =>
    on(hosts[product], `curl -s --http1.0 http://127.0.0.1:1972/ >/dev/null && echo no || echo yes`).trim();
  const lowered = () =>
    on(
      hosts.iris,
      `printf '%s\\n' 'set p("SSLSupportLevel")=1' 'write +##class(Security.Servers).Modify(1972,"0.0.0.0",.p)' halt | iris session IRIS -U %SYS`,
    );
  /** In the order that is safe: whoever is interrupted may have come as far as level 2. */
  const backToPlain = () => {
    const { directory } = products.iris;
    lowered();
    on(
      hosts.iris,
      `cd ${directory} && sed -i '/^SSLCC_/d; /^RELOAD/d; s/^Connection_Security_Level=.*/Connection_Security_Level=0/; s/^.SYSTEM.$/&\\nRELOAD=1/' csp/bin/CSP.ini &&
while grep -q ^RELOAD csp/bin/CSP.ini; do sleep 0.2; done; rm -f mgr/practice-security.ini mgr/superserver-*`,
    );
  };
  const full = { superserver_level: 2, superserver_clients: [] };

  it('is told by a check what would change, and nothing does', async () => {
    const { errors, changed } = await drive(superserver, full, { check: true, limit: 'portal' });
    expect(errors).toEqual([undefined, undefined]);
    for (const product of ['cache', 'iris'] as const) {
      expect(changed[hosts[product].name]).toEqual([
        'The SuperServer has a certificate',
        'The SuperServer has its SSL configuration',
        'The SuperServer accepts TLS',
        'The gateway speaks TLS to the SuperServer',
        'The SuperServer requires TLS',
      ]);
      expect([level(product), link(product)]).toEqual(['0', 'not encrypted']);
    }
  });

  it('does not require TLS while a client has not answered, and says which and why', async () => {
    const vars = { superserver_level: 2, superserver_clients: [hosts.client.name] };
    const client = hosts.client;
    on(
      client,
      'openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -out /etc/other.pem -subj /CN=other 2>/dev/null',
    );
    const trusting = { ...vars, client_trust_file: '/etc/other.pem' };
    const { result } = await drive(superserver, trusting, { limit: `${hosts.cache.name},clients` });
    const error = (host: LabHost) => result.hosts.find((one) => one.host === host.name)?.error?.message;
    expect(error(client)).toContain(`${hosts.cache.address}:1972 does not answer over TLS`);
    expect(error(hosts.cache)).toContain(
      `level 2 (TLS required) would cut off: ${client.name} does not answer over TLS`,
    );
    expect([level('cache'), link('cache')]).toEqual(['1', 'encrypted (TLSv1.2)']);
  });

  it('does not require TLS when a client was left out of the run', async () => {
    const vars = { superserver_level: 2, superserver_clients: [hosts.client.name] };
    const { errors } = await drive(superserver, vars, { limit: hosts.cache.name });
    expect(errors[0]).toContain(`${hosts.client.name} has not answered over TLS in this run`);
    expect(level('cache')).toBe('1');
  });

  it('requires TLS once every client has answered', async () => {
    const vars = { superserver_level: 2, superserver_clients: [hosts.client.name] };
    const { errors } = await drive(superserver, vars, { limit: `${hosts.cache.name},clients` });
    expect(errors).toEqual([undefined, undefined]);
    expect([level('cache'), link('cache'), plainIsRefused('cache')]).toEqual([
      '2',
      'encrypted (TLSv1.2)',
      'yes',
    ]);
  });

  it('never violates the order of levels, whichever step it is interrupted after', {
    tags: ['long'],
    timeout: 1_800_000,
  }, async () => {
    const limit = hosts.iris.name;
    const whole = await drive(superserver, full, { limit, check: true });
    const steps = whole.events.filter((event) => event.is === 'task-finished').length;
    expect(steps).toBeGreaterThan(8);
    let cancelled = 0;
    for (let stop = 1; stop < steps; stop += 1) {
      for (const [kind, at] of interruptions) {
        const controller = new AbortController();
        let count = 0;
        const { result } = await drive(superserver, full, {
          limit,
          [kind]: controller.signal,
          onEvent: (event) => {
            if (event.is === at) count += 1;
            if (count === stop) controller.abort(new Error(`interrupted at ${stop}`));
          },
        });
        if (result.hosts[0]?.outcome === 'cancelled') cancelled += 1;
        expect([stop, kind, at, ...cutOff()]).toEqual([stop, kind, at, '', '']);
        backToPlain();
      }
    }
    expect(cancelled).toBeGreaterThan(steps);
  });

  it('goes to level 2 after all that', async () => {
    const { errors } = await drive(superserver, full, { limit: 'portal' });
    expect(errors).toEqual([undefined, undefined]);
    expect([level('iris'), link('iris'), plainIsRefused('iris')]).toEqual([
      '2',
      'encrypted (TLSv1.3)',
      'yes',
    ]);
  });

  it('changes nothing the second time', async () => {
    const { errors, changed } = await drive(superserver, full, { limit: 'portal' });
    expect(errors).toEqual([undefined, undefined]);
    expect(Object.values(changed)).toEqual([[], []]);
  });

  it('repairs what was changed by hand, and nothing else', async () => {
    const { directory } = products.iris;
    on(
      hosts.iris,
      `sed -i 's/^SSLCC_Verify_Peer=1/SSLCC_Verify_Peer=0/' ${directory}/csp/bin/CSP.ini; : >/run/cut-off`,
    );
    const { changed } = await drive(superserver, full, { limit: hosts.iris.name });
    on(hosts.iris, ': >/run/cut-off');
    expect(changed[hosts.iris.name]).toEqual(['The gateway speaks TLS to the SuperServer']);
  });

  it('shows a renewed certificate by renew-portal, once, and the gateway goes on', async () => {
    const renew = () =>
      drive(renewal, { ...full, names: ['new.example'] }, { limit: hosts.iris.name, tags: ['superserver'] });
    const { errors, changed } = await renew();
    expect([errors, changed[hosts.iris.name]]).toEqual([
      [undefined],
      ['The SuperServer has a certificate', 'The SuperServer shows its certificate'],
    ]);
    const shown = on(
      hosts.iris,
      'openssl s_client -connect 127.0.0.1:1972 </dev/null 2>/dev/null | openssl x509 -noout -ext subjectAltName',
    );
    expect(shown).toContain('new.example');
    expect([level('iris'), link('iris')]).toEqual(['2', 'encrypted (TLSv1.3)']);
    expect((await renew()).changed[hosts.iris.name]).toEqual([]);
  });

  it('goes back to level 1 by itself when the portal does not answer at level 2', async () => {
    lowered();
    const vars = { ...full, portal_text: 'a text that is not there' };
    const { result } = await drive(superserver, vars, { limit: hosts.iris.name, skipTags: ['gateway'] });
    const [host] = result.hosts;
    expect(host?.error?.message).toContain('a text that is not there');
    expect(host?.rolledBack).toMatchObject([{ name: 'SuperServer requires TLS', left: [] }]);
    expect([level('iris'), link('iris')]).toEqual(['1', 'encrypted (TLSv1.3)']);
  });

  it('never cut the portal off in all of this', () => {
    expect(cutOff()).toEqual(['', '']);
    for (const product of ['cache', 'iris'] as const) {
      expect(Number(on(hosts[product], 'wc -l </run/watched'))).toBeGreaterThan(100);
    }
  });
});
