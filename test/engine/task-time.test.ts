import { describe, expect, it } from 'vitest';
import { attempts, type Conversation, commandOf, dialogue, type Step } from '../../src/core/command.ts';
import { known } from '../../src/core/query.ts';
import { sh } from '../../src/core/sh.ts';
import { withTimeOf } from '../../src/engine/task-time.ts';
import { command } from '../../src/modules/command.ts';

const anHour = 3_600_000;
const plain = commandOf(sh`make`, { touches: [] });
const hasty = commandOf(sh`make`, { touches: [], timeoutMs: 1_000 });
const talk = dialogue([], async (host) => {
  await host.run(plain);
  await host.run(hasty);
});

/** How long each command may take that a step runs. */
async function timesOf(step: Step): Promise<readonly (number | undefined)[]> {
  if (step.is === 'command') return [step.timeoutMs];
  if (step.is === 'attempts') return (await Promise.all(step.ways.map((way) => timesOf(way.step)))).flat();
  const times: (number | undefined)[] = [];
  const host: Conversation = {
    ask: () => Promise.reject(new Error('nothing is asked')),
    run: async ({ timeoutMs }) => {
      times.push(timeoutMs);
      return { stdout: '', stderr: '' };
    },
    note: () => {},
    progress: () => {},
    signal: new AbortController().signal,
  };
  await step.converse(host);
  return times;
}

describe('the time of a task', () => {
  it.each<readonly [string, Step, number | undefined, readonly (number | undefined)[]]>([
    ['a command', plain, anHour, [anHour]],
    ['a command with a time of its own', hasty, anHour, [1_000]],
    ['a dialogue', talk, anHour, [anHour, 1_000]],
    [
      'ways',
      attempts([plain, hasty, talk].map((step) => ({ name: '', step }))),
      anHour,
      [anHour, 1_000, anHour, 1_000],
    ],
    ['a command that has longer anyway', plain, 1_000, [undefined]],
    ['a command of a task without a time', plain, undefined, [undefined]],
  ])('is that of %s', async (_, step, timeoutMs, times) => {
    const change = {
      view: { summary: '' },
      apply: () => step,
      undo: () => undefined,
      afterUndo: () => undefined,
    };
    const look = { state: undefined, changes: [change], notes: [], conclude: undefined };
    const task = command('t', { argv: ['make'] }, timeoutMs === undefined ? {} : { timeoutMs });
    const [timed] = withTimeOf(task, known(look)).read([]).changes;
    expect(timed && (await timesOf(timed.apply()))).toEqual(times);
  });
});
