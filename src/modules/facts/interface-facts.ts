import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import type { Facts } from './facts-schema.ts';

type Interface = Facts['interfaces'][number];
type Address = Interface['addresses'][number];

/** The kernel's own files, and for addresses `ip`, which busybox has too. */
const script = sh`cd /sys/class/net 2>/dev/null && for n in *; do
  [ -d "$n" ] || continue
  a= m= s=
  read -r a 2>/dev/null <"$n/address" || :
  read -r m 2>/dev/null <"$n/mtu" || :
  read -r s 2>/dev/null <"$n/operstate" || :
  echo "$n|$a|$m|$s"
done
printf '\0'
command -v ip >/dev/null 2>&1 || ip() { busybox ip "$@"; }
ip -o addr show 2>/dev/null
printf '\0'
ip route show default 2>/dev/null; :`;

/** Asks for the network interfaces of a host, with their addresses. */
export function interfaceFacts(): Query<Facts['interfaces']> {
  return query(script, {
    reads: [
      'file:/etc/network',
      'file:/etc/netplan',
      'file:/etc/systemd/network',
      'file:/etc/NetworkManager',
      'unit:networking.service',
      'unit:systemd-networkd.service',
      'unit:NetworkManager.service',
    ],
    parse: ({ stdout }) => parse(stdout),
  });
}

function parse(stdout: string): Facts['interfaces'] {
  const [links = '', addressed = '', routes = ''] = stdout.split('\0');
  const addresses = addressed.split('\n').flatMap((line) => addressIn(line));
  const gateways = new Map(
    routes.split('\n').map((line) => {
      const [, gateway, name] = /^default via (\S+) dev (\S+)/.exec(line) ?? [];
      return [name, gateway] as const;
    }),
  );
  return links.split('\n').flatMap((line): readonly Interface[] => {
    const [name = '', mac = '', mtu = '', state = ''] = line.split('|');
    if (name === '') return [];
    const gateway = gateways.get(name);
    return [
      {
        name,
        ...(mac === '' ? {} : { mac }),
        ...(mtu === '' ? {} : { mtu: Number(mtu) }),
        state: state || 'unknown',
        addresses: addresses.filter((one) => one.name === name).map(({ address }) => address),
        ...(gateway === undefined ? {} : { gateway }),
      },
    ];
  });
}

const ofIp = /^\d+:\s+([^\s@]+)\S*\s+inet6?\s+([0-9a-f.:]+)(?:\s+peer\s+[0-9a-f.:]+)?(?:\/(\d+))?/;

function addressIn(line: string): readonly { readonly name: string; readonly address: Address }[] {
  const [, name, address, prefix] = ofIp.exec(line) ?? [];
  if (name === undefined || address === undefined) return [];
  const whole = address.includes(':') ? 128 : 32;
  return [{ name, address: { address, prefix: prefix === undefined ? whole : Number(prefix) } }];
}
