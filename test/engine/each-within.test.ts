import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachWithin } from '../../src/engine/each-within.ts';
import type { Limit } from '../../src/engine/host-limits.ts';

interface Job {
  readonly name: string;
  readonly limits: readonly Limit[];
}

const sizes = fc.record({
  rack: fc.integer({ min: 1, max: 3 }),
  mirror: fc.integer({ min: 1, max: 3 }),
  bastion: fc.integer({ min: 1, max: 3 }),
});

const jobs = sizes.chain((most) =>
  fc.array(fc.subarray(['rack', 'mirror', 'bastion'] as const), { maxLength: 25 }).map((kinds) =>
    kinds.map(
      (names, index): Job => ({
        name: `job${index}`,
        limits: names.map((name) => ({ name, most: most[name] })),
      }),
    ),
  ),
);

/** Work that is ended from outside, so that a scheduler may choose the order. */
function stage() {
  const running = new Map<string, { readonly job: Job; readonly end: () => void }>();
  const begun: string[] = [];
  const work = (job: Job) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    begun.push(job.name);
    const end = () => {
      running.delete(job.name);
      resolve();
    };
    running.set(job.name, { job, end });
    return promise;
  };
  return { running, begun, work };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('each within bounds', () => {
  it('never goes over a limit, leaves no place empty that could be used, and works on everything', async () => {
    await fc.assert(
      fc.asyncProperty(
        jobs,
        fc.integer({ min: 1, max: 6 }),
        fc.infiniteStream(fc.nat()),
        async (all, concurrency, choices) => {
          const { running, begun, work } = stage();
          const done = eachWithin(all, { concurrency, limitsOf: ({ limits }) => limits }, work);
          for (;;) {
            await turn();
            const now = [...running.values()];
            const hasRoom = ({ name, most }: Limit, spare: number) =>
              now.filter(({ job }) => job.limits.some((one) => one.name === name)).length <= most - spare;
            expect(now.length).toBeLessThanOrEqual(concurrency);
            expect(now.flatMap(({ job }) => job.limits).every((limit) => hasRoom(limit, 0))).toBe(true);
            const left = all.filter(({ name }) => !begun.includes(name));
            const startable = left.filter(({ limits }) => limits.every((limit) => hasRoom(limit, 1)));
            expect(now.length === concurrency ? [] : startable).toEqual([]);
            if (now.length === 0) break;
            now[(choices.next().value ?? 0) % now.length]?.end();
          }
          await done;
          expect(begun.toSorted()).toEqual(all.map(({ name }) => name).toSorted());
        },
      ),
      { numRuns: 200 },
    );
  });

  it('passes by what has to wait for a limit, which takes up no place', async () => {
    const { begun, running, work } = stage();
    const rack = [{ name: 'rack', most: 1 }];
    const all = [
      { name: 'a', limits: rack },
      { name: 'b', limits: rack },
      { name: 'c', limits: [] },
    ];
    const done = eachWithin(all, { concurrency: 2, limitsOf: ({ limits }) => limits }, work);
    await turn();
    expect(begun).toEqual(['a', 'c']);
    running.get('a')?.end();
    await turn();
    expect(begun).toEqual(['a', 'c', 'b']);
    for (const { end } of running.values()) end();
    await done;
  });

  it('begins nothing more once something rejects, and rejects when the rest has ended', async () => {
    const { begun, running, work } = stage();
    const all = ['bad', 'good', 'never'].map((name) => ({ name, limits: [] }));
    let ended = false;
    const done = eachWithin(all, { concurrency: 2, limitsOf: ({ limits }) => limits }, async (job) => {
      if (job.name === 'bad') throw new Error('no');
      await work(job);
    }).finally(() => {
      ended = true;
    });
    done.catch(() => {});
    await turn();
    expect(ended).toBe(false);
    running.get('good')?.end();
    await expect(done).rejects.toThrow('no');
    expect(begun).toEqual(['good']);
  });
});
