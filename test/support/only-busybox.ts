import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';

/** Leaves nothing on the search path of what a test starts but the programs of busybox, which come into `directory`. */
export async function onlyBusybox(directory: string): Promise<void> {
  const tools = join(directory, 'tools');
  await mkdir(tools);
  execFileSync('busybox', ['--install', '-s', tools]);
  // The session is fed by a socket here, and busybox's cat holds back what comes by one.
  await rm(join(tools, 'cat'));
  await symlink('/bin/cat', join(tools, 'cat'));
  vi.stubEnv('PATH', tools);
}
