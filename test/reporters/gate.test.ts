import { describe, expect, it } from 'vitest';
import type { GateFinding } from '../../src/core/host-check.ts';
import { plainReporter } from '../../src/reporters/plain-reporter.ts';
import {
  errorOf,
  failed,
  finished,
  type Happening,
  outlineOf,
  placeOf,
  recorded,
} from '../support/events.ts';

const hosts = ['web1', 'web2', 'web3'];
const held: GateFinding = {
  severity: 'stops',
  about: 'ports',
  message: 'Port 443 is held by nginx (process 812)',
  hint: 'Stop it, or choose another port.',
};
const small: GateFinding = {
  severity: 'stops',
  about: 'room',
  message: '/srv has 120 MB left, and 400 MB are needed',
  hint: 'Make room.',
};
const closed: GateFinding = {
  severity: 'warns',
  about: 'firewall',
  message: 'firewalld is active, and 443/tcp is not open in it',
  hint: 'firewall-cmd --permanent --add-port=443/tcp && firewall-cmd --reload',
};
const found: GateFinding = { severity: 'notes', about: 'instance', message: 'CACHE 2017.2, Debian 12' };

function looked(host: string, findings: readonly GateFinding[]): readonly Happening[] {
  const place = placeOf(host, 'The host was looked at');
  const stops = findings.some(({ severity }) => severity === 'stops');
  const error = stops ? ({ outcome: 'failed', error: errorOf('no') } as const) : ({ outcome: 'ok' } as const);
  return [
    finished(place, { is: 'ok' }),
    { is: 'host-judged', play: 'Portal', host, findings },
    { is: 'host-finished', play: 'Portal', host, report: [], ...error },
  ];
}

function textOf(happenings: readonly Happening[]): string {
  let text = '';
  const reporter = plainReporter({ write: (more) => (text += more), everyTask: false });
  for (const event of recorded(happenings)) reporter.on(event);
  return text;
}

const begin: readonly Happening[] = [
  { is: 'run-started', check: false, plays: [outlineOf(hosts, [])] },
  { is: 'play-started', play: 'Portal', hosts },
  ...looked('web1', [closed, found]),
  ...looked('web2', [held, small, closed, found]),
  ...looked('web3', [found]),
  { is: 'play-finished', play: 'Portal' },
];

describe('a gate', () => {
  it('that ends the run tells in one table what was found, and what to do', () => {
    const rest = (['web1', 'web3'] as const).map((host): Happening => {
      return {
        is: 'host-finished',
        play: 'Work',
        host,
        outcome: 'cancelled',
        error: errorOf('Not begun'),
        report: [],
      };
    });
    const text = textOf([
      ...begin,
      { is: 'preflight-finished', mode: 'gate', play: 'Portal', verdict: 'stop', lost: ['web2'] },
      ...rest,
      { is: 'run-finished', tookMs: 900 },
    ]);
    expect(text).toMatchInlineSnapshot(`
      "
      Portal  web[1-3]

      ✖ web2      not ready  Port 443 is held by nginx (process 812)
                             → Stop it, or choose another port.
      ✖ web2      not ready  /srv has 120 MB left, and 400 MB are needed
                             → Make room.
      ! web[1-2]  warning    firewalld is active, and 443/tcp is not open in it
                             → firewall-cmd --permanent --add-port=443/tcp && firewall-cmd --reload
      ✔ web[1,3]  ready      CACHE 2017.2, Debian 12

      1 of 3 hosts is not ready: nothing was touched.
      "
    `);
  });

  it('after which the run goes on tells the same before it does', () => {
    const text = textOf([
      ...begin,
      { is: 'preflight-finished', mode: 'gate', play: 'Portal', verdict: 'go', lost: ['web2'] },
      { is: 'play-started', play: 'Work', hosts: ['web1', 'web3'] },
      { is: 'play-finished', play: 'Work' },
      { is: 'run-finished', tookMs: 900 },
    ]);
    expect(text).toMatchInlineSnapshot(`
      "
      Portal  web[1-3]
      ✖ web2      not ready  Port 443 is held by nginx (process 812)
                             → Stop it, or choose another port.
      ✖ web2      not ready  /srv has 120 MB left, and 400 MB are needed
                             → Make room.
      ! web[1-2]  warning    firewalld is active, and 443/tcp is not open in it
                             → firewall-cmd --permanent --add-port=443/tcp && firewall-cmd --reload
      ✔ web[1,3]  ready      CACHE 2017.2, Debian 12

      Work  web[1,3]

      ✖ web2  ok=1 changed=0 failed=0 skipped=0  not ready
      ✔ web1  ok=1 changed=0 failed=0 skipped=0
      ✔ web3  ok=1 changed=0 failed=0 skipped=0

      ✖ web2  not ready
          no

      1 of 3 hosts failed; nothing was changed.
      "
    `);
  });

  it('that a host did not get to calls it failed', () => {
    const text = textOf([
      { is: 'run-started', check: false, plays: [outlineOf(['web1', 'web2'], [])] },
      { is: 'play-started', play: 'Before', hosts: ['web1', 'web2'] },
      finished({ ...placeOf('web1', 'The site is up'), play: 'Before' }, failed('no')),
      {
        is: 'host-finished',
        play: 'Before',
        host: 'web1',
        outcome: 'failed',
        error: errorOf('no'),
        report: [],
      },
      { is: 'play-finished', play: 'Before' },
      { is: 'play-started', play: 'Portal', hosts: ['web2'] },
      ...looked('web2', []),
      { is: 'play-finished', play: 'Portal' },
      { is: 'preflight-finished', mode: 'gate', play: 'Portal', verdict: 'stop', lost: ['web1'] },
      { is: 'run-finished', tookMs: 900 },
    ]);
    expect(text).toMatchInlineSnapshot(`
      "
      Before  web[1-2]
      ✖ web1  failed   The site is up
          no

      Portal  web2

      ✖ web1  ok=0 changed=0 failed=1 skipped=0
      ✔ web2  ok=1 changed=0 failed=0 skipped=0

      ✖ web1  The site is up
          no

      1 of 2 hosts failed; nothing was changed.
      "
    `);
  });
});
