import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manyBytes } from '../../../src/modules/shared/digest-script.ts';
import { pathState } from '../../../src/modules/shared/path-state.ts';
import { prelude } from '../../../src/session/prelude.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

describe('the digest of a file', () => {
  it.each([
    ['small', 'with openssl', 3, true],
    ['large', 'with openssl', manyBytes, true],
    ['large', 'without openssl', manyBytes, false],
  ] as const)('that is %s is right %s', async (_, __, bytes, hasOpenssl) => {
    const directory = await scratchDirectory();
    const bin = join(directory, 'bin');
    await mkdir(bin);
    for (const tool of ['stat', 'sha256sum', 'cut', ...(hasOpenssl ? ['openssl'] : [])]) {
      await symlink(
        execFileSync('sh', ['-c', 'command -v "$0"', tool], { encoding: 'utf8' }).trim(),
        join(bin, tool),
      );
    }
    const content = Buffer.alloc(bytes, 'content');
    const path = join(directory, 'a file');
    await writeFile(path, content);
    const [look] = pathState(path, { digest: true }).leaves.filter((leaf) => leaf.on === 'host');
    const said = execFileSync('/bin/sh', ['-c', `${prelude}\n${look?.script.text}`], {
      env: { PATH: bin },
      encoding: 'utf8',
    });
    expect(said.split('\n')[1]).toBe(createHash('sha256').update(content).digest('hex'));
  });
});
