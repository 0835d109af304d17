import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { fail } from '../../src/modules/fail.ts';
import { configText } from '../../src/modules/selinux/config-text.ts';
import { booleanIn, contextsIn, portsIn } from '../../src/modules/selinux/listings.ts';
import { selinux } from '../../src/modules/selinux.ts';
import { runHere } from '../support/local-host.ts';
import { ownNetwork } from '../support/own-network.ts';
import { stateOf } from '../support/state-of.ts';
import { withoutRights } from '../support/without-rights.ts';

function task(given: object, name = 's') {
  return selinux(name, given);
}

/** Tasks with these parameters, one after the other, and what became of each. */
async function ran(given: readonly object[], shell: string, check = false): Promise<readonly string[]> {
  const tasks = given.map((one, at) => task(one, `s${at}`));
  const { result } = await runHere(tasks, { shell, check });
  return (result.hosts[0]?.tasks ?? []).map(({ outcome }) => {
    if (outcome.is === 'changed') return outcome.changes.map(({ summary }) => summary).join('; ');
    return outcome.is === 'failed' ? `failed: ${outcome.error.message}` : outcome.is;
  });
}

const isRoot = process.getuid?.() === 0;
const ignoreSelinuxState = true;

/** The policy of Debian, of which a test has a copy; the kernel here may have no SELinux. */
const policy = {
  copies: ['/var/lib/selinux'],
  before: 'printf "SELINUXTYPE=default\\n" >/etc/selinux/config',
};

describe.runIf(isRoot)('the policy of a host', () => {
  it('gives a port its type, once, another one, and none', async () => {
    const { shell } = await ownNetwork(policy);
    const one = { port: 8444, setype: 'http_port_t', ignoreSelinuxState };
    const other = { ...one, setype: 'ssh_port_t' };
    const none = { port: 8444, state: 'absent', ignoreSelinuxState };
    const brought = { port: 443, setype: 'http_port_t', ignoreSelinuxState };
    expect(await ran([one, brought], shell, true)).toEqual(['tcp 8444: http_port_t', 'ok']);
    expect(await ran([one, one, other, none, none], shell)).toEqual([
      'tcp 8444: http_port_t',
      'ok',
      'tcp 8444: http_port_t → ssh_port_t',
      'tcp 8444: ssh_port_t removed',
      'ok',
    ]);
    expect(await ran([{ ...brought, state: 'absent' }], shell)).toEqual([
      'failed: tcp 443 has its type http_port_t by the policy itself',
    ]);
    expect(await ran([{ ...one, setype: 'no_such_t' }], shell)).toEqual([
      expect.stringContaining('no_such_t is invalid'),
    ]);
  }, 300_000);

  it('gives files their context, and switches booleans', async () => {
    const { shell } = await ownNetwork(policy);
    const files = { target: "/srv/-it's(/.*)?", setype: 'httpd_sys_content_t', ignoreSelinuxState };
    const on = { boolean: 'httpd_can_network_connect', value: true, ignoreSelinuxState };
    expect(await ran([files, files, { ...files, state: 'absent' }, on, on], shell)).toEqual([
      `a ${files.target}: httpd_sys_content_t`,
      'ok',
      `a ${files.target}: httpd_sys_content_t removed`,
      'httpd_can_network_connect off → on',
      'ok',
    ]);
    expect(await ran([{ ...on, boolean: 'no_such' }], shell)).toEqual([
      'failed: The policy of the host has no boolean no_such',
    ]);
  }, 300_000);

  it('is as before when a transaction fails', async () => {
    const { shell } = await ownNetwork(policy);
    const port = { port: 80, setype: 'ssh_port_t', ignoreSelinuxState };
    const on = { boolean: 'httpd_can_network_connect', value: true, ignoreSelinuxState };
    const { outcomes } = await runHere(
      [transaction('t', [task(port, 'port'), task(on, 'on'), fail('bad', { message: 'no' })])],
      { shell },
    );
    expect(outcomes).toMatchObject({ port: 'changed', on: 'changed' });
    expect(
      await ran(
        [
          { ...port, state: 'absent' },
          { ...on, value: false },
        ],
        shell,
      ),
    ).toEqual(['ok', 'ok']);
  }, 300_000);
});

