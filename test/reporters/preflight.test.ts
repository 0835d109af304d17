import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { exitCodeOf } from '../../src/core/exit-code.ts';
import type { Finding, PreflightVerdict } from '../../src/core/host-check.ts';
import { nothingYet, reduce } from '../../src/core/result.ts';
import { paintWith } from '../../src/reporters/paint.ts';
import { plainReporter } from '../../src/reporters/plain-reporter.ts';
import { frameLines } from '../../src/reporters/tty/frame-lines.ts';
import { RunView } from '../../src/reporters/tty/run-view.ts';
import {
  errorOf,
  finished,
  type Happening,
  outlineOf,
  placeOf,
  recorded,
  started,
} from '../support/events.ts';

const refused: Finding = {
  about: 'connection',
  message: 'Connection to db1 refused',
  hint: 'Is sshd running there?',
};
const noSudo: Finding = {
  about: 'become',
  message: 'Cannot become root: sudo: a password is required',
  hint: 'Set ansible_become_password.',
};
const full: Finding = {
  about: 'space',
  message: '/tmp has 42 MB left',
  hint: 'Make room before something is written by half.',
};

function checked(host: string, problems: readonly Finding[] = [], warnings: readonly Finding[] = []) {
  return { is: 'host-checked', host, users: ['root'], problems, warnings, figures: { tookMs: 80 } } as const;
}

function lost(host: string, outcome: 'unreachable' | 'failed' | 'cancelled', message: string): Happening {
  return { is: 'host-finished', play: 'Portal', host, outcome, error: errorOf(message), report: [] };
}

function before(hosts: readonly string[], verdict: PreflightVerdict, checks: readonly Happening[]) {
  return recorded([
    { is: 'run-started', check: false, plays: [outlineOf(hosts, [])] },
    { is: 'preflight-started', hosts },
    ...checks,
    { is: 'preflight-finished', ...verdict },
  ]);
}

function textOf(events: readonly RunEvent[]): string {
  let text = '';
  const reporter = plainReporter({ write: (more) => (text += more) });
  for (const event of events) reporter.on(event);
  return text;
}

const end = recorded([{ is: 'run-finished', tookMs: 900 }]);
const hosts = ['db1', 'web1', 'web2', 'web3', 'web4'];
const checks = [
  checked('db1', [refused]),
  lost('db1', 'unreachable', refused.message),
  checked('web1', [noSudo]),
  lost('web1', 'failed', noSudo.message),
  checked('web2', [noSudo]),
  lost('web2', 'failed', noSudo.message),
  checked('web3', [], [full]),
  checked('web4'),
];
const losers = ['db1', 'web1', 'web2'];

