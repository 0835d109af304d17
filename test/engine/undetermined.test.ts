import { join } from 'node:path';
import { expect, it } from 'vitest';
import { file } from '../../src/modules/file.ts';
import { user } from '../../src/modules/user.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

it.skipIf(process.getuid?.() !== 0)(
  'a check does not fail where a user is become that a task makes',
  async () => {
    const path = join(await scratchDirectory(), 'file');
    const own = file('own', { path, state: 'file' }, { become: 'herd-to-be' });
    const made = user('made', { name: 'herd-to-be' });
    const { outcomes, result } = await runHere([made, own], { check: true });
    expect(outcomes).toEqual({ made: 'changed', own: 'undetermined' });
    expect(result.hosts[0]?.tasks[1]?.outcome).toEqual({
      is: 'undetermined',
      reason: 'works as herd-to-be, whom a task before it would change',
    });
    const alone = await runHere([own], { check: true });
    expect(alone.outcomes['own']).toMatch(/^failed: Cannot become herd-to-be/);
  },
);
