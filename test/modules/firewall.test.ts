import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { fail } from '../../src/modules/fail.ts';
import { rulesetIn, withInclude } from '../../src/modules/firewall/nft-text.ts';
import { keyOf, ruleOf, ruleOfKey } from '../../src/modules/firewall/rule.ts';
import { firewalldWord, ufwWords } from '../../src/modules/firewall/words.ts';
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

  it('has a policy, which is taken back with the rules', async () => {
    const { shell } = await ownNetwork(enabled);
    const tasks = [firewall('p', { policy: 'accept' }), firewall('r', { port: 80 })];
    const { outcomes } = await runHere([transaction('t', [...tasks, fail('bad', { message: 'no' })])], {
      shell,
    });
    expect(outcomes).toMatchObject({ p: 'changed', r: 'changed' });
    expect(await ran([{ policy: 'drop' }, { port: 80, state: 'absent' }], { shell })).toEqual(['ok', 'ok']);
  }, 180_000);
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
