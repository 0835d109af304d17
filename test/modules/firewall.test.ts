import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { fail } from '../../src/modules/fail.ts';
import { rulesetIn, withInclude } from '../../src/modules/firewall/nft-text.ts';
import { ownScript } from '../../src/modules/firewall/own-connection.ts';
import { keyOf, ruleOf, ruleOfKey } from '../../src/modules/firewall/rule.ts';
import { firewalldWord, ruleOfUfwWords, ufwWords } from '../../src/modules/firewall/words.ts';
import { firewall } from '../../src/modules/firewall.ts';
import { probe } from '../../src/modules/probe.ts';
import { runHere } from '../support/local-host.ts';
import { ownNetwork } from '../support/own-network.ts';
import { shells } from '../support/shells.ts';
import { withoutRights } from '../support/without-rights.ts';

type Given = Parameters<typeof firewall.spec.params.parse>[0];

/** Tasks with these parameters, one after the other in the same network, and what became of each. */
async function ran(
  given: readonly object[],
  {
    shell,
    check = false,
    backend,
  }: { readonly shell: string; readonly check?: boolean; readonly backend?: string },
): Promise<readonly string[]> {
  const tasks = given.map((one, at) =>
    // Parsed by the module itself.
    firewall(`f${at}`, { backend, ...one } as Given as Parameters<typeof firewall>[1]),
  );
  const { result } = await runHere(tasks, { shell, check });
  return (result.hosts[0]?.tasks ?? []).map(({ outcome }) => {
    if (outcome.is === 'changed') return outcome.changes.map(({ summary }) => summary).join('; ');
    return outcome.is === 'failed' ? `failed: ${outcome.error.message}` : outcome.is;
  });
}

const backend = 'nftables';
const include = 'includes /etc/nftables-drover.conf';
const load = 'table inet drover loaded';

const isRoot = process.getuid?.() === 0;

beforeEach(() => vi.stubEnv('SSH_CONNECTION', ''));
afterEach(() => vi.unstubAllEnvs());

