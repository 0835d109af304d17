/** So many times in a lease the controller gives a sign of life, and the host looks for one. */
export const beatsPerLease = 6;

/** The program that reads the input. When it ends, the supervisor ends all. */
export const inputReader = 'dd bs=64k';

export interface SupervisorOptions {
  /** What to supervise: it gets the input. */
  readonly work: string;
  /** For so long nothing may arrive; then the work is ended as if the input had. */
  readonly leaseMs: number;
  /** So many times as long the work may take nothing of what has arrived. Default: 1. */
  readonly patience?: number;
}

/**
 * The program that everything on a host runs in. It hands its input on to the work and ends the whole process group
 * `$g`, by TERM and five seconds later by KILL, when the input ends because the controller closed it, died or was
 * lost, when nothing has come for the length of the lease, and when the work was killed. Work that ends well takes with
 * it, by TERM, what it left in the group.
 */
export function supervisor({ work, leaseMs, patience = 1 }: SupervisorOptions): string {
  const term = 'trap "" TERM; exec </dev/null >/dev/null 2>&1 3<&-; kill -s TERM -- -$g';
  // Apart, as some shells do the last part of a pipeline themselves, and they have to end now. A program of its own: a
  // subshell would hold what its shell has put aside of the outputs, and so the channel, open.
  const kill = 'sh -c "sleep 5; kill -s KILL -- -$g" &';
  // Busybox `cat` would pass nothing on from a socket before its end. A shell tells on stderr how its children ended:
  // were that closed with the channel, it would die of it before it had ended the rest.
  const reader = `${inputReader} <&3 3<&- & d=$!`;
  const watcher = `( ${watch(leaseMs, patience)} ) </dev/null >/dev/null 3<&- &`;
  const right = [`{ ${work}; } || k=y`, term, `case $k in y) ${kill} ;; esac`];
  return `k=; { ${reader}; ${watcher} wait $d; ${term}; ${kill} } 3<&0 2>/dev/null | { ${right.join('; ')}; }`;
}

/**
 * Ends the reader when what it has read and written stays the same for too long. While it cannot get rid of what it has
 * read, the work is busy, and nobody can tell whether more has come. Where the kernel does not count, nothing is done:
 * then only the end of the input ends the work.
 */
function watch(leaseMs: number, patience: number): string {
  return [
    'n=0; o=; b=',
    `while sleep ${leaseMs / beatsPerLease / 1000}`,
    // What it reads to begin with is no input: another one tells how much that is. Most sessions end before.
    `do [ -n "$b" ] || { set -- $(${inputReader} if=/proc/self/io); b=$2; }`,
    '{ read -r k r && read -r k w; } </proc/$d/io || exit',
    `if [ "$(($r-$w))" = "$b" ]; then s=${patience}; else s=1; fi`,
    'if [ "$r $w" = "$o" ]; then n=$(($n+$s)); else n=0; o="$r $w"; fi',
    `if [ $n -ge ${beatsPerLease * patience} ]; then kill $d; fi; done`,
  ].join('; ');
}
