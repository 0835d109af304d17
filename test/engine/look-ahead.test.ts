import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { copy } from '../../src/modules/copy.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { type Recipe, recipes } from './look-ahead/recipe.ts';
import { type Trace, traceOf } from './look-ahead/trace-of.ts';

const manyRuns = { numRuns: process.env['CI'] === 'true' ? 150 : 60 };
const aWhileMs = 600_000;

/** What the tasks that finished say to have done, and what was taken back, in that order. */
function told(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.is === 'transaction-rolled-back') return event.undone.map((one) => `${one.split(':')[0]} back`);
    return event.is === 'task-finished' && didSomething(event) ? [event.name] : [];
  });
}

function didSomething({ outcome }: Extract<RunEvent, { is: 'task-finished' }>): boolean {
  if (outcome.is !== 'failed' && outcome.is !== 'ignored') return outcome.is === 'changed';
  return outcome.error.code === 'command' || outcome.error.code === 'not-converged';
}

/** All that is said until a task turns out to have had no effect, which is not ignored. */
function untilSlip({ events }: Trace): readonly RunEvent[] {
  const slip = events.findIndex(
    (event) =>
      event.is === 'task-finished' &&
      event.outcome.is === 'failed' &&
      event.outcome.error.code === 'not-converged',
  );
  return slip < 0 ? events : events.slice(0, slip + 1);
}

describe('looking ahead', () => {
  it(
    'changes neither what happens nor its order nor what is said of it',
    async () => {
      await fc.assert(
        fc.asyncProperty(recipes(), fc.boolean(), async (list, check) => {
          const [ahead, inTurn] = await Promise.all([
            traceOf(list, { check }),
            traceOf(list, { check, lookAhead: false }),
          ]);
          expect(ahead).toEqual(inTurn);
          if (!check) expect(told(ahead.events)).toEqual(ahead.effects);
        }),
        manyRuns,
      );
    },
    aWhileMs,
  );

  it(
    'changes nothing up to a change that ends well and has no effect, and tells all that was done behind it',
    async () => {
      await fc.assert(
        fc.asyncProperty(recipes(['slips', 'slips']), async (list) => {
          const [ahead, inTurn] = await Promise.all([traceOf(list), traceOf(list, { lookAhead: false })]);
          expect(untilSlip(ahead)).toEqual(untilSlip(inTurn));
          expect(told(ahead.events)).toEqual(ahead.effects);
        }),
        manyRuns,
      );
    },
    aWhileMs,
  );

  it(
    'tells all that was done when a run is drained, and does no more',
    async () => {
      await fc.assert(
        fc.asyncProperty(recipes(['slips']), fc.integer({ min: 1, max: 4 }), async (list, drainAfter) => {
          const { events, effects } = await traceOf(list, { drainAfter });
          expect(told(events)).toEqual(effects);
        }),
        manyRuns,
      );
    },
    aWhileMs,
  );
});

const write = (place: string, word: string): Recipe => {
  return { is: 'word', place, word, notifies: false, as: undefined, isTimed: false, ignores: false };
};

describe('a change that ends well and has no effect', () => {
  const list = [write('one/b', 'slips'), write('two/a', 'x')];

  it('is found out when files behind it were written already, which is told', async () => {
    const [ahead, inTurn] = await Promise.all([traceOf(list), traceOf(list, { lookAhead: false })]);
    const outcomes = ahead.events.flatMap((event) =>
      event.is === 'task-finished' ? [`${event.name} ${event.outcome.is}`] : [],
    );
    expect(outcomes).toEqual(['0 failed', '1 changed']);
    expect([ahead.tree['/two/a'], inTurn.tree['/two/a']]).toEqual(['x', undefined]);
  });

  it('is taken back in a transaction, and so are they', async () => {
    const { effects } = await traceOf([{ is: 'transaction', inner: list }]);
    expect(effects).toEqual(['0.0', '0.1', '0.1 back', '0.0 back']);
  });
});

describe('changes that were sent together', () => {
  const list = [write('one/b', 'x'), write('two/a', 'y'), write('top', 'z')];

  it('are all made and told when the run is drained at the first', async () => {
    const [ahead, inTurn] = await Promise.all([
      traceOf(list, { drainAfter: 1 }),
      traceOf(list, { drainAfter: 1, lookAhead: false }),
    ]);
    expect([ahead.effects, inTurn.effects]).toEqual([['0', '1', '2'], ['0']]);
    expect(told(ahead.events)).toEqual(ahead.effects);
    expect(ahead.events.at(-3)).toMatchObject({ is: 'host-finished', outcome: 'cancelled' });
  });

  it('are about a megabyte, however many are to come', async () => {
    const directory = await scratchDirectory();
    const files = Array.from({ length: 8 }, (_, index) =>
      copy(`File ${index}`, { path: join(directory, String(index)), content: 'x'.repeat(200_000) }),
    );
    const drain = new AbortController();
    const onEvent = ({ is }: RunEvent) => {
      if (is === 'task-finished') drain.abort(new Error('enough'));
    };
    const { result } = await runHere(files, { drain: drain.signal, onEvent });
    expect(result.hosts[0]?.changed).toBe(5);
  });
});

it.each(['door/a', 'to-a'])(
  'a file behind a link that leads nowhere yet is not taken for empty: %s',
  async (place) => {
    const common = { as: undefined, isTimed: false, ignores: false };
    const { effects } = await traceOf([
      { ...common, is: 'pointer', link: 'gate', target: 'one' },
      write(place, 'x'),
    ]);
    expect(effects).toEqual(['0']);
  },
);
