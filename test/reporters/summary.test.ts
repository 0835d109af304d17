import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { nothingYet, reduce } from '../../src/core/result.ts';
import { summary } from '../../src/reporters/index.ts';
import {
  changed,
  errorOf,
  failed,
  fleetRun,
  hostNames,
  ignored,
  placeOf,
  recorded,
} from '../support/events.ts';

const tasks = ['httpd is installed', 'httpd.conf is in place', 'httpd runs'].map((name) => placeOf('', name));

function summaryOf(events: readonly RunEvent[]): string {
  return summary(events.reduce(reduce, nothingYet));
}

describe('summary', () => {
  it('says in one line a host and one sentence what was changed', () => {
    const events = fleetRun({
      hosts: ['web1', 'web2'],
      tasks,
      outcomeOf: (host, task) => (host === 'web1' && task === 1 ? changed('mode 0644 → 0600') : { is: 'ok' }),
    });
    expect(summaryOf(events)).toMatchInlineSnapshot(`
      "~ web1  ok=2 changed=1 failed=0 skipped=0
      ✔ web2  ok=3 changed=0 failed=0 skipped=0

      1 change on 1 host in 41 s.
      "
    `);
  });

  it('says when there was nothing to do', () => {
    const events = fleetRun({ hosts: ['web1'], tasks, outcomeOf: () => ({ is: 'ok' }) });
    expect(summaryOf(events)).toMatchInlineSnapshot(`
      "✔ web1  ok=3 changed=0 failed=0 skipped=0

      Nothing to change.
      "
    `);
  });

  it('speaks of what would change in check mode', () => {
    const events = fleetRun({
      hosts: ['web1'],
      tasks,
      check: true,
      outcomeOf: (_, task) =>
        task === 0
          ? changed('install httpd')
          : { is: 'undetermined', reason: 'httpd would be installed before' },
    });
    expect(summaryOf(events)).toMatchInlineSnapshot(`
      "~ web1  ok=0 would change=1 failed=0 skipped=0 undetermined=2

      1 task would change on 1 host (2 tasks cannot be told before).
      "
    `);
  });

  it('groups hosts that ended alike, exceptions first, and tells equal failures once', () => {
    const events = fleetRun({
      hosts: hostNames(200),
      tasks,
      outcomeOf: (host, task) => {
        if (task === 2 && /00[37]$/.test(host)) {
          return failed(
            'Exit code 1: systemctl start httpd\nAddress in use',
            'Stop what listens on port 443.',
          );
        }
        return task === 1 ? changed('content') : { is: 'ok' };
      },
    });
    expect(summaryOf(events)).toMatchInlineSnapshot(`
      "✖ web[003,007]                  ok=1 changed=1 failed=1 skipped=0
      ~ web[001-002,004-006,008-200]  ok=2 changed=1 failed=0 skipped=0

      ✖ web[003,007]  httpd runs
          Exit code 1: systemctl start httpd
            Address in use
          → Stop what listens on port 443.

      2 of 200 hosts failed; 200 changes on 200 hosts in 41 s.
      "
    `);
  });

  it('tells failures that were ignored before those that were not', () => {
    const outcomes = [ignored('Port 80 is taken'), changed('content'), failed('No space left')];
    const events = fleetRun({
      hosts: ['web1', 'web2'],
      tasks,
      outcomeOf: (host, task) =>
        host === 'web2' && task === 2 ? { is: 'ok' } : (outcomes[task] ?? { is: 'ok' }),
    });
    expect(summaryOf(events)).toMatchInlineSnapshot(`
      "✖ web1  ok=0 changed=1 failed=1 skipped=0 ignored=1
      ~ web2  ok=1 changed=1 failed=0 skipped=0 ignored=1

      ! web[1-2]  httpd is installed (ignored)
          Port 80 is taken
      ✖ web1  httpd runs
          No space left

      1 of 2 hosts failed; 2 changes on 2 hosts in 41 s (2 failures ignored).
      "
    `);
  });

  it('says what was rolled back and what could not be', () => {
    const rollback: RunEvent = {
      is: 'transaction-rolled-back',
      at: '',
      play: 'Portal',
      host: 'web1',
      name: 'Swap the web server',
      undone: ['start httpd', 'move /opt/httpd'],
      left: ['delete the cache: there is no way back'],
    };
    const outcomeOf = (_: string, task: number) =>
      task === 1 ? failed('"httpd" is not running') : changed('content');
    const events = [...fleetRun({ hosts: ['web1'], tasks, outcomeOf }), rollback];
    expect(summaryOf(events)).toMatchInlineSnapshot(`
      "✖ web1  ok=0 changed=1 failed=1 skipped=0  rolled back

      ✖ web1  httpd.conf is in place
          "httpd" is not running
          Rolled back: Swap the web server (2 of 3 changes taken back)
          Could not be taken back: delete the cache: there is no way back

      1 of 1 host failed; 1 change on 1 host in 41 s.
      "
    `);
  });

  it('tells of hosts that were not reached, of cancelled ones, and puts equal reports together', () => {
    const lost = errorOf('Connection to 10.0.0.9:22 refused', 'Is sshd running there?', 'unreachable');
    const end = { is: 'host-finished', play: 'Portal' } as const;
    const events = recorded([
      { is: 'run-started', check: false, plays: [] },
      { is: 'play-started', play: 'Portal', hosts: ['web1', 'web2', 'web3', 'db1'] },
      { ...end, host: 'web1', outcome: 'ok', report: ['TLS 1.3', 'HSTS is on'] },
      { ...end, host: 'web2', outcome: 'ok', report: ['TLS 1.3', 'HSTS is on'] },
      { ...end, host: 'web3', outcome: 'unreachable', error: lost, report: [] },
      { ...end, host: 'db1', outcome: 'cancelled', report: [] },
      { is: 'run-finished', tookMs: 125_000 },
    ]);
    expect(summaryOf(events)).toMatchInlineSnapshot(`
      "✖ web3  ok=0 changed=0 failed=0 skipped=0  not reached
      ✖ db1   ok=0 changed=0 failed=0 skipped=0  cancelled
      ✔ web1  ok=0 changed=0 failed=0 skipped=0
      ✔ web2  ok=0 changed=0 failed=0 skipped=0

      ✖ web3  not reached
          Connection to 10.0.0.9:22 refused
          → Is sshd running there?

      web[1-2]
        TLS 1.3
        HSTS is on

      1 of 4 hosts was not reached, 1 was cancelled; nothing was changed.
      "
    `);
  });

  it('has a sentence for a run without hosts and for a reporter that failed', () => {
    expect(summary({ ...nothingYet, reporterErrors: [errorOf('disk full')] })).toMatchInlineSnapshot(`
      "A reporter failed: disk full

      No hosts: nothing was done.
      "
    `);
  });
});
