import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseKnownHosts } from '../../../src/transports/known-hosts.ts';
import { knownHostsMatching } from '../../../src/transports/known-hosts-matching.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

const run = promisify(execFile);
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const noKeygen = process.env['CI'] !== 'true' && !existsSync('/usr/bin/ssh-keygen');

/** The lines that ssh-keygen finds. */
async function found(file: string, name: string): Promise<readonly number[]> {
  // Its exit code is 1 when it finds none.
  const { stdout } = await run('ssh-keygen', ['-F', name, '-f', file]).catch(() => ({ stdout: '' }));
  return [...stdout.matchAll(/found: line (\d+)/g)].map(([, number]) => Number(number));
}

describe.skipIf(noKeygen)('known_hosts is searched as OpenSSH searches it', () => {
  it('whatever it holds', { timeout: 120_000 }, async () => {
    const file = join(await scratchDirectory(), 'known_hosts');
    const pattern = fc.constantFrom(
      'web1',
      'web*',
      'web?',
      '*',
      '!web1',
      '!*.net',
      'a.net',
      '*.net',
      '[web1]:2222',
      '[*]:2222',
      '10.0.0.*',
    );
    const marker = fc.constantFrom('', '', '', '@revoked ', '@cert-authority ');
    const line = fc
      .tuple(marker, fc.array(pattern, { minLength: 1, maxLength: 3 }))
      .map(([mark, patterns]) => `${mark}${patterns.join(',')} ${key}`);
    const lines = fc.array(fc.oneof(line, fc.constantFrom('# web1', '')), { minLength: 1, maxLength: 5 });
    const name = fc.constantFrom('web1', 'web12', 'a.net', '[web1]:2222', '10.0.0.7', 'other');
    await fc.assert(
      fc.asyncProperty(lines, name, async (texts, wanted) => {
        await writeFile(file, `${texts.join('\n')}\n`);
        const expected = await found(file, wanted);
        const entries = parseKnownHosts(`${texts.join('\n')}\n`, 'known');
        const ours = knownHostsMatching(entries, wanted).map(({ at }) => Number(at.split(':').at(-1)));
        expect(ours).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});
