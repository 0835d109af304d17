/** So many times in a lease the controller gives a sign of life, and the host looks for one. */
export const beatsPerLease = 6;

export interface SupervisorOptions {
  /** What to supervise: it gets the input. */
  readonly work: string;
  /** For so long nothing may arrive; then the work is ended as if the input had. */
  readonly leaseMs: number;
}

/**
 * The program that everything on a host runs in. It hands its input on to the work and ends the whole process group
 * `$g`, by TERM and five seconds later by KILL, when the input ends because the controller closed it, died or was
 * lost, when nothing has come for the length of the lease, and when the work was killed. Work that ends well takes with
 * it, by TERM, what it left in the group.
 */
export function supervisor({ work, leaseMs }: SupervisorOptions): string {
  const term = 'trap "" TERM; exec </dev/null >/dev/null 2>&1 3<&-; kill -s TERM -- -$g';
  // Apart, as some shells do the last part of a pipeline themselves, and they have to end now.
  const kill = '( sleep 5; kill -s KILL -- -$g ) &';
  // `dd`, because busybox `cat` passes nothing on from a socket before its end; the `echo` finds out whether the work
  // is still there.
  const left = [
    `dd bs=64k <&3 3<&- 2>/dev/null & d=$!; ( ${watch(leaseMs)} ) </dev/null >/dev/null 2>&1 3<&- & wait $d`,
    'echo || exit',
    term,
  ];
  const right = [`{ ${work}; } || k=y`, term, `case $k in y) ${kill} ;; esac`];
  return `k=; { ${left.join('; ')}; ${kill} } 3<&0 | { ${right.join('; ')}; }`;
}

/**
 * Ends `dd` when what it has read and written stays the same for too long. While it cannot get rid of what it has read,
 * the work is busy and nobody can tell. Where the kernel does not count, nothing is done: then only the end of the
 * input ends the work.
 */
function watch(leaseMs: number): string {
  return [
    `n=0; o=; b=; while sleep ${leaseMs / beatsPerLease / 1000}`,
    'do { read -r k r && read -r k w; } </proc/$d/io || exit',
    'x=$(($r-$w)); b=${b:-$x}',
    'if [ "$r $w" = "$o" ] && [ "$x" = "$b" ]; then n=$(($n+1)); else n=0; o="$r $w"; fi',
    `if [ $n -ge ${beatsPerLease} ]; then kill $d; fi; done`,
  ].join('; ');
}
