import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { type TtyOptions, ttyReporter } from '../../src/reporters/index.ts';
import { paintWith } from '../../src/reporters/paint.ts';
import { frameLines } from '../../src/reporters/tty/frame-lines.ts';
import { RunView } from '../../src/reporters/tty/run-view.ts';
import {
  changed,
  failed,
  fleetRun,
  hostNames,
  ignored,
  placeOf,
  recorded,
  started,
} from '../support/events.ts';
import { FakeTerminal } from '../support/fake-terminal.ts';

const groups = ['Preflight', 'Build', 'Swap'];
const sixty = Array.from({ length: 60 }, (_, index) =>
  placeOf('', `Task ${index + 1}`, [groups[Math.floor(index / 20)] ?? '']),
);

function frameOf(events: readonly RunEvent[], rows = 24, columns = 80): readonly string[] {
  const view = new RunView();
  for (const event of events) view.on(event, 0);
  return frameLines(view, view.plays, { columns, rows, nowMs: 4000, paint: paintWith(false), last: false });
}

async function shown(
  events: readonly RunEvent[],
  terminal: FakeTerminal,
  options: Omit<TtyOptions, 'stream'> = {},
): Promise<string> {
  const reporter = ttyReporter({ stream: terminal, ...options });
  for (const event of events) reporter.on(event);
  await reporter.end?.();
  return terminal.text();
}

describe('a frame', () => {
  const few = ['httpd is installed', 'httpd.conf is in place', 'httpd runs'].map((name) => placeOf('', name));

  it('shows with one host how each task stands', () => {
    const place = { ...placeOf('web1', 'httpd runs') };
    const [start, ...rest] = fleetRun({
      hosts: ['web1'],
      tasks: few,
      outcomeOf: (_, task) => (task === 1 ? changed('mode 0644 → 0600') : { is: 'ok' }),
    });
    const events = [
      ...(start === undefined ? [] : [start]),
      ...rest.slice(0, 6),
      ...recorded([
        started(place),
        { is: 'task-progress', progress: { text: 'waiting for port 443', fraction: 0.34 }, ...place },
      ]),
    ];
    expect(frameOf(events).join('\n')).toMatchInlineSnapshot(`
      "⠋ Portal                    changed 1, ok 1
        ✔ httpd is installed      ok
        ~ httpd.conf is in place  changed  mode 0644 → 0600
        ⠋ httpd runs               34 %  waiting for port 443  4 s

      ⠋ 4 s"
    `);
  });

  it('shows a failure that is ignored, also once all is done', () => {
    const events = fleetRun({
      hosts: ['web1'],
      tasks: few,
      outcomeOf: (_, task) => (task === 1 ? ignored('Port 80 is taken') : { is: 'ok' }),
    });
    expect(frameOf(events).join('\n')).toMatchInlineSnapshot(`
      "! Portal                    ignored 1, ok 2
        ! httpd.conf is in place  ignored  Port 80 is taken

      ⠋ 4 s"
    `);
  });

  it('shows the line that a command printed last, unless it says how far it is', () => {
    const [conf, runs] = [placeOf('web1', 'httpd.conf is in place'), placeOf('web1', 'httpd runs')];
    const line = { is: 'task-output', stream: 'stdout', omitted: 0 } as const;
    const events = recorded([
      started(conf),
      { ...line, line: 'first', ...conf },
      { ...line, line: '\tlast \u001b[2J', ...conf },
      started(runs),
      { is: 'task-progress', progress: { text: 'waiting', fraction: 0.5 }, ...runs },
      { ...line, line: 'noise', ...runs },
    ]);
    const outline = fleetRun({ hosts: ['web1'], tasks: few, outcomeOf: () => ({ is: 'ok' }) }).slice(0, 2);
    expect(frameOf([...outline, ...events]).join('\n')).toMatchInlineSnapshot(`
      "⠋ Portal
        · httpd is installed
        ⠋ httpd.conf is in place  last \\x1b[2J  4 s
        ⠋ httpd runs               50 %  waiting  4 s

      ⠋ 4 s"
    `);
  });

  it('shows with many hosts counters and a few of those at work', () => {
    const hosts = hostNames(12);
    const events = fleetRun({
      hosts,
      tasks: few,
      outcomeOf: (host, task) =>
        host === 'web003' && task === 1
          ? failed('Exit code 1: cp\nno space')
          : task === 1
            ? changed('content')
            : { is: 'ok' },
    }).slice(0, 1 + 1 + 12 + 24 + 24);
    const now = recorded(
      hosts.slice(3).flatMap((host, index) => {
        const place = placeOf(host, 'httpd runs');
        const progress = { text: 'waiting', fraction: index / 10 };
        return [started(place), ...(index < 8 ? [{ is: 'task-progress', progress, ...place } as const] : [])];
      }),
    );
    expect(frameOf([...events, ...now]).join('\n')).toMatchInlineSnapshot(`
      "⠋ Portal                    failed 1, changed 11, ok 12
        ✔ httpd is installed      ok 12
        ✖ httpd.conf is in place  failed 1, changed 11
          web003: Exit code 1: cp
        ⠋ httpd runs              on web012
          web004    0 %  waiting  4 s
          web005   10 %  waiting  4 s
          web006   20 %  waiting  4 s
          web007   30 %  waiting  4 s
          web008   40 %  waiting  4 s
          web009   50 %  waiting  4 s   and 2 more

      ⠋ 0 of 12 hosts done, 4 s"
    `);
  });

  it.each([1, 2, 3, 5, 8, 24, 200])(
    'is lower than a terminal of %i rows at every moment of a run',
    (rows) => {
      for (const hosts of [['web1'], hostNames(3), hostNames(20)]) {
        const outcomeOf = (_: string, task: number) =>
          task % 3 === 0 ? changed('content') : ({ is: 'ok' } as const);
        const view = new RunView();
        for (const event of fleetRun({ hosts, tasks: sixty, outcomeOf })) {
          view.on(event, 0);
          const lines = frameLines(view, view.plays, {
            columns: 80,
            rows,
            nowMs: 0,
            paint: paintWith(false),
            last: false,
          });
          if (lines.length > Math.max(1, rows - 1)) expect.fail(`${lines.length} lines on ${rows} rows`);
        }
      }
    },
  );

  it('is never wider than the terminal', () => {
    const events = fleetRun({
      hosts: ['漢字漢字漢字漢字漢字漢字', 'web1'],
      tasks: [placeOf('', '長い名前'.repeat(30))],
      outcomeOf: () => failed('x'.repeat(500)),
    });
    for (const line of frameOf(events, 24, 40)) expect(line.length).toBeLessThanOrEqual(40);
  });
});

