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
