import { expect, it } from 'vitest';
import type { Progress } from '../../../src/core/command.ts';
import { OneForAll, type Waiting } from '../../../src/modules/download/one-for-all.ts';

function someone() {
  const stop = new AbortController();
  const told: Progress[] = [];
  return { stop, told, signal: stop.signal, onProgress: (progress: Progress) => void told.push(progress) };
}

/** Work that is done by hand, and ends with its signal. */
function byHand() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const begun: Waiting[] = [];
  const begin = (as: Waiting) => {
    begun.push(as);
    as.signal.addEventListener('abort', () => reject(as.signal.reason));
    return promise;
  };
  return { begun, begin, resolve };
}

it('does once what several wait for, and tells all how far it is', async () => {
  const { begun, begin, resolve } = byHand();
  const works = new OneForAll<string>();
  const [one, two] = [someone(), someone()];
  const both = [works.of('k', one, begin), works.of('k', two, begin)];
  begun[0]?.onProgress({ text: 'half' });
  resolve('done');
  expect(await Promise.all(both)).toEqual(['done', 'done']);
  expect([one.told, two.told]).toEqual([[{ text: 'half' }], [{ text: 'half' }]]);
  expect(begun).toHaveLength(1);
});

it('goes on when one of two leaves, and is given up with the last', async () => {
  const { begun, begin } = byHand();
  const works = new OneForAll<string>();
  const [one, two] = [someone(), someone()];
  const [first, second] = [works.of('k', one, begin), works.of('k', two, begin)];
  one.stop.abort(new Error('one is gone'));
  await expect(first).rejects.toThrow('one is gone');
  expect(begun[0]?.signal.aborted).toBe(false);
  two.stop.abort(new Error('two is gone'));
  await expect(second).rejects.toThrow('two is gone');
  expect(begun[0]?.signal.aborted).toBe(true);
});

it('begins anew after a failure', async () => {
  const works = new OneForAll<string>();
  const failing = works.of('k', someone(), () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await works.of('k', someone(), () => Promise.resolve('yes'))).toBe('yes');
});
