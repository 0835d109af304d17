import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { type PlainOptions, plainReporter } from '../../src/reporters/index.ts';
import {
  changed,
  errorOf,
  failed,
  finished,
  fleetRun,
  type Happening,
  hostNames,
  ignored,
  outlineOf,
  placeOf,
  recorded,
  started,
} from '../support/events.ts';

function textOf(events: readonly RunEvent[], options: Omit<PlainOptions, 'write'> = {}): string {
  let text = '';
  const reporter = plainReporter({ ...options, write: (more) => (text += more) });
  for (const event of events) reporter.on(event);
  return text;
}

const conf = 'httpd.conf is in place';

describe('plainReporter', () => {
  it('writes a line for each event that matters, with the host when there are several', () => {
    const hosts = ['web1', 'db1'];
    const built = placeOf('web1', 'httpd is built', ['Build']);
    const error = errorOf('Connection to db1 refused', 'Is sshd running there?', 'unreachable');
    const events = recorded([
      { is: 'run-started', check: false, plays: [outlineOf(hosts, [])] },
      { is: 'play-started', play: 'Portal', hosts },
      { is: 'host-connected', play: 'Portal', host: 'web1' },
      { is: 'host-finished', play: 'Portal', host: 'db1', outcome: 'unreachable', error, report: [] },
      started(placeOf('web1', conf)),
      finished(placeOf('web1', conf), changed('mode 0644 → 0600', 'owner root → www')),
      finished(placeOf('web1', 'Studio is configured'), { is: 'skipped', reason: 'its condition is false' }),
      { is: 'task-note', note: 'The first origin did not answer; took the second.', ...built },
      { is: 'task-progress', progress: { text: 'compiling mod_ssl.c', fraction: 0.34 }, ...built },
      finished(built, { is: 'ok' }, 125_000),
      finished(
        placeOf('web1', 'httpd runs'),
        failed('Exit code 1: systemctl start httpd\nAddress already in use\nno sockets', 'Free port 443.'),
      ),
      {
        is: 'transaction-rolled-back',
        play: 'Portal',
        host: 'web1',
        name: 'Swap',
        undone: ['mode 0644 → 0600'],
        left: ['delete the cache: there is no way back'],
      },
      { is: 'draining' },
      { is: 'host-finished', play: 'Portal', host: 'web1', outcome: 'failed', report: [] },
      { is: 'play-finished', play: 'Portal' },
      { is: 'run-finished', tookMs: 130_000 },
    ]);
    expect(textOf(events)).toMatchInlineSnapshot(`
      "
      Portal  web1, db1
      ✖ db1   not reached
          Connection to db1 refused
          → Is sshd running there?
      ~ web1  changed  httpd.conf is in place   mode 0644 → 0600; owner root → www
      ↓ web1  skipped  Studio is configured   its condition is false
      ! web1  note     httpd is built   The first origin did not answer; took the second.
      · web1           httpd is built    34 %  compiling mod_ssl.c
      ✔ web1  ok       httpd is built   2 min 5 s
      ✖ web1  failed   httpd runs
          Exit code 1: systemctl start httpd
            Address already in use
            no sockets
          → Free port 443.
      ↶ web1  rolled back: Swap
          taken back: mode 0644 → 0600
          could not be taken back: delete the cache: there is no way back
      Stopping: what is under way is brought to its end, nothing new is started.

      ✖ db1   ok=0 changed=0 failed=0 skipped=0  not reached
      ✖ web1  ok=1 changed=1 failed=1 skipped=1  rolled back

      ✖ web1  httpd runs
          Exit code 1: systemctl start httpd
            Address already in use
            no sockets
          → Free port 443.
          Rolled back: Swap (1 of 2 changes taken back)
          Could not be taken back: delete the cache: there is no way back
      ✖ db1  not reached
          Connection to db1 refused
          → Is sshd running there?

      1 of 2 hosts failed, 1 was not reached; 1 change on 1 host in 2 min 10 s.
      "
    `);
  });

  it('leaves the host out when there is only one, and says what would change in check mode', () => {
    const tasks = [placeOf('', conf), placeOf('', 'httpd answers')];
    const diff = { path: '/etc/httpd.conf', before: 'Listen 80\n', after: 'Listen 443\n' };
    const events = fleetRun({
      hosts: ['web1'],
      tasks,
      check: true,
      outcomeOf: (_, task) =>
        task === 0
          ? { is: 'changed', changes: [{ summary: 'content', diff }] }
          : { is: 'undetermined', reason: 'httpd.conf would change before' },
    });
    expect(textOf(events, { diff: true })).toMatchInlineSnapshot(`
      "Check mode: nothing is changed.

      Portal  web1
      ~ would change  httpd.conf is in place   content
          --- /etc/httpd.conf
          +++ /etc/httpd.conf
          @@ -1,1 +1,1 @@
          -Listen 80
          +Listen 443
      ? undetermined  httpd answers   httpd.conf would change before

      ~ web1  ok=0 would change=1 failed=0 skipped=0 undetermined=1

      1 task would change on 1 host (1 task cannot be told before).
      "
    `);
  });

  it('tells a failure that is ignored, with many hosts too', () => {
    const outcomeOf = (host: string) =>
      host === 'web005' ? ignored('Exit code 1: systemctl start httpd') : ({ is: 'ok' } as const);
    const events = fleetRun({ hosts: hostNames(9), tasks: [placeOf('', conf)], outcomeOf });
    expect(textOf(events)).toMatchInlineSnapshot(`
      "
      Portal  web[001-009]
      ! web005  ignored  httpd.conf is in place
          Exit code 1: systemctl start httpd

      ✔ web[001-004,006-009]  ok=1 changed=0 failed=0 skipped=0 ignored=0
      ✔ web005                ok=0 changed=0 failed=0 skipped=0 ignored=1

      ! web005  httpd.conf is in place (ignored)
          Exit code 1: systemctl start httpd

      Nothing to change (1 failure ignored).
      "
    `);
  });

  it('keeps silent about tasks with nothing to do when there are many hosts', () => {
    const outcomeOf = (host: string) => (host === 'web005' ? changed('content') : ({ is: 'ok' } as const));
    const events = fleetRun({ hosts: hostNames(9), tasks: [placeOf('', conf)], outcomeOf });
    expect(textOf(events)).toMatchInlineSnapshot(`
      "
      Portal  web[001-009]
      ~ web005  changed  httpd.conf is in place   content

      ✔ web[001-004,006-009]  ok=1 changed=0 failed=0 skipped=0
      ~ web005                ok=0 changed=1 failed=0 skipped=0

      1 change on 1 host in 41 s.
      "
    `);
  });

  it('writes progress once for each 10 %', () => {
    const place = placeOf('web1', 'httpd is built');
    const progress = Array.from(
      { length: 100 },
      (_, index): Happening => ({
        is: 'task-progress',
        progress: { text: 'make', fraction: index / 100 },
        ...place,
      }),
    );
    expect(textOf(recorded(progress)).split('\n').filter(Boolean)).toHaveLength(10);
  });

  it('writes progress without a fraction when its text is new and 10 seconds went by', () => {
    const place = placeOf('web1', 'httpd is built');
    const texts = Array.from({ length: 41 }, (_, second) => `step ${Math.floor(second / 5)}`);
    const progress = texts.map((text): Happening => ({ is: 'task-progress', progress: { text }, ...place }));
    expect(textOf(recorded(progress)).match(/step \d/g)).toEqual([
      'step 0',
      'step 2',
      'step 4',
      'step 6',
      'step 8',
    ]);
  });

  it('writes what commands print when that is to be followed, and how much of it was left out', () => {
    const printed = (line: string, omitted = 0): Happening => {
      return { is: 'task-output', stream: 'stdout', line, omitted, ...placeOf('web1', 'httpd is built') };
    };
    const events = recorded([printed('cc\t-c\u001b[31m a.c'), printed('done', 1_234)]);
    expect(textOf(events)).toBe('');
    expect(textOf(events, { follow: true })).toMatchInlineSnapshot(`
      "│          httpd is built   cc    -c\\x1b[31m a.c
      │          httpd is built   (1234 lines left out)
      │          httpd is built   done
      "
    `);
  });

  it('shows hostile text as text', () => {
    const place = placeOf('we\u001b[2Jb1', 'a\nb');
    const text = textOf(recorded([finished(place, changed('\u001b]0;title\u0007'))]));
    expect(text).toMatchInlineSnapshot(`
      "~ changed  a\\nb   \\x1b]0;title\\x07
      "
    `);
  });
});
