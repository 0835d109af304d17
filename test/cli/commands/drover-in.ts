import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const program = join(import.meta.dirname, '../../../src/cli/main.ts');

/** What `drover` writes to both streams when it is started in a directory, and its exit code where it is not 0. */
export async function droverIn(directory: string, ...words: readonly string[]): Promise<string> {
  const command = ['--conditions=drover:source', program, ...words];
  return promisify(execFile)(process.execPath, command, { cwd: directory }).then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) =>
      `${error.stdout}${error.stderr}exit ${error.code}`,
  );
}
