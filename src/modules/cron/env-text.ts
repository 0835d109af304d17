import { RefusedError } from '../../core/errors.ts';
import type { Edited } from '../shared/edit-steps.ts';
import { joined, linesOf } from './cron-lines.ts';

interface Variable {
  readonly name: string;
  /** Undefined: it should not be there. */
  readonly value?: string | undefined;
  readonly insertAfter?: string | undefined;
  readonly insertBefore?: string | undefined;
}

/**
 * A crontab in which a variable has this value, or is not there. Throws a RefusedError when the variable beside which
 * it should come is not there, unless the text may be another by then.
 */
export function envText(text: string, variable: Variable, isCertain = true): Edited {
  const { name, value } = variable;
  const lines = linesOf(text);
  const isThere = lines.some((line) => line.startsWith(`${name}=`));
  if (value === undefined) {
    const left = lines.filter((line) => !line.startsWith(`${name}=`));
    return isThere ? { text: joined(left), words: `variable ${name} removed` } : { text, words: '' };
  }
  const line = `${name}="${value}"`;
  if (!isThere) {
    const at = placeOf(variable, lines, isCertain);
    return { text: joined(lines.toSpliced(at, 0, line)), words: `variable ${name} added` };
  }
  if (lines.find((one) => one.startsWith(`${name}=`)) === line) return { text, words: '' };
  const changed = lines.map((one) => (one.startsWith(`${name}=`) ? line : one));
  return { text: joined(changed), words: `variable ${name} changed` };
}

function placeOf(
  { name, insertAfter, insertBefore }: Variable,
  lines: readonly string[],
  isCertain: boolean,
): number {
  const other = insertAfter ?? insertBefore;
  if (other === undefined) return 0;
  const at = lines.findIndex((line) => line.startsWith(`${other}=`));
  if (at < 0 && isCertain) {
    throw new RefusedError(`There is no variable ${other} beside which ${name} could come`, {
      hint: 'Put a task before that sets it, or leave out insertAfter and insertBefore.',
    });
  }
  return at < 0 || insertAfter === undefined ? Math.max(at, 0) : at + 1;
}
