import { group, RefusedError, type Scope, sh, type TaskNode } from 'drover';
import { copy, probe } from 'drover/modules';
import { firstCopy } from '../before/first-copy.ts';

interface EditedFileOptions {
  readonly path: string;
  /** Makes the lines that there should be from those that are there; none where the file is not there. */
  readonly edit: (lines: readonly string[]) => readonly string[];
  /** Lines that may hold a password: then nothing of the file is shown. */
  readonly mayHoldSecrets: boolean;
  /** The directory in which it is kept as it was before the first change. */
  readonly before: string;
}

/** A text file that others own too: read first, and written again when its lines are not as they should be. */
export function editedFile(name: string, options: EditedFileOptions): TaskNode {
  const { path, mayHoldSecrets, before: directory } = options;
  const read = probe(`${name}: read`, {
    script: sh`[ ! -e ${path} ] || cat -- ${path}`,
    reads: [`file:${path}`],
  });
  const edited = (scope: Scope) => textOf(scope.state(read).stdout, options);
  const keep = firstCopy(`${path} is kept as it was`, (scope) => ({
    path,
    directory,
    becomes: { content: edited(scope) },
  }));
  const write = copy(name, (scope) => ({ path, content: edited(scope), sensitive: mayHoldSecrets }));
  return group(path, [read, keep, write]);
}

function textOf(before: string, { path, edit }: EditedFileOptions): string {
  if (before.includes('\uFFFD')) {
    throw new RefusedError(`${path} is not UTF-8`, { hint: 'Convert it by hand, and run again.' });
  }
  const lines = before === '' ? [] : before.replace(/\n$/, '').split('\n');
  const edited = edit(lines);
  const same = edited.length === lines.length && edited.every((line, at) => line === lines[at]);
  return same ? before : edited.map((line) => `${line}\n`).join('');
}
