import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { hostname } from '../../src/modules/hostname.ts';
import { shell as shellTask } from '../../src/modules/shell.ts';
import { runHere } from '../support/local-host.ts';
import { noPrivateAccounts, privateAccounts } from './user/private-accounts.ts';

const { spec } = hostname;

describe('the plan for a name', () => {
  it.each([
    [{ running: 'web1', atStart: 'web1' }, []],
    [{ running: 'old', atStart: 'web1' }, ['old → web1']],
    [{ running: 'web1', atStart: '' }, ['/etc/hostname says web1']],
    [{ running: 'old', atStart: 'old' }, ['/etc/hostname says web1', 'old → web1']],
  ])('%j', (current, words) => {
    const changes = spec.plan(current, { name: 'web1' });
    expect(changes.map((change) => spec.describe(change, { name: 'web1' }, current).summary)).toEqual(words);
  });
});

it.each([
  ['', 'name: must be letters'],
  ['-web', 'name: must be letters'],
  ['web_1', 'name: must be letters'],
  ['web..example', 'name: must be letters'],
  [`${'a'.repeat(60)}.example`, 'name: Linux takes 64 characters at most'],
])('%j is refused', (name, says) => {
  expect(() => hostname('h', { name })).toThrow(says);
});

const reason = noPrivateAccounts();

describe.skipIf(reason !== undefined)(`on a host of its own ${reason ?? ''}`, () => {
  it('a name holds now and at the next start, and is taken back by a transaction', async () => {
    await using place = await privateAccounts();
    const shell = join(place.directory, 'named-shell');
    await writeFile(shell, `#!/bin/sh\nexec unshare -u ${place.shell} "$@"\n`, { mode: 0o755 });
    const atStart = () => readFile(join(place.directory, 'etc/hostname'), 'utf8');
    await writeFile(join(place.directory, 'etc/hostname'), 'before\n');
    const names = (...list: readonly string[]) => list.map((name, at) => hostname(`${at} ${name}`, { name }));
    const { outcomes } = await runHere(names('web1', 'web1', 'web2'), { shell });
    expect(outcomes).toEqual({ '0 web1': 'changed', '1 web1': 'ok', '2 web2': 'changed' });
    expect(await atStart()).toBe('web2\n');
    const back = [
      ...names('before'),
      transaction('t', [...names('other'), assert('fails', { that: false, message: 'no' })]),
    ];
    const seen = await runHere(back, { shell });
    expect(seen.result.hosts[0]?.rolledBack).toMatchObject([{ name: 't', left: [] }]);
    expect(await atStart()).toBe('before\n');
    const check = await runHere(names('web3'), { shell, check: true });
    expect(check.outcomes).toEqual({ '0 web3': 'changed' });
    const now = shellTask('now', { cmd: '[ "$(cat /proc/sys/kernel/hostname)" = web4 ]' });
    expect((await runHere([...names('web4'), now], { shell })).outcomes).toMatchObject({ now: 'changed' });
  });
});
