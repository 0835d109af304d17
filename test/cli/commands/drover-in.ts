import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const program = join(import.meta.dirname, '../../../src/cli/main.ts');

interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** What `drover` writes to each stream when it is started in a directory, and its exit code. */
export async function streamsIn(directory: string, ...words: readonly string[]): Promise<Said> {
  return started(process.execPath, ['--conditions=drover:source', program, ...words], directory);
}

/** What `drover` writes to both streams, as it comes, and its exit code where it is not 0. */
export async function droverIn(directory: string, ...words: readonly string[]): Promise<string> {
  const command = [process.execPath, '--conditions=drover:source', program, ...words];
  const { stdout, code } = await started('sh', ['-c', 'exec "$@" 2>&1', 'sh', ...command], directory);
  return code === 0 ? stdout : `${stdout}exit ${code}`;
}

function started(file: string, words: readonly string[], cwd: string): Promise<Said> {
  return promisify(execFile)(file, [...words], { cwd }).then(
    (said) => ({ ...said, code: 0 }),
    ({ stdout, stderr, code }: Said) => ({ stdout, stderr, code }),
  );
}
