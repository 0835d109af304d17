import type { FirewallParams } from './params.ts';
import type { Rule } from './rule.ts';

/** A rule in words of ufw, as `ufw show added` has them too. */
export function ufwWords({ action, ports, protocol, source }: Rule): readonly string[] {
  const does = { accept: 'allow', drop: 'deny', reject: 'reject' }[action];
  const range = ports?.replace('-', ':');
  if (source === undefined) return [does, `${range}/${protocol}`];
  const what = range === undefined ? [] : ['to', 'any', 'port', range, 'proto', protocol];
  return [does, 'from', source, ...what];
}

const actions: Readonly<Record<string, Rule['action']>> = {
  allow: 'accept',
  limit: 'accept',
  deny: 'drop',
  reject: 'reject',
};

/** The rule of such words, also of those that others give to ufw; undefined where it is about more, such as an interface. */
export function ruleOfUfwWords(words: string): Rule | undefined {
  const [, does = '', rest = ''] = /^(\S+) (?:in )?(.*)$/.exec(words) ?? [];
  const action = actions[does];
  if (action === undefined) return undefined;
  const [, named, of] = /^(\d[\d:]*|ssh|OpenSSH)(?:\/(tcp|udp))?$/.exec(rest) ?? [];
  if (named !== undefined)
    return { action, ports: portsOf(named), protocol: protocolOf(of), source: undefined };
  const [, source, ports, protocol] =
    /^from (\S+)(?: to any(?: port (\d[\d:]*))?)?(?: proto (tcp|udp))?$/.exec(rest) ?? [];
  if (source === undefined) return undefined;
  return {
    action,
    ports: ports === undefined ? undefined : portsOf(ports),
    protocol: protocolOf(protocol),
    source: source === 'any' ? undefined : source,
  };
}

function portsOf(words: string): string {
  return /^\d/.test(words) ? words.replace(':', '-') : '22';
}

function protocolOf(word: string | undefined): Rule['protocol'] {
  return word === 'udp' ? 'udp' : 'tcp';
}

/** What comes behind `--add-`, `--query-` and `--remove-` of firewall-cmd. */
export function firewalldWord({ port, protocol, service, source, action }: FirewallParams): string {
  if (source === undefined && action === 'accept') {
    return service === undefined ? `port=${port}/${protocol}` : `service=${service}`;
  }
  const parts = [
    'rule',
    ...(source === undefined
      ? []
      : [`family="${source.includes(':') ? 'ipv6' : 'ipv4'}"`, `source address="${source}"`]),
    ...(port === undefined ? [] : [`port port="${port}" protocol="${protocol}"`]),
    ...(service === undefined ? [] : [`service name="${service}"`]),
    action,
  ];
  return `rich-rule=${parts.join(' ')}`;
}
