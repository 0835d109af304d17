import type { Phase } from './figure.ts';
import type { Goal } from './goal.ts';
import { difference, type Place, ratio } from './ratio.ts';

const manyFiles = 'W2 50 templates, 10 hosts';
const twiceAsMany = 'W2 100 templates, 10 hosts';
const farFiles = 'W2 50 templates, 1 host, 100 ms round trip';
const twiceAsManyFar = 'W2 100 templates, 1 host, 100 ms round trip';
const farConnect = 'W5 connect and true, 1 host, 100 ms round trip';
const oneTask = 'W5 connect and true, 1 host';
const commands = 'W1 100 commands, 1 host';
const largeFile = 'W3 a file of 100 MiB, 1 host';
const phases: readonly Phase[] = ['first', 'second'];

/** The goals, each with what it is measured by. */
export const goals: readonly Goal[] = [
  ...phases.flatMap((phase) => [
    faster(manyFiles, 'mitogen', 25, 'wallMs', phase),
    faster(manyFiles, 'mitogen', 20, 'cpuMs', phase),
    faster(manyFiles, 'pyinfra', 15, 'wallMs', phase),
    within(manyFiles, 'floor batch', 2.5, phase),
  ]),
  within(commands, 'floor shell', 2),
  faster(commands, 'mitogen', 10),
  faster(commands, 'pyinfra', 10),
  { ...farGoal('first'), atMost: 1.5 },
  { ...farGoal('second'), atMost: 1.3 },
  within(largeFile, 'floor exec', 1.3),
  within('W3 a file of 20 MiB, 10 hosts', 'floor exec', 1.3),
  {
    text: 'W3 a file of 400 MiB: memory more than for one of 100 MiB',
    atMost: 50,
    unit: ' MB',
    value: scaled(
      difference(at('W3 a file of 400 MiB, 1 host', 'peakKb'), at(largeFile, 'peakKb')),
      1 / 1024,
    ),
  },
  within('W4 facts, 1 host', 'floor shell', 2),
  within('W4 facts, 10 hosts', 'floor shell', 2),
  within('W5 connect and true, 50 hosts', 'floor exec', 1.3),
  within('W5 connect and true, 200 hosts', 'floor exec', 1.3),
  {
    text: 'W5 round trips for a shell and one command, against ssh2 itself',
    atMost: -1,
    unit: '',
    isCounted: true,
    value: difference(at(farConnect, 'roundTrips'), { ...at(farConnect, 'roundTrips'), who: 'floor shell' }),
  },
  {
    text: 'Growth: round trips that 50 more tasks add, nothing to change',
    atMost: 0,
    unit: '',
    isCounted: true,
    value: difference(
      // Far away, every turn of the flow is a wait; near by, answers that come while more is written count too.
      { ...at(twiceAsManyFar, 'roundTrips'), phase: 'second' },
      { ...at(farFiles, 'roundTrips'), phase: 'second' },
    ),
  },
  {
    text: 'Growth: CPU of one more task on one host, nothing to change',
    atMost: 1,
    unit: ' ms',
    value: scaled(
      difference(
        { ...at(twiceAsMany, 'cpuMs'), phase: 'second' },
        { ...at(manyFiles, 'cpuMs'), phase: 'second' },
      ),
      1 / (50 * 10),
    ),
  },
  {
    text: 'Growth: memory of an idle host above that of ssh2',
    atMost: 200,
    unit: ' KB',
    isCounted: true,
    value: ({ idle }) => idle && idle.oursKb - idle.floorKb,
  },
  { text: 'Start: CPU of drover --version', atMost: 150, unit: ' ms', value: ({ start }) => start?.builtMs },
  {
    text: 'Start: CPU of run with 1 host and 1 task above the floor',
    atMost: 200,
    unit: ' ms',
    value: difference(at(oneTask, 'cpuMs'), { ...at(oneTask, 'cpuMs'), who: 'floor exec' }),
  },
];

function at(title: string, of: Place['of']): Place {
  return { title, of };
}

function faster(
  title: string,
  who: string,
  atLeast: number,
  of: 'wallMs' | 'cpuMs' = 'wallMs',
  phase: Phase = 'first',
): Goal {
  const what = of === 'wallMs' ? 'wall' : 'CPU';
  const run = title.startsWith('W2') ? `, ${phase} run` : '';
  const value = ratio({ title, of, who, phase }, { title, of, phase });
  return { text: `${title}${run}: less ${what} than ${who}`, atLeast, unit: '×', value };
}

function within(title: string, who: string, atMost: number, phase: Phase = 'first'): Goal {
  const run = title.startsWith('W2') ? `, ${phase} run` : '';
  const value = ratio({ title, of: 'wallMs', phase }, { title, of: 'wallMs', who, phase });
  return { text: `${title}${run}: wall of ${who}`, atMost, unit: '×', value };
}

function farGoal(phase: Phase): Goal {
  const value = ratio(
    { title: farFiles, of: 'wallMs', phase },
    { title: farConnect, of: 'wallMs', who: 'floor exec' },
  );
  return { text: `${farFiles}, ${phase} run: wall of connecting and one command`, unit: '×', value };
}

function scaled(value: Goal['value'], by: number): Goal['value'] {
  return (measured) => {
    const whole = value(measured);
    return whole === undefined ? undefined : whole * by;
  };
}
