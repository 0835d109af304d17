import { createHash } from 'node:crypto';
import { type Shell, sh } from '../../core/sh.ts';

/**
 * Keeps a copy of what is at a path, within a transaction, so that `putBack` can restore it with owner, mode and
 * times. Does nothing outside a transaction, for what is absent, and when a copy is kept already.
 */
export function keepFile(path: string): Shell {
  const kept = keptName(path);
  return sh`if [ -n "$DROVER_KEEP" ] && { [ -e ${path} ] || [ -L ${path} ]; } && [ ! -e "$DROVER_KEEP"/${kept} ]; then
mkdir -p -- "$DROVER_KEEP" && chmod 700 -- "$DROVER_KEEP" && cp -a -- ${path} "$DROVER_KEEP"/${kept}.new &&
mv -- "$DROVER_KEEP"/${kept}.new "$DROVER_KEEP"/${kept}; fi`;
}

/** Puts back what `keepFile` kept; where nothing was kept because nothing was there, removes what is there now. */
export function putBack(path: string): Shell {
  const kept = keptName(path);
  return sh`if [ -e "$DROVER_KEEP"/${kept} ] || [ -L "$DROVER_KEEP"/${kept} ]; then
rm -rf -- ${path}.drover-back && cp -a -- "$DROVER_KEEP"/${kept} ${path}.drover-back && rm -rf -- ${path} && mv -- ${path}.drover-back ${path}
else rm -rf -- ${path}; fi`;
}

function keptName(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 24);
}
