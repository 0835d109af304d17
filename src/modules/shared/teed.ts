import { type Shell, sh } from '../../core/sh.ts';

/**
 * Runs a script with its output shown as it comes and kept in the file `log` (a word of the shell) as well.
 * Leaves the exit code in `$rc`, which a plain pipe into tee would lose.
 */
export function teed(script: Shell, log: Shell): Shell {
  return sh`exec 3>&1
rc=$( { { (
${script}
) 2>&1 3>&- 4>&-; echo "$?" >&4; } | tee -- ${log} >&3; } 4>&1 )
exec 3>&-`;
}
