import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const main = resolve(import.meta.dirname, '../../src/cli/main.ts');

/** A directory to put before PATH, in which `drover` is the program of this checkout. */
async function droverOnPath(directory: string): Promise<string> {
  const place = join(directory, '.bin');
  const program = join(place, 'drover');
  await mkdir(place, { recursive: true });
  const command = `exec '${process.execPath}' --conditions=drover:source '${main}' "$@"`;
  await writeFile(program, `#!/bin/sh\n${command}\n`);
  await chmod(program, 0o755);
  return place;
}

/** What a script of sh says in a directory, both streams, and its exit code where it is not 0; it knows `drover`. */
export async function inShell(directory: string, script: string): Promise<string> {
  const path = await droverOnPath(directory);
  const env = { ...process.env, PATH: `${path}:${process.env['PATH']}` };
  const { stdout } = await promisify(execFile)('sh', ['-c', `{ ${script}\n} 2>&1 || echo "exit $?"`], {
    cwd: directory,
    env,
  });
  return stdout.replaceAll('\r\n', '\n');
}
