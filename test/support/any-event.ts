import * as fc from 'fast-check';
import type { RunEvent, TaskOutcome } from '../../src/core/event.ts';

const hostile = fc.constantFrom(
  'web1',
  'web2',
  '',
  '\u001b[2J\u0007',
  'a\nb\r\tc',
  '漢字',
  '\u202egnp',
  '__proto__',
);
const text = fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 30 }));
const few = fc.array(text, { maxLength: 4 });
const whole = fc.integer({ min: 0, max: 4_000_000 });
const view = fc.record({ summary: text, diff: fc.record({ path: text, before: text, after: text }) });
const error = fc.record({
  code: fc.constantFrom('command', 'unreachable', 'internal'),
  message: text,
  hint: text,
  stack: text,
});
const place = {
  play: hostile,
  host: hostile,
  id: fc.constantFrom('1', '2', '3'),
  name: hostile,
  within: few,
};

const outcome: fc.Arbitrary<TaskOutcome> = fc.oneof(
  fc.constant({ is: 'ok' } as const),
  fc.record({ is: fc.constant('changed'), changes: fc.array(view, { maxLength: 3 }) }),
  fc.record({ is: fc.constantFrom('skipped', 'undetermined'), reason: text }),
  fc.record({ is: fc.constantFrom('failed', 'ignored'), error }),
);

const outline = fc.record({
  name: hostile,
  hosts: few,
  tasks: fc.array(fc.record({ id: place.id, name: place.name, within: few }), { maxLength: 5 }),
});

const findings = fc.array(
  fc.record(
    {
      about: fc.constantFrom('connection', 'shell', 'become', 'tools', 'space', 'clock'),
      message: text,
      hint: text,
    },
    { requiredKeys: ['about', 'message'] },
  ),
  { maxLength: 2 },
);

const at = fc.constantFrom('2026-01-01T00:00:00.000Z', 'no time');

/** Any event, in any order and place, with hostile text: more than an engine can ever emit. */
export const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.record({
    is: fc.constant('run-started'),
    at,
    check: fc.boolean(),
    plays: fc.array(outline, { maxLength: 3 }),
  }),
  fc.record({ is: fc.constant('preflight-started'), at, hosts: few }),
  fc.record({
    is: fc.constant('host-checked'),
    at,
    host: hostile,
    users: few,
    problems: findings,
    warnings: findings,
    figures: fc.record(
      { tookMs: whole, clockAheadMs: whole, freeBytes: fc.dictionary(text, whole) },
      { requiredKeys: ['tookMs'] },
    ),
  }),
  fc.record(
    {
      is: fc.constant('preflight-finished'),
      at,
      mode: fc.constantFrom('all', 'only', 'gate'),
      verdict: fc.constantFrom('go', 'stop', 'cancelled'),
      lost: few,
      play: hostile,
    },
    { requiredKeys: ['is', 'at', 'mode', 'verdict', 'lost'] },
  ),
  fc.record({
    is: fc.constant('host-judged'),
    at,
    play: hostile,
    host: hostile,
    findings: fc.array(
      fc.record(
        { severity: fc.constantFrom('stops', 'warns', 'notes'), about: text, message: text, hint: text },
        { requiredKeys: ['severity', 'about', 'message'] },
      ),
      { maxLength: 3 },
    ),
  }),
  fc.record({ is: fc.constant('play-started'), at, play: hostile, hosts: few }),
  fc.record({ is: fc.constant('host-connected'), at, play: hostile, host: hostile }),
  fc.record({ is: fc.constant('task-started'), at, module: text, ...place }),
  fc.record({
    is: fc.constant('task-progress'),
    at,
    progress: fc.record({ text, fraction: fc.double() }, { requiredKeys: ['text'] }),
    ...place,
  }),
  fc.record({ is: fc.constant('task-note'), at, note: text, ...place }),
  fc.record({
    is: fc.constant('task-output'),
    at,
    stream: fc.constantFrom('stdout', 'stderr'),
    line: text,
    omitted: whole,
    ...place,
  }),
  fc.record({ is: fc.constant('task-finished'), at, module: text, outcome, tookMs: whole, ...place }),
  fc.record({
    is: fc.constant('transaction-rolled-back'),
    at,
    play: hostile,
    host: hostile,
    name: text,
    undone: few,
    left: few,
  }),
  fc.record({
    is: fc.constant('host-finished'),
    at,
    play: hostile,
    host: hostile,
    outcome: fc.constantFrom('ok', 'failed', 'unreachable', 'cancelled'),
    error,
    report: few,
  }),
  fc.record({ is: fc.constant('play-finished'), at, play: hostile }),
  fc.record({ is: fc.constant('draining'), at }),
  fc.record({ is: fc.constant('run-finished'), at, tookMs: whole }),
);
