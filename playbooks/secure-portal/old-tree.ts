import { type Shell, sh, type TaskNode } from 'drover';
import { command } from 'drover/modules';
import type { Variables } from './variables.ts';

/** The tree that the instance came with is in its place again, from the backup that the swap made. */
export function oldTree({ httpdDirectory: live }: Pick<Variables, 'httpdDirectory'>): TaskNode {
  const aside = `${live}.secured`;
  return command("The instance's own server is in its place again", {
    onlyIf: sh`[ -s ${`${live}/.drover-swapped`} ]`,
    script: sh`${backupOf(live)}
rm -rf -- ${aside} && mv -- ${live} ${aside} && mv -- "$old" ${live}`,
    undo: sh`[ -d ${aside} ] || exit 0
tree=${aside}
${lastBackup}
[ ! -e ${live} ] || mv -- ${live} "$old" || exit
mv -- ${aside} ${live}`,
    touches: [`file:${live}`, `file:${aside}`],
  });
}

function backupOf(live: string): Shell {
  return sh`tree=${live}
${lastBackup}
[ -d "$old" ] || { echo "the backup $old of ${live} is not there" >&2; exit 1; }`;
}

/** Each tree of ours says which one it replaced, until one that was not ours: `$old`. */
const lastBackup: Shell = sh`old=$tree; while [ -s "$old/.drover-swapped" ]; do old=$(cat "$old/.drover-swapped"); done`;