it.each([
  ['192.0.2.7/32', '192.0.2.7'],
  ['10.0.0.1/8', '10.0.0.0/8'],
  ['192.0.2.7', '192.0.2.7'],
  ['255.255.255.255/31', '255.255.255.254/31'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8:0::1/64', '2001:db8::/64'],
  ['2001:db8:1:2:3:4:5:6/77', '2001:db8:1:2::/77'],
  ['2001:db8::1/128', '2001:db8::1'],
  ['fe80::1/10', 'fe80::/10'],
  ['::/0', '::/0'],
])('the source %s is the network %s, as firewalls write it', (source, network) => {
  expect(firewall.spec.params.parse({ source })).toMatchObject({ source: network });
});

describe.runIf(isRoot).each(shells)('nftables, in %s', (inside) => {
  it('lets in, once, and no more', async () => {
    const { shell } = await ownNetwork({ inside });
    const https = { service: 'https', source: '10.0.0.0/8' };
    const words = 'accept tcp 443 from 10.0.0.0/8';
    const first = `created, ${words} present; ${include}; ${load}`;
    expect(await ran([https], { shell, backend, check: true })).toEqual([first]);
    expect(
      await ran([https, https, { ...https, state: 'absent' }, { ...https, state: 'absent' }], {
        shell,
        backend,
      }),
    ).toEqual([first, 'ok', `${words} absent; ${load}`, 'ok']);
  });
});

describe.runIf(isRoot)('nftables', () => {
  it('writes rules that the kernel has in this order, and no other table is touched', async () => {
    const { shell, etc } = await ownNetwork({ before: 'nft add table ip foreign' });
    const tasks = [
      firewall('ssh', { port: 22, backend }),
      firewall('range', { port: '8000-8010', protocol: 'udp', source: '2001:db8::/32', backend }),
      firewall('deny', { source: '192.0.2.1', action: 'drop', backend }),
      firewall('reject', { port: 25, action: 'reject', backend }),
      firewall('rest', { policy: 'drop', backend }),
      probe('live', {
        script: sh`nft list chain inet drover input; nft list tables`,
        expect: ({ stdout }) => stdout.replaceAll('\t', ' '),
      }),
    ];
    const { outcomes } = await runHere(tasks, { shell });
    expect(outcomes['live']).toMatchInlineSnapshot(`
    "failed: table inet drover {
     chain input {
      type filter hook input priority filter; policy drop;
      ct state established,related accept
      iif "lo" accept
      meta l4proto { icmp, ipv6-icmp } accept
      ip saddr 192.0.2.1 drop comment "drop from 192.0.2.1"
      tcp dport 25 reject comment "reject tcp 25"
      tcp dport 22 accept comment "accept tcp 22"
      ip6 saddr 2001:db8::/32 udp dport 8000-8010 accept comment "accept udp 8000-8010 from 2001:db8::/32"
     }
    }
    table ip foreign
    table inet drover
    "
  `);
    expect(rulesetIn(await readFile(join(etc, 'nftables-drover.conf'), 'utf8'))).toEqual({
      policy: 'drop',
      keys: [
        'accept tcp 22',
        'accept udp 8000-8010 from 2001:db8::/32',
        'drop from 192.0.2.1',
        'reject tcp 25',
      ],
    });
    expect(await ran([{ policy: 'drop' }], { shell, backend })).toEqual([load]);
  });

  it('is taken back within a transaction, in the kernel too', async () => {
    const { shell, etc } = await ownNetwork();
    await ran([{ port: 22 }], { shell, backend });
    const before = await readFile(join(etc, 'nftables-drover.conf'), 'utf8');
    const { outcomes } = await runHere(
      [
        firewall('again', { port: 22, backend }),
        transaction('t', [
          firewall('more', { port: 80, backend }),
          firewall('less', { port: 22, state: 'absent', backend }),
          fail('bad', { message: 'no' }),
        ]),
      ],
      { shell },
    );
    expect(outcomes).toMatchObject({ again: 'changed', more: 'changed', less: 'changed' });
    expect(await readFile(join(etc, 'nftables-drover.conf'), 'utf8')).toBe(before);
    await rm(join(etc, 'nftables-drover.conf'));
    const fresh = transaction('t', [firewall('new', { port: 80, backend }), fail('bad', { message: 'no' })]);
    await runHere([fresh], { shell });
    await expect(readFile(join(etc, 'nftables-drover.conf'))).rejects.toThrow('ENOENT');
  });

  it('is read at the start by the nftables.conf of the distribution', async () => {
    const { shell, etc } = await ownNetwork();
    await ran([{ port: 22 }], { shell, backend });
    const started = probe('started', {
      script: sh`nft -f /etc/nftables.conf && nft list chain inet drover input`,
      expect: ({ stdout }) => (stdout.includes('tcp dport 22 accept') ? undefined : stdout),
    });
    expect((await runHere([started], { shell })).outcomes).toEqual({ started: 'ok' });
    await rm(join(etc, 'nftables.conf'));
    await writeFile(join(etc, 'services'), 'strange 4711/tcp other # a comment\n');
    expect(await ran([{ service: 'other' }], { shell, backend })).toEqual([
      `accept tcp 4711 present; created, ${include}; ${load}`,
    ]);
  });

  it('says what it cannot do', async () => {
    const { shell } = await ownNetwork();
    expect(await ran([{ service: 'no-such' }], { shell, backend })).toEqual([
      'failed: The host knows no service no-such',
    ]);
    expect(await ran([{ port: 1, zone: 'public' }], { shell })).toEqual([
      'failed: Only firewalld has zones, and the host has nftables',
    ]);
  });
});

describe.runIf(isRoot)('the SSH connection that it is told by', () => {
  const own = (port = 22) => vi.stubEnv('SSH_CONNECTION', `192.0.2.7 50000 192.0.2.1 ${port}`);
  const refused = (port = 22) =>
    `failed: This would shut out SSH to port ${port} from 192.0.2.7, by which Drover comes to this host`;

  it.each(shells)('is not shut out by a policy, in %s', async (inside) => {
    const { shell, etc } = await ownNetwork({ inside });
    own(2222);
    const given = { shell, backend };
    expect(await ran([{ policy: 'drop' }], { ...given, check: true })).toEqual([refused(2222)]);
    expect(await ran([{ policy: 'drop' }], given)).toEqual([refused(2222)]);
    await expect(readFile(join(etc, 'nftables-drover.conf'))).rejects.toThrow('ENOENT');
    const both = [{ port: 2222 }, { policy: 'drop' }];
    const first = `created, accept tcp 2222 present; ${include}; ${load}`;
    expect(await ran(both, { ...given, check: true })).toEqual([
      first,
      `created, policy drop; ${include}; ${load}`,
    ]);
    expect(await ran([...both, { port: 2222, state: 'absent' }], given)).toEqual([
      first,
      `policy drop; ${load}`,
      refused(2222),
    ]);
  });

  const isNotShutOut = async (program: string, before: string) => {
    own();
    const { shell } = await ownNetwork({ before });
    const isRefused = async (rule: object) =>
      (await ran([rule], { shell, backend: program })).join() === refused();
    expect(await isRefused({ port: '20-25', action: 'drop' })).toBe(true);
    expect(await isRefused({ source: '192.0.2.0/24', action: 'reject' })).toBe(true);
    expect(await isRefused({ port: 22, action: 'drop', source: '198.51.100.0/24' })).toBe(false);
    expect(await isRefused({ port: 22, action: 'drop', protocol: 'udp' })).toBe(false);
    expect(await isRefused({ port: 443, action: 'drop' })).toBe(false);
    // Of ufw and nftables it is known that something else lets it in.
    expect(await isRefused({ service: 'ssh', state: 'absent' })).toBe(program === 'firewalld');
  };

  it('is not shut out by a rule of nftables', () => isNotShutOut('nftables', ':'));

  it.each([
    ['ufw', 'ufw allow OpenSSH; ufw allow 22/tcp; ufw --force enable'],
    ['firewalld', ':'],
  ])('is not shut out by a rule of %s', { tags: ['long'], timeout: 180_000 }, isNotShutOut);

  it('is found where the environment does not tell of it', async () => {
    own();
    const script = sh`unset SSH_CONNECTION; sh -c ${`${ownScript.text}; :`}`;
    const found = probe('found', { script, expect: ({ stdout }) => stdout });
    expect((await runHere([found])).outcomes['found']).toBe('failed: 192.0.2.7 50000 192.0.2.1 22\n');
  });
});

it.each([
  ['allow 22/tcp', 'accept tcp 22'],
  ['limit 22', 'accept tcp 22'],
  ['allow OpenSSH', 'accept tcp 22'],
  ['deny 8000:8010/udp', 'drop udp 8000-8010'],
  ['allow from 10.0.0.0/8 to any port 22 proto tcp', 'accept tcp 22 from 10.0.0.0/8'],
  ['reject from 2001:db8::/32', 'reject from 2001:db8::/32'],
  ['allow in on eth0 to any port 22', undefined],
])('reads %s as ufw says it', (words, key) => {
  const rule = ruleOfUfwWords(words);
  expect(rule && keyOf(rule)).toBe(key);
});

describe.runIf(isRoot)('ufw', () => {
  const enabled = { before: 'ufw --force enable' };

  it('has a rule, once, and no more', async () => {
    const { shell } = await ownNetwork(enabled);
    const rules = [
      { service: 'https' },
      { port: '8000-8010', source: '10.0.0.0/8' },
      { source: '2001:db8::/32', action: 'reject' },
    ];
    const words = ['accept tcp 443', 'accept tcp 8000-8010 from 10.0.0.0/8', 'reject from 2001:db8::/32'];
    const gone = rules.map((one) => ({ ...one, state: 'absent' }));
    expect(await ran(rules, { shell, check: true })).toEqual(words.map((one) => `${one} present`));
    expect(await ran([...rules, ...rules, ...gone, ...gone], { shell })).toEqual([
      ...words.map((one) => `${one} present`),
      ...words.map(() => 'ok'),
      ...words.map((one) => `${one} absent`),
      ...words.map(() => 'ok'),
    ]);
  }, 180_000);

  it('has a policy, which is taken back with the rules', { tags: ['long'], timeout: 180_000 }, async () => {
    const { shell } = await ownNetwork(enabled);
    const tasks = [firewall('p', { policy: 'accept' }), firewall('r', { port: 80 })];
    const { outcomes } = await runHere([transaction('t', [...tasks, fail('bad', { message: 'no' })])], {
      shell,
    });
    expect(outcomes).toMatchObject({ p: 'changed', r: 'changed' });
    expect(await ran([{ policy: 'drop' }, { port: 80, state: 'absent' }], { shell })).toEqual(['ok', 'ok']);
  });
});

/** The bus that firewalld talks by, and the wait until it answers. */
const daemon = `mkdir -p /run/dbus && dbus-daemon --system --nopidfile --fork && { firewalld --nofork --nopid & }
n=0; until firewall-cmd --state; do n=$(($n + 1)); [ $n -lt 100 ] || exit 1; done`;

describe.runIf(isRoot)('firewalld', () => {
  const rules = [
    { service: 'https' },
    { port: '8000-8010', source: '10.0.0.0/8' },
    { port: 25, action: 'reject', zone: 'public' },
  ];
  const words = ['accept tcp 443', 'accept tcp 8000-8010 from 10.0.0.0/8', 'reject tcp 25'];

  it('has a rule now and after its next start', async () => {
    const { shell } = await ownNetwork({ before: daemon });
    const gone = rules.map((one) => ({ ...one, state: 'absent' }));
    expect(await ran([...rules, ...rules, ...gone, ...rules], { shell })).toEqual([
      ...words.map((one) => `${one} present`),
      ...words.map(() => 'ok'),
      ...words.map((one) => `${one} absent`),
      ...words.map((one) => `${one} present`),
    ]);
    const wrong = [{ service: 'no-such' }];
    expect(await ran([...rules.slice(1), { port: 80 }, ...wrong], { shell, check: true })).toEqual([
      'ok',
      'ok',
      'accept tcp 80 present',
      expect.stringMatching(/^failed: firewalld says: .*no-such/),
    ]);
    expect(await ran([{ policy: 'drop' }], { shell })).toEqual([
      'failed: firewalld has a target for each zone in place of a policy',
    ]);
  }, 300_000);

  it('is taken back, now and for its next start', async () => {
    const { shell } = await ownNetwork({ before: daemon });
    const back = transaction('t', [firewall('f', { port: 80 }), fail('bad', { message: 'no' })]);
    const gone = firewall('gone', { port: 80, state: 'absent' });
    const { outcomes } = await runHere([back], { shell });
    expect(outcomes).toMatchObject({ f: 'changed' });
    expect((await runHere([gone], { shell })).outcomes).toEqual({ gone: 'ok' });
  }, 300_000);

  it('that does not run has a rule from its next start', async () => {
    const { shell } = await ownNetwork();
    const given = { port: 443, backend: 'firewalld' };
    const gone = { ...given, state: 'absent' };
    expect(await ran([given, given, gone, gone], { shell })).toEqual([
      'accept tcp 443 present, from the next start of firewalld',
      'ok',
      'accept tcp 443 absent, from the next start of firewalld',
      'ok',
    ]);
  }, 180_000);
});

it('is for root alone', async () => {
  const { outcomes } = await runHere([firewall('f', { port: 1 }, withoutRights)]);
  expect(outcomes['f']).toBe('failed: Only root knows the firewall of the host');
});

const parse = (given: object) => firewall.spec.params.parse(given);

it.each([
  [{ port: 443 }, 'accept tcp 443', 'allow 443/tcp', 'port=443/tcp'],
  [
    { port: '1-9', protocol: 'udp', action: 'reject' },
    'reject udp 1-9',
    'reject 1:9/udp',
    'rich-rule=rule port port="1-9" protocol="udp" reject',
  ],
  [
    { source: '::1', action: 'drop' },
    'drop from ::1',
    'deny from ::1',
    'rich-rule=rule family="ipv6" source address="::1" drop',
  ],
  [
    { port: 1, source: '10.0.0.0/8' },
    'accept tcp 1 from 10.0.0.0/8',
    'allow from 10.0.0.0/8 to any port 1 proto tcp',
    'rich-rule=rule family="ipv4" source address="10.0.0.0/8" port port="1" protocol="tcp" accept',
  ],
])('has words for %j', (given, key, ufw, firewalld) => {
  const rule = ruleOf(parse(given), undefined);
  expect([keyOf(rule), ufwWords(rule).join(' '), firewalldWord(parse(given))]).toEqual([key, ufw, firewalld]);
  expect(keyOf(ruleOfKey(key) ?? rule)).toBe(key);
});

it('includes its file once', () => {
  const once = withInclude('flush ruleset').text;
  expect(once).toBe('flush ruleset\ninclude "/etc/nftables-drover.conf"\n');
  expect(withInclude(once).text).toBe(once);
});

it.each([
  [{}, 'give either policy, or a port, service or source'],
  [{ policy: 'drop', port: 1 }, 'give either policy, or a port, service or source'],
  [{ port: 1, service: 'ssh' }, 'service: comes in place of port'],
  [{ port: '1;drop' }, 'port: must be a port, or a range'],
  [{ service: '-x' }, 'service: must be the name of a service'],
  [{ source: '10.0.0.0/99' }, 'source: must be an IP address or a network'],
  [{ policy: 'drop', state: 'absent' }, 'state: of a policy is not absent'],
  [{ port: 1, zone: 'public', backend: 'ufw' }, 'zone: is of firewalld'],
] as const)('refuses %j', (given, message) => {
  expect(() => firewall('f', given as Given as Parameters<typeof firewall>[1])).toThrow(message);
});