describe.runIf(isRoot)('where SELinux is not on', () => {
  it('refuses, and says what to do', async () => {
    const { shell, etc } = await ownNetwork({ before: 'rm -rf /etc/selinux/config' });
    const port = { port: 8444, setype: 'http_port_t' };
    expect(await ran([port], shell)).toEqual(['failed: SELinux is not on in the kernel of the host']);
    expect(await ran([{ mode: 'enforcing' }], shell)).toEqual([
      'failed: The host has no SELinux: there is no /etc/selinux/config',
    ]);
    await expect(readFile(join(etc, 'selinux', 'config'))).rejects.toThrow('ENOENT');
  });

  it('says in the configuration how it is to be, and that it takes a restart', async () => {
    const { shell, etc } = await ownNetwork({
      before: 'mkdir -p /etc/selinux; [ -e /etc/selinux/config ] || : >/etc/selinux/config',
    });
    await ran([{ mode: 'disabled' }], shell);
    const config = join(etc, 'selinux', 'config');
    await writeFile(config, '# ours\nSELINUX=disabled\nSELINUXTYPE=default\n');
    const given = { mode: 'permissive', policy: 'targeted' };
    const words = 'SELINUX=permissive, SELINUXTYPE=targeted';
    expect(await ran([given], shell, true)).toEqual([words]);
    expect(await ran([given, given], shell)).toEqual([words, 'ok']);
    expect(await readFile(config, 'utf8')).toBe('# ours\nSELINUX=permissive\nSELINUXTYPE=targeted\n');
    expect((await stateOf(task(given), { shell })).needsReboot).toBe(true);
    expect((await stateOf(task({ mode: 'disabled' }), { shell })).needsReboot).toBe(false);
  });
});

it('is for root alone', async () => {
  const given = { port: 1, setype: 'a_t' } as const;
  const { outcomes } = await runHere([selinux('s', given, withoutRights)]);
  expect(outcomes['s']).toBe('failed: Only root may change SELinux');
});

type Current = Parameters<typeof selinux.spec.plan>[0];

/** A host with SELinux in its kernel, which the tests do not have. */
const enforcing: Current = {
  kernel: 'enforcing',
  isRoot: true,
  boolean: undefined,
  local: undefined,
  brought: undefined,
  mislabelled: 0,
  problem: '',
  tools: { missing: [], manager: 'dnf' },
  config: {
    path: '/etc/selinux/config',
    file: {
      is: 'file',
      size: 1,
      sha256: '',
      mode: '0644',
      owner: 'root',
      group: 'root',
      uid: 0,
      gid: 0,
      modified: 0,
    },
    content: { is: 'text', text: 'SELINUX=enforcing\n' },
    isCertain: true,
    parent: { path: '/etc/selinux', isThere: 'yes' },
  },
  needsReboot: false,
};

/** What is planned, and the scripts there and back. */
async function planned(given: object, current: Partial<Current>) {
  const { params, desired: make, plan, describe: words, apply, undo } = selinux.spec;
  const seen = { ...enforcing, ...current };
  const desired = await make(params.parse(given), {
    directory: '/',
    host: { name: 'h', groups: [], vars: {} },
  });
  return plan(seen, desired).map((change) =>
    [apply(change, desired, seen), undo?.(change, desired, seen)].reduce(
      (so, step) =>
        step?.is === 'command' ? `${so} | ${step.script.text.split('\n').slice(1).join(' ')}` : so,
      words(change, desired, seen).summary,
    ),
  );
}

