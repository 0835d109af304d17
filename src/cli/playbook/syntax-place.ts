import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CodePlace } from './code-place.ts';

const run = promisify(execFile);
const timeoutMs = 10_000;

/** Where JavaScript that is not well formed goes wrong: the error itself does not say, Node's own check does. */
export async function syntaxPlace(cause: unknown, file: string): Promise<CodePlace | undefined> {
  if (!(cause instanceof SyntaxError)) return undefined;
  const said = await run(process.execPath, ['--check', file], { timeout: timeoutMs }).then(
    () => '',
    (error: { readonly stderr?: string }) => error.stderr ?? '',
  );
  const [, name, line] = /^((?:file:\/\/)?\/.+):(\d+)$/m.exec(said) ?? [];
  if (name === undefined) return undefined;
  const mark = said.split('\n').find((row) => /^\s*\^+\s*$/.test(row));
  const column = mark === undefined ? undefined : mark.indexOf('^') + 1;
  return { file: name.startsWith('file://') ? fileURLToPath(name) : name, line: Number(line), column };
}
