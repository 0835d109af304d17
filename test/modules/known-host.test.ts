import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hashedName } from '../../src/modules/known-host/host-names.ts';
import { type KnownHostWish, knownHostsText } from '../../src/modules/known-host/known-hosts-text.ts';
import { knownHost } from '../../src/modules/known-host.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const one = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
const two = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGyKMHPRnPXvRM1HBFnSZCmS1wjqJbQF9Bv5pQmRVGpS';
const other = 'ecdsa-sha2-nistp256 AAAA2';
const hashed = hashedName('a', one);

describe('a list of known hosts', () => {
  it.each<[string, Partial<KnownHostWish>, string]>([
    ['', { keys: [one] }, `a ${one}\n`],
    [`b ${one}`, { keys: [one] }, `b ${one}\na ${one}\n`],
    [`a ${two} old\r\n`, { keys: [one] }, `a ${one}\n`],
    [`# a\nA,b ${two} old\n`, { keys: [one] }, `# a\nb ${two} old\na ${one}\n`],
    [`a ${one} c\na ${one}\n`, { keys: [one] }, `a ${one} c\n`],
    [`a ${other}\n`, { keys: [one] }, `a ${other}\na ${one}\n`],
    [`${hashed} ${one}\n`, { keys: [one] }, `${hashed} ${one}\n`],
    [`a,b ${one}\n`, { keys: [one], hash: true }, `b ${one}\n${hashed} ${one}\n`],
    [`@revoked a ${one}\n* ${one}\n`, { state: 'absent' }, `@revoked a ${one}\n* ${one}\n`],
    [`${hashed} ${one}\nb,a ${two}\na ${other}\n`, { state: 'absent' }, `b ${two}\n`],
    [`a ${one}\na ${other}\n`, { state: 'absent', keys: [one] }, `a ${other}\n`],
  ])('%j with %j is %j', (before, wish, after) => {
    const whole = { name: 'a', keys: [], state: 'present', hash: false, ...wish } as const;
    expect(knownHostsText(before, whole).text).toBe(after);
    expect(knownHostsText(after, whole).text).toBe(after);
  });

  it.each([
    ['', { keys: [one] }, 'key added'],
    [`a ${two}`, { keys: [one] }, 'key replaced'],
    [`a ${one}\na ${other}`, { keys: [] }, '2 keys removed'],
  ])('%j with %j in words', (before, { keys }, words) => {
    const state = keys.length === 0 ? 'absent' : 'present';
    expect(knownHostsText(before, { name: 'a', keys, state, hash: false }).words).toBe(words);
  });
});

it.each([
  [{ name: 'a' }, 'key: is needed'],
  [{ name: 'a b', key: one }, 'name: must be a name or address'],
  [{ name: 'a', key: [one, two] }, 'key: holds two keys of one type'],
])('%j is refused', (given, says) => {
  expect(() => knownHost('k', given)).toThrow(says);
});

it.each([
  { name: 'git.example.com', hash: false },
  { name: 'git.example.com', hash: true },
  { name: '[git.example.com]:2222', hash: true },
])('OpenSSH finds the host by $name (hash: $hash)', async ({ name, hash }) => {
  const path = join(await scratchDirectory(), 'known hosts');
  await writeFile(path, `other ${two}\n`);
  const task = knownHost('known', { path, name, key: `${one} comment`, hash });
  expect((await runHere([task], { check: true })).outcomes).toEqual({ known: 'changed' });
  expect((await runHere([task])).outcomes).toEqual({ known: 'changed' });
  expect((await runHere([task])).outcomes).toEqual({ known: 'ok' });
  const { stdout } = await promisify(execFile)('ssh-keygen', ['-F', name, '-f', path]);
  expect(stdout).toContain(one);
  expect((await readFile(path, 'utf8')).includes('git.example')).toBe(!hash);
});
