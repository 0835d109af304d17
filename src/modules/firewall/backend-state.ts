import { type Query, query } from '../../core/query.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { type Ruleset, rulesetIn } from './nft-text.ts';
import type { FirewallParams } from './params.ts';
import { firewalldWord } from './words.ts';

/** What keeps the firewall of the host, and how it stands. */
export type Backend =
  /** Nothing that could. */
  | { readonly is: 'none' }
  /** Only root may know. */
  | { readonly is: 'denied' }
  | { readonly is: 'nftables'; readonly live: Ruleset | undefined }
  | {
      readonly is: 'ufw';
      /** Rules in words of ufw. */
      readonly added: readonly string[];
      readonly policy: 'accept' | 'drop';
    }
  | {
      readonly is: 'firewalld';
      /** Whether it runs; if not, only what holds from its next start can be changed. */
      readonly isRunning: boolean;
      readonly isLive: boolean;
      readonly isPermanent: boolean;
      /** What it says is wrong with the rule. */
      readonly problem: string;
    };

export interface BackendState {
  readonly backend: Backend;
  /** The port of the service, by /etc/services. */
  readonly port: string | undefined;
}

/** For programs of root. */
export const rootPath = sh`PATH=$PATH:/usr/sbin:/sbin; LC_ALL=C; export PATH LC_ALL`;

/** Asks which firewall is active, and whether it has the rule. */
export function backendState(given: FirewallParams): Query<BackendState> {
  const { backend = '', service = '', protocol } = given;
  const script = sh`${rootPath}
awk -v n=${service} -v p=${protocol} '{ sub(/#.*/, ""); split($2, a, "/"); if (a[2] == p) for (i = 1; i <= NF; i++) if (i != 2 && $i == n) { print a[1]; exit } }' /etc/services 2>/dev/null | head -n 1 | { read -r s; echo "$s"; }
[ "$(id -u)" = 0 ] || { echo denied; exit 0; }
has() { command -v "$1" >/dev/null 2>&1; }
b=${backend}; f=
if has firewall-cmd && [ "$(firewall-cmd --state 2>/dev/null)" = running ]; then f=running; fi
if [ -z "$b" ]; then
if [ -n "$f" ]; then b=firewalld
elif has ufw && ufw status 2>/dev/null | grep -q '^Status: active'; then b=ufw
elif has nft; then b=nftables; fi; fi
case $b in
nftables) has nft || { echo none; exit 0; }; echo nftables; nft list chain inet drover input 2>/dev/null ;;
ufw) has ufw || { echo none; exit 0; }; echo ufw; sed -n 's/^DEFAULT_INPUT_POLICY=//p' /etc/default/ufw; ufw show added ;;
firewalld) ${firewalldScript(given)} ;;
*) echo none ;; esac; :`;
  return query(script, {
    reads: 'everything',
    parse: ({ stdout }) => stateOf(stdout),
  });
}

function firewalldScript(given: FirewallParams): Shell {
  const ask = given.policy === undefined ? `--query-${firewalldWord(given)}` : '--get-default-zone';
  const zone = zoneWords(given);
  return sh`if [ -n "$f" ]; then echo firewalld running; firewall-cmd ${zone} ${ask} 2>&1; firewall-cmd --permanent ${zone} ${ask} 2>&1
elif has firewall-offline-cmd; then echo firewalld off; echo no; firewall-offline-cmd ${zone} ${ask} 2>&1
else echo none; fi`;
}

export function zoneWords({ zone }: FirewallParams): readonly string[] {
  return zone === undefined ? [] : [`--zone=${zone}`];
}

function stateOf(stdout: string): BackendState {
  const [port = '', head = '', ...rest] = stdout.split('\n');
  return { backend: backendOf(head, rest), port: port === '' ? undefined : port };
}

function backendOf(head: string, rest: readonly string[]): Backend {
  switch (head) {
    case 'denied':
      return { is: 'denied' };
    case 'nftables': {
      const text = rest.join('\n');
      return { is: 'nftables', live: text.includes('chain input') ? rulesetIn(text) : undefined };
    }
    case 'ufw': {
      const [policy = '', ...lines] = rest;
      const added = lines.flatMap(
        (line) => /^ufw ((?:allow|limit|deny|reject) .*?)(?: comment '.*')?$/.exec(line)?.[1] ?? [],
      );
      return { is: 'ufw', policy: policy.includes('ACCEPT') ? 'accept' : 'drop', added };
    }
    case 'firewalld running':
    case 'firewalld off':
      return firewalldOf(
        head === 'firewalld running',
        rest.filter((line) => line !== ''),
      );
    default:
      return { is: 'none' };
  }
}

function firewalldOf(isRunning: boolean, lines: readonly string[]): Backend {
  const wrong = lines.filter((line) => line !== 'yes' && line !== 'no');
  return {
    is: 'firewalld',
    isRunning,
    isLive: lines[0] === 'yes',
    isPermanent: lines[1] === 'yes',
    problem: wrong.join('; '),
  };
}
