/**
 * The program that every session runs in: it hands its input on to a working shell and, when the input ends because
 * the controller closed it, died or was lost, ends the whole process group: TERM, and KILL five seconds later. When the
 * working shell ends first, the group is ended too, and the controller learns of it. (`dd`, because busybox `cat`
 * passes nothing on from a socket before its end; the `echo` finds out whether the working shell is still there.)
 */
export function supervisor(shell: string): string {
  return [
    'if [ -r /proc/$$/stat ]; then read -r l </proc/$$/stat; l=${l##*") "}; set -- $l; g=$3',
    'else g=$(ps -o pgid= -p $$ | tr -d " "); fi',
    '{ dd bs=64k 2>/dev/null; echo || exit; trap "" TERM; exec </dev/null >/dev/null 2>&1' +
      '; kill -s TERM -- -$g; sleep 5; kill -s KILL -- -$g',
    `} | { ${shell}; trap "" TERM; kill -s TERM -- -$g; }`,
  ].join('; ');
}
