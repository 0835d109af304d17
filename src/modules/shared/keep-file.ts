import { createHash } from 'node:crypto';
import { type Shell, sh } from '../../core/sh.ts';

/**
 * Keeps a copy of what is at a path, or the fact that nothing is, within a transaction, so that `putBack` can restore
 * it with owner, mode and times. Does nothing outside a transaction, and when it is kept already.
 */
export function keepFile(path: string): Shell {
  const kept = keptName(path);
  return sh`if [ -n "$DROVER_KEEP" ] && [ ! -e "$DROVER_KEEP"/${kept} ] && [ ! -L "$DROVER_KEEP"/${kept} ] && [ ! -e "$DROVER_KEEP"/${kept}.absent ]; then
mkdir -p -- "$DROVER_KEEP" && chmod 700 -- "$DROVER_KEEP" && if [ -e ${path} ] || [ -L ${path} ]; then
rm -rf -- "$DROVER_KEEP"/${kept}.new && cp -a -- ${path} "$DROVER_KEEP"/${kept}.new && mv -- "$DROVER_KEEP"/${kept}.new "$DROVER_KEEP"/${kept}
else : >"$DROVER_KEEP"/${kept}.absent; fi; fi`;
}

/** Puts back what `keepFile` saw: its copy or nothing. Where it saw nothing yet, what is there now is left alone. */
export function putBack(path: string): Shell {
  const kept = keptName(path);
  return sh`if [ -e "$DROVER_KEEP"/${kept} ] || [ -L "$DROVER_KEEP"/${kept} ]; then
rm -rf -- ${path}.drover-back && cp -a -- "$DROVER_KEEP"/${kept} ${path}.drover-back && rm -rf -- ${path} && mv -- ${path}.drover-back ${path}
elif [ -e "$DROVER_KEEP"/${kept}.absent ]; then rm -rf -- ${path}; fi`;
}

/** A file of a transaction's own, in which something is noted about a path; `keepFile` has to come first. */
export function keptMark(path: string, mark: string): Shell {
  return sh`"$DROVER_KEEP"/${`${keptName(path)}.${mark}`}`;
}

function keptName(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 24);
}
