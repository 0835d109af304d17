import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const bench = resolve(import.meta.dirname, '../../bench/inventory.ts');

/** Megabytes at most, by file. */
const mostMegabytes: readonly (readonly [string, number])[] = [
  ['hosts', 500],
  ['hosts.yml', 500],
];

describe('an inventory of 50,000 hosts', () => {
  it('is read and merged in half a gigabyte', { timeout: 300_000 }, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=drover:source', bench]);
    for (const [file, most] of mostMegabytes) {
      const [, hosts, megabytes] =
        new RegExp(`^${file} +(\\d+) hosts: .* (\\d+) MB at most$`, 'm').exec(stdout) ?? [];
      expect([file, hosts]).toEqual([file, '50000']);
      expect(Number(megabytes)).toBeLessThan(most);
    }
  });
});
