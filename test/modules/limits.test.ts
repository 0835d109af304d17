import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { limitsText } from '../../src/modules/limits/limits-text.ts';
import { limits } from '../../src/modules/limits.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

describe('a file of limits', () => {
  it.each<[string, string | undefined, string]>([
    ['', '5', 'a\t-\tnofile\t5\n'],
    ['# a - nofile 1', '5', '# a - nofile 1\na\t-\tnofile\t5\n'],
    ['a  - nofile 5 # ours\n', '5', 'a  - nofile 5 # ours\n'],
    ['a - nofile 1\nb - nofile 2\na - nofile 3\n', '5', 'b - nofile 2\na\t-\tnofile\t5\n'],
    ['a hard nofile 1\na - nproc 1\n', '5', 'a hard nofile 1\na - nproc 1\na\t-\tnofile\t5\n'],
    ['a - nofile infinity\n', 'unlimited', 'a - nofile infinity\n'],
    ['a - nofile 1\r\nb - nofile 2\r\n', undefined, 'b - nofile 2\r\n'],
    ['b - nofile 2', undefined, 'b - nofile 2'],
  ])('%j with %s is %j', (before, value, after) => {
    const wish = { domain: 'a', type: '-', item: 'nofile', value };
    expect(limitsText(before, wish).text).toBe(after);
    expect(limitsText(after, wish).text).toBe(after);
  });

  it('tells a nice value of -1 from none at all', () => {
    const wish = { domain: 'a', type: '-', item: 'nice', value: '-1' };
    expect(limitsText('a - nice unlimited\n', wish).text).toBe('a\t-\tnice\t-1\n');
  });
});

it.each([
  [{ domain: 'a b', item: 'core', value: 1 } as const, 'domain: must be one word'],
  [{ domain: 'a', item: 'core' } as const, 'value: is needed'],
  [{ domain: 'a', item: 'core', value: 1.5 } as const, 'value: must be a whole number'],
  [{ domain: 'a', item: 'core', value: 1, state: 'absent' } as const, 'value: is needed with state present'],
])('%j is refused', (given, says) => {
  expect(() => limits('l', given)).toThrow(says);
});

it('is said once, then left, mended after a drift, and put back by a transaction', async () => {
  const path = join(await scratchDirectory(), '-e "limits"');
  const task = limits('limit', { path, domain: '@ops', item: 'memlock', value: 'unlimited' });
  expect((await runHere([task], { check: true })).outcomes).toEqual({ limit: 'changed' });
  expect((await runHere([task])).outcomes).toEqual({ limit: 'changed' });
  expect((await runHere([task])).outcomes).toEqual({ limit: 'ok' });
  await writeFile(path, '@ops - memlock 1\n', { mode: 0o600 });
  const before = await stat(path);
  await runHere([transaction('all', [task, assert('fails', { that: false, message: 'no' })])]);
  expect(await readFile(path, 'utf8')).toBe('@ops - memlock 1\n');
  expect((await stat(path)).mtimeMs).toBe(before.mtimeMs);
  expect((await runHere([task])).outcomes).toEqual({ limit: 'changed' });
  expect(await readFile(path, 'utf8')).toBe('@ops\t-\tmemlock\tunlimited\n');
});