describe('a preflight of all hosts', () => {
  it('that ends the run says who is not ready, why, and what to do; and nothing else', () => {
    const events = [
      ...before(hosts, { mode: 'all', verdict: 'stop', lost: losers }, checks),
      ...recorded(['web3', 'web4'].map((host) => lost(host, 'cancelled', 'Not begun'))),
      ...end,
    ];
    expect(textOf(events)).toMatchInlineSnapshot(`
      "
      Preflight  db1, web[1-4]

      ✖ db1       not reached  Connection to db1 refused
                               → Is sshd running there?
      ✖ web[1-2]  not ready    Cannot become root: sudo: a password is required
                               → Set ansible_become_password.
      ! web3      warning      /tmp has 42 MB left
                               → Make room before something is written by half.

      3 of 5 hosts are not ready: nothing was touched.
      "
    `);
    expect(exitCodeOf(events.reduce(reduce, nothingYet))).toBe(3);
  });

  it('that was all that was asked for names those that are ready, too', () => {
    const events = [...before(hosts, { mode: 'only', verdict: 'stop', lost: losers }, checks), ...end];
    expect(textOf(events)).toMatchInlineSnapshot(`
      "
      Preflight  db1, web[1-4]

      ✖ db1       not reached  Connection to db1 refused
                               → Is sshd running there?
      ✖ web[1-2]  not ready    Cannot become root: sudo: a password is required
                               → Set ansible_become_password.
      ! web3      warning      /tmp has 42 MB left
                               → Make room before something is written by half.
      ✔ web[3-4]  ready

      3 of 5 hosts are not ready.
      "
    `);
  });

  it('in which all is well is a line', () => {
    const all = hosts.map((host) => checked(host));
    const events = [...before(hosts, { mode: 'only', verdict: 'go', lost: [] }, all), ...end];
    expect(textOf(events)).toMatchInlineSnapshot(`
      "
      Preflight  db1, web[1-4]

      ✔ db1, web[1-4]  ready

      All 5 hosts are ready.
      "
    `);
    expect(exitCodeOf(events.reduce(reduce, nothingYet))).toBe(0);
  });

  it('after which the run goes on is a table of exceptions, once', () => {
    const events = [
      ...before(hosts, { mode: 'all', verdict: 'go', lost: losers }, checks),
      ...recorded([
        { is: 'play-started', play: 'Portal', hosts: ['web3', 'web4'] },
        ...['web3', 'web4'].flatMap((host): readonly Happening[] => [
          started(placeOf(host, 'httpd runs')),
          finished(placeOf(host, 'httpd runs'), { is: 'ok' }),
          { is: 'host-finished', play: 'Portal', host, outcome: 'ok', report: [] },
        ]),
        { is: 'play-finished', play: 'Portal' },
      ]),
      ...end,
    ];
    expect(textOf(events)).toMatchInlineSnapshot(`
      "
      Preflight  db1, web[1-4]
      ✖ db1       not reached  Connection to db1 refused
                               → Is sshd running there?
      ✖ web[1-2]  not ready    Cannot become root: sudo: a password is required
                               → Set ansible_become_password.
      ! web3      warning      /tmp has 42 MB left
                               → Make room before something is written by half.

      Portal  web[3-4]
      ✔ web3  ok       httpd runs
      ✔ web4  ok       httpd runs

      ✖ db1   ok=0 changed=0 failed=0 skipped=0  not reached
      ✖ web1  ok=0 changed=0 failed=0 skipped=0  not ready
      ✖ web2  ok=0 changed=0 failed=0 skipped=0  not ready
      ✔ web3  ok=1 changed=0 failed=0 skipped=0
      ✔ web4  ok=1 changed=0 failed=0 skipped=0

      ✖ db1  not reached
          Connection to db1 refused
      ✖ web[1-2]  not ready
          Cannot become root: sudo: a password is required

      2 of 5 hosts failed, 1 was not reached; nothing was changed.
      "
    `);
  });

  it('says on a terminal how far it is', () => {
    const view = new RunView();
    for (const event of before(hosts, { mode: 'all', verdict: 'go', lost: [] }, checks).slice(0, -2))
      view.on(event, 0);
    const options = { columns: 80, rows: 6, nowMs: 4000, paint: paintWith(false), last: false };
    expect(frameLines(view, view.plays, options)).toMatchInlineSnapshot(`
      [
        "· Portal     not reached 1   not ready 2",
        "",
        "⠋ preflight: 4 of 5 hosts, 4 s",
      ]
    `);
  });
});

describe('hosts that are looked at as their turn comes', () => {
  it('are told of at once when they are not ready, and at the end when something may come to matter', () => {
    const events = recorded([
      { is: 'run-started', check: false, plays: [outlineOf(['db1', 'web1', 'web3'], [])] },
      { is: 'play-started', play: 'Portal', hosts: ['db1', 'web1', 'web3'] },
      checked('db1', [refused]),
      lost('db1', 'unreachable', refused.message),
      checked('web1', [noSudo]),
      lost('web1', 'failed', noSudo.message),
      checked('web3', [], [full]),
      { is: 'host-finished', play: 'Portal', host: 'web3', outcome: 'ok', report: [] },
      { is: 'play-finished', play: 'Portal' },
      { is: 'run-finished', tookMs: 900 },
    ]);
    expect(textOf(events)).toMatchInlineSnapshot(`
      "
      Portal  db1, web[1,3]
      ✖ db1   not reached
          Connection to db1 refused
      ✖ web1  not ready
          Cannot become root: sudo: a password is required
          → Set ansible_become_password.

      ✖ db1   ok=0 changed=0 failed=0 skipped=0  not reached
      ✖ web1  ok=0 changed=0 failed=0 skipped=0  not ready
      ✔ web3  ok=0 changed=0 failed=0 skipped=0

      ✖ db1  not reached
          Connection to db1 refused
      ✖ web1  not ready
          Cannot become root: sudo: a password is required

      ! web3  warning  /tmp has 42 MB left
                       → Make room before something is written by half.

      1 of 3 hosts failed, 1 was not reached; nothing was changed.
      "
    `);
  });
});
