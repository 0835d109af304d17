import { readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../src/core/task.ts';
import { assert } from '../../src/modules/assert.ts';
import { timezone } from '../../src/modules/timezone.ts';
import { runHere } from '../support/local-host.ts';
import { noPrivateAccounts, privateAccounts } from './user/private-accounts.ts';

const { spec } = timezone;
const wish = { name: 'Etc/UTC' };

describe('the plan for a time zone', () => {
  it.each([
    [{ name: 'Etc/UTC', debian: undefined, isKnown: true }, []],
    [{ name: 'Etc/UTC', debian: 'Etc/UTC', isKnown: true }, []],
    [{ name: 'Etc/UTC', debian: 'Asia/Tokyo', isKnown: true }, ['Etc/UTC → Etc/UTC']],
    [{ name: 'Asia/Tokyo', debian: undefined, isKnown: true }, ['Asia/Tokyo → Etc/UTC']],
    [{ name: '', debian: undefined, isKnown: true }, ['→ Etc/UTC']],
  ])('%j', (current, words) => {
    const changes = spec.plan(current, wish);
    expect(changes.map((change) => spec.describe(change, wish, current).summary)).toEqual(words);
  });

  it('is refused for a zone that the host does not know', () => {
    const current = { name: 'Asia/Tokyo', debian: undefined, isKnown: false };
    expect(() => spec.plan(current, wish)).toThrow('The host knows no time zone Etc/UTC');
  });
});

it.each(['', '/etc/passwd', '../UTC', 'Europe/', 'Europe Berlin'])('%j is refused', (name) => {
  expect(() => timezone('t', { name })).toThrow('name: must be a name of the tz database');
});

const reason = noPrivateAccounts();

describe.skipIf(reason !== undefined)(`on a host of its own ${reason ?? ''}`, () => {
  it('is set, kept, mended, and taken back by a transaction', async () => {
    await using place = await privateAccounts();
    const { shell, directory } = place;
    const [link, debian] = [join(directory, 'etc/localtime'), join(directory, 'etc/timezone')];
    await rm(link, { force: true });
    await symlink('/usr/share/zoneinfo/Etc/GMT', link);
    await writeFile(debian, 'Etc/GMT\n');
    const look = async () => [await readlink(link), await readFile(debian, 'utf8')];
    const task = timezone('zone', wish);
    const before = await look();
    expect((await runHere([task], { shell, check: true })).outcomes).toEqual({ zone: 'changed' });
    const fails = assert('fails', { that: false, message: 'no' });
    await runHere([transaction('t', [task, fails])], { shell });
    expect(await look()).toEqual(before);
    expect((await runHere([task], { shell })).outcomes).toEqual({ zone: 'changed' });
    expect(await look()).toEqual(['/usr/share/zoneinfo/Etc/UTC', 'Etc/UTC\n']);
    expect((await runHere([task], { shell })).outcomes).toEqual({ zone: 'ok' });
    await writeFile(debian, 'Etc/GMT\n');
    expect((await runHere([task], { shell })).outcomes).toEqual({ zone: 'changed' });
  });
});