describe('ttyReporter', () => {
  it('leaves what changed and the summary on the terminal', async () => {
    const events = fleetRun({
      hosts: ['web1'],
      tasks: sixty,
      outcomeOf: (_, task) => (task === 30 ? changed('mode 0644 → 0600') : { is: 'ok' }),
    });
    expect(await shown(events, new FakeTerminal(80, 24))).toMatchInlineSnapshot(`
      "~ Portal       changed 1, ok 59
        ~ Build      changed 1, ok 19
          ~ Task 31  changed  mode 0644 → 0600

      ~ web1  ok=59 changed=1  failed=0  skipped=0

      1 change on 1 host in 41 s."
    `);
  });

  it('puts diffs and rollbacks above the rows', async () => {
    const diff = { path: '/a', before: 'x\n', after: 'y\n' };
    const events = fleetRun({
      hosts: ['web1'],
      tasks: [placeOf('', 'a is in place')],
      outcomeOf: () => ({ is: 'changed', changes: [{ summary: 'content', diff }] }),
    });
    const [rollback] = recorded([
      {
        is: 'transaction-rolled-back',
        play: 'Portal',
        host: 'web1',
        name: 'Swap',
        undone: ['content'],
        left: [],
      },
    ]);
    const all = rollback === undefined ? events : [...events.slice(0, -1), rollback, ...events.slice(-1)];
    expect(await shown(all, new FakeTerminal(80, 24), { diff: true })).toMatchInlineSnapshot(`
      "~ changed  a is in place   content
          --- /a
          +++ /a
          @@ -1,1 +1,1 @@
          -x
          +y
      ↶ rolled back: Swap
          taken back: content
      ~ Portal           changed 1
        ~ a is in place  changed  content

      ~ web1  ok=0 changed=1 failed=0 skipped=0  rolled back

      1 change on 1 host in 41 s."
    `);
  });

  it('keeps above the rows what commands print, when that is to be followed', async () => {
    const place = placeOf('web1', 'httpd is built');
    const outcomeOf = () => ({ is: 'ok' }) as const;
    const run = fleetRun({ hosts: ['web1'], tasks: [place], outcomeOf });
    const printed = recorded([
      { is: 'task-output', stream: 'stdout', line: 'make all', omitted: 0, ...place },
    ]);
    const events = [...run.slice(0, 4), ...printed, ...run.slice(4)];
    const [kept, followed] = await Promise.all([
      shown(events, new FakeTerminal(80, 24)),
      shown(events, new FakeTerminal(80, 24), { follow: true }),
    ]);
    expect(kept).not.toContain('make all');
    expect(followed).toMatch(/^│ +httpd is built {3}make all\n/);
  });

  it('draws over what it drew, within the terminal, while the run goes on', async () => {
    const terminal = new FakeTerminal(80, 10);
    let nowMs = 0;
    const reporter = ttyReporter({ stream: terminal, everyMs: 1, now: () => (nowMs += 100) });
    const outcomeOf = () => ({ is: 'ok' }) as const;
    for (const event of fleetRun({ hosts: ['web1'], tasks: sixty, outcomeOf })) {
      reporter.on(event);
      const { writes } = terminal;
      while (event.is === 'task-started' && terminal.writes === writes) await new Promise(setImmediate);
    }
    await reporter.end?.();
    expect(terminal.tallest).toBe(9);
    expect(terminal.text()).toMatchInlineSnapshot(`
      "✔ Portal       ok 60

      ✔ web1  ok=60 changed=0  failed=0  skipped=0

      Nothing to change."
    `);
  });

  it('falls silent when the terminal fails, and throws nothing', async () => {
    let calls = 0;
    const write = () => {
      calls += 1;
      throw new Error('EPIPE');
    };
    const reporter = ttyReporter({ stream: { write }, everyMs: 1 });
    const events = fleetRun({ hosts: ['web1'], tasks: sixty, outcomeOf: () => ({ is: 'ok' }) });
    for (const event of events) expect(() => reporter.on(event)).not.toThrow();
    await reporter.end?.();
    expect(calls).toBe(1);
  });

  it('leaves no listener behind on the process', async () => {
    const before = process.listenerCount('SIGINT') + process.listenerCount('exit');
    await shown(
      fleetRun({ hosts: ['web1'], tasks: sixty, outcomeOf: () => ({ is: 'ok' }) }),
      new FakeTerminal(80, 24),
    );
    expect(process.listenerCount('SIGINT') + process.listenerCount('exit')).toBe(before);
  });
});
