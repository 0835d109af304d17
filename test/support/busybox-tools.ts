import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes a directory with the programs of busybox and no other, and answers its path. */
export async function busyboxTools(directory: string): Promise<string> {
  const tools = join(directory, 'tools');
  await mkdir(tools);
  execFileSync('busybox', ['--install', '-s', tools]);
  // The session is fed by a socket here, and busybox's cat holds back what comes by one.
  await rm(join(tools, 'cat'));
  await symlink('/bin/cat', join(tools, 'cat'));
  return tools;
}
