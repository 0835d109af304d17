import { type Query, query, sh } from 'drover';
import { rows } from './rows.ts';

/** What stands between the network and a host's ports. */
export type Firewall =
  | { readonly is: 'none' }
  /** `open` are its words for what is let in: 443/tcp, 8000-8100/tcp, or names of services. */
  | { readonly is: 'firewalld' | 'ufw'; readonly open: readonly string[] }
  /** A packet filter that drops what no rule lets in. */
  | { readonly is: 'nftables' | 'iptables' };

/** Asks which firewall is active, and what it lets in. */
export const firewall: Query<Firewall> = query(
  sh`if [ "$(firewall-cmd --state 2>/dev/null)" = running ]; then
  echo firewalld
  zones=$(firewall-cmd --get-active-zones 2>/dev/null | awk '/^[^ \t]/ { print $1 }')
  for zone in $zones $(firewall-cmd --get-default-zone 2>/dev/null); do firewall-cmd --zone="$zone" --list-all 2>/dev/null; done |
    awk '$1 == "ports:" || $1 == "services:" { for (at = 2; at <= NF; at++) print "open\t" $at }'
elif LC_ALL=C ufw status 2>/dev/null | grep -q '^Status: active'; then
  echo ufw
  LC_ALL=C ufw status 2>/dev/null | sed -n 's/^\([0-9][^ ]*\) .*ALLOW.*/open	\1/p'
elif nft list ruleset 2>/dev/null | grep -q 'hook input.*policy drop'; then echo nftables
elif iptables -S INPUT 2>/dev/null | grep -q '^-P INPUT \(DROP\|REJECT\)'; then echo iptables
fi`,
  { reads: 'everything', parse: ({ stdout }) => parse(stdout) },
);

function parse(told: string): Firewall {
  const [kind] = told.split('\n');
  const open = rows(told, 'open').flatMap(([words = '']) => words);
  if (kind === 'firewalld') return { is: kind, open };
  if (kind === 'ufw') return { is: kind, open: open.flatMap(ufwWords) };
  return kind === 'nftables' || kind === 'iptables' ? { is: kind } : { is: 'none' };
}

/** It says `443`, `443/tcp`, `80,443/tcp` or `8000:8100/tcp`. */
function ufwWords(words: string): readonly string[] {
  const [ports = '', protocol = 'tcp'] = words.split('/');
  return ports.split(',').map((port) => `${port.replace(':', '-')}/${protocol}`);
}
