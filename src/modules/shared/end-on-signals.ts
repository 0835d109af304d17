import { sh } from '../../core/sh.ts';

/** A script ends when it is told to, and by its EXIT trap tidies up undisturbed. */
export const endOnSignals = sh`trap 'trap "" HUP INT TERM PIPE; exit 129' HUP INT TERM PIPE`;
