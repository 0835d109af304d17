import { commandOf } from '../core/command.ts';
import { type Shell, sh } from '../core/sh.ts';

/**
 * Where a transaction keeps what it may have to put back: `$DROVER_KEEP`, a directory that only its owner can enter.
 * Outside a transaction the variable is empty, and nothing is kept.
 */
export function keepSetting(id: string): Shell {
  return sh`if [ "$(id -u)" = 0 ]; then DROVER_KEEP=/var/lib/drover/keep; else DROVER_KEEP=$HOME/.local/state/drover/keep; fi
DROVER_KEEP=$DROVER_KEEP/${id}; export DROVER_KEEP`;
}

export const noKeepSetting: Shell = sh`unset DROVER_KEEP`;

/** Forgets what was kept, once the transaction is over. */
export const forgetKept = commandOf(sh`[ -z "$DROVER_KEEP" ] || rm -rf -- "$DROVER_KEEP"`, { touches: [] });