it.each<readonly [string, object, Partial<Current>, readonly string[]]>([
  [
    'a boolean that is off now and at the start',
    { boolean: 'b', value: true },
    { boolean: { live: false, kept: false } },
    ['b off → on | setsebool -P b on | setsebool -P b off && :'],
  ],
  [
    'a boolean that is on until the next start',
    { boolean: 'b', value: true },
    { boolean: { live: true, kept: false } },
    ['b off → on | setsebool -P b on | setsebool -P b off && setsebool b on'],
  ],
  ['a boolean that is so', { boolean: 'b', value: true }, { boolean: { live: true, kept: true } }, []],
  [
    'files that have lost their labels',
    { target: '/s', setype: 'a_t', restore: '/s' },
    { brought: 'a_t', mislabelled: 2 },
    ['2 below /s labelled again | { [ ! -e /s ] || restorecon -R -- /s; } | :'],
  ],
  [
    'a mode that holds now too',
    { mode: 'permissive' },
    {},
    ['SELINUX=permissive | ', 'enforcing → permissive, now | setenforce 0 | setenforce 1'],
  ],
  ['a mode that takes a restart', { mode: 'disabled' }, {}, ['SELINUX=disabled | ']],
])('plans %s', async (_, given, current, changes) => {
  const seen = await planned(given, current);
  expect(seen.map((one) => (one.startsWith('SELINUX') ? `${one.split(' | ')[0]} | ` : one))).toEqual(changes);
});

it('says which programs are missing, and what semanage says', async () => {
  const given = { port: 1, setype: 'a_t' };
  await expect(planned(given, { tools: { missing: ['semanage'], manager: 'dnf' } })).rejects.toMatchObject({
    message: 'The policy of SELinux cannot be changed: semanage is not installed',
    hint: expect.stringContaining('dnf install -y policycoreutils-python-utils'),
  });
  await expect(planned(given, { problem: 'ValueError: no store' })).rejects.toThrow(
    'semanage says: ValueError: no store',
  );
});

it('reads what semanage lists', () => {
  const ports =
    'http_port_t                    tcp      80, 443, 8008-8010\ndns_port_t   udp  53\nSELinux Port Type  Proto  Port Number\n';
  expect(portsIn(ports)).toEqual([
    { of: 'tcp 80', type: 'http_port_t' },
    { of: 'tcp 443', type: 'http_port_t' },
    { of: 'tcp 8008-8010', type: 'http_port_t' },
    { of: 'udp 53', type: 'dns_port_t' },
  ]);
  const contexts = `/srv/site(/.*)?        all files    system_u:object_r:httpd_sys_content_t:s0 
/proc/.*   all files   <<None>>
/dev/[0-9].*   character device   system_u:object_r:usb_device_t:s0
/var/log/a  regular file  system_u:object_r:var_log_t
/home/a = /home/b
`;
  expect(contextsIn(contexts)).toEqual([
    { of: 'a /srv/site(/.*)?', type: 'httpd_sys_content_t' },
    { of: 'a /proc/.*', type: '<<None>>' },
    { of: 'c /dev/[0-9].*', type: 'usb_device_t' },
    { of: 'f /var/log/a', type: 'var_log_t' },
  ]);
  const booleans = 'httpd_x_y   (off  ,  off)  Allow\nhttpd_x   (on   ,  off)  Allow httpd to x\n';
  expect(booleanIn(booleans, 'httpd_x')).toEqual({ live: true, kept: false });
  expect(booleanIn(booleans, 'httpd')).toBeUndefined();
});

it.each([
  ['', 'SELINUX=permissive\n'],
  ['a=b', 'a=b\nSELINUX=permissive\n'],
  [
    '#SELINUX=x\n SELINUX = enforcing\nSELINUX=disabled\nSELINUXTYPE=t\n',
    '#SELINUX=x\nSELINUX=permissive\nSELINUXTYPE=t\n',
  ],
])('writes the mode into %j', (text, expected) => {
  const given = selinux.spec.params.parse({ mode: 'permissive' });
  expect(configText(text, given).text).toBe(expected);
  expect(configText(expected, given).text).toBe(expected);
});

it.each([
  [{}, 'give one of boolean, target, port'],
  [{ boolean: 'a', value: true, mode: 'enforcing' }, 'give one of boolean, target, port'],
  [{ boolean: 'a' }, 'value: is needed for a boolean'],
  [{ boolean: '-P', value: true }, 'boolean: must be a name of the policy'],
  [{ port: 1 }, 'setype: is needed for files and ports'],
  [{ target: '/a b', setype: 'a_t' }, 'target: must be a path or an expression'],
  [{ port: 1, setype: 'a_t', restore: '/a' }, 'restore: goes with target'],
  [{ mode: 'enforcing', state: 'absent' }, 'state: is of files and ports'],
])('refuses %j', (given, message) => {
  expect(() => task(given)).toThrow(message);
});
