import { group, sh, type TaskNode } from 'drover';
import { copy, probe } from 'drover/modules';

interface EditedFileOptions {
  readonly path: string;
  /** Makes the lines that there should be from those that are there; none where the file is not there. */
  readonly edit: (lines: readonly string[]) => readonly string[];
  /** Lines that may hold a password: then nothing of the file is shown. */
  readonly mayHoldSecrets: boolean;
}

/** A text file that others own too: read first, and written again when its lines are not as they should be. */
export function editedFile(name: string, { path, edit, mayHoldSecrets }: EditedFileOptions): TaskNode {
  const read = probe(`${name}: read`, {
    script: sh`[ ! -e ${path} ] || cat -- ${path}`,
    reads: [`file:${path}`],
  });
  const write = copy(name, (scope) => ({
    path,
    content: textOf(scope.state(read).stdout, edit),
    sensitive: mayHoldSecrets,
  }));
  return group(path, [read, write]);
}

function textOf(before: string, edit: EditedFileOptions['edit']): string {
  const lines = before === '' ? [] : before.replace(/\n$/, '').split('\n');
  const edited = edit(lines);
  const same = edited.length === lines.length && edited.every((line, at) => line === lines[at]);
  return same ? before : edited.map((line) => `${line}\n`).join('');
}
