import { commandOf } from '../core/command.ts';
import { type Shell, sh } from '../core/sh.ts';

/**
 * Where a transaction keeps what it may have to put back: `$DROVER_KEEP`, a directory that only its owner can enter.
 * A user who cannot write at home, as those of services, has one in /var/tmp. Outside a transaction the variable is
 * empty, and nothing is kept.
 */
export function keepSetting(id: string): Shell {
  const elsewhere = sh`d=/var/tmp/.drover-$(id -u); mkdir -m 700 -- "$d" 2>/dev/null
if [ -O "$d" ] && [ ! -L "$d" ]; then DROVER_KEEP=$d/keep; fi`;
  return sh`if [ "$(id -u)" = 0 ]; then DROVER_KEEP=/var/lib/drover/keep; else DROVER_KEEP=$HOME/.local/state/drover/keep
if [ ! -w "$HOME" ]; then ${elsewhere}; fi; fi
DROVER_KEEP=$DROVER_KEEP/${id}; export DROVER_KEEP`;
}

export const noKeepSetting: Shell = sh`unset DROVER_KEEP`;

/** Forgets what was kept, once the transaction is over. */
export const forgetKept = commandOf(sh`[ -z "$DROVER_KEEP" ] || rm -rf -- "$DROVER_KEEP"`, { touches: [] });

/** Prints where something is kept; nothing where nothing is. */
export const placeOfKept = commandOf(sh`if [ -d "$DROVER_KEEP" ]; then printf %s "$DROVER_KEEP"; fi`, {
  touches: [],
  timeoutMs: 30_000,
});

/** Where something may be kept on a host that cannot be asked. */
export function usualPlaces(id: string): string {
  return `/var/lib/drover/keep/${id}, or as another user than root in ~/.local/state/drover/keep/${id}`;
}
