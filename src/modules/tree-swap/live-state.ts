import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { stampFiles } from '../shared/stamp-files.ts';
import type { TreeSwapParams } from './params.ts';
import { swapFiles } from './swap-files.ts';

/** The live place of a tree. */
export interface LiveState {
  readonly is: 'absent' | 'tree' | 'other';
  /** Empty for a tree that was not built by us. */
  readonly stamp: string;
  /** Where the tree before this one is, as far as it still is. */
  readonly backup: string | undefined;
  /** Where the next backup would go: nothing is there. */
  readonly free: string;
  /** Whether that is in the same file system, so that moving there is one step. */
  readonly movable: boolean;
  /** Where the old tree is, when a swap was broken off before the new one was in place. */
  readonly interrupted: string | undefined;
}

/** Asks what is at the live place, and for a name that a backup can have. */
export function liveState({ path, backup = '' }: Pick<TreeSwapParams, 'path' | 'backup'>): Query<LiveState> {
  const { journal } = swapFiles(path);
  const script = sh`p=${path}
if [ -d "$p" ]; then is=tree; elif [ -e "$p" ] || [ -L "$p" ]; then is=other; else is=absent; fi
stamp=$(head -n 1 -- "$p"/${stampFiles.built} 2>/dev/null)
b=${backup}; if [ -z "$b" ]; then
if [ -n "$stamp" ]; then b=$(printf '%.12s' "$stamp"); else s=$(stat -c %Y -- "$p" 2>/dev/null); b=$(date -u -d "@$s" +%Y%m%d%H%M%S 2>/dev/null || echo "$s"); fi
b=$p.old.$b; fi
n=1; free=$b; while [ -e "$free" ] || [ -L "$free" ]; do n=$((n + 1)); free=$b.$n; done
movable=no; if [ "$(stat -c %d -- "$(dirname -- "$b")" 2>/dev/null)" = "$(stat -c %d -- "$(dirname -- "$p")" 2>/dev/null)" ]; then movable=yes; fi
kept=$(cat -- "$p"/${stampFiles.swapped} 2>/dev/null); [ -d "$kept" ] || kept=
broken=; if [ $is = absent ]; then broken=$(cat -- ${journal} 2>/dev/null); [ -d "$broken" ] || broken=; fi
printf '%s\0' "$is" "$stamp" "$movable" "$free" "$kept" "$broken"`;
  return query(script, { reads: [`file:${path}`, `file:${journal}`], parse: ({ stdout }) => parse(stdout) });
}

function parse(stdout: string): LiveState {
  const [is, stamp = '', movable, free = '', kept, broken] = stdout.split('\0');
  return {
    is: is === 'tree' || is === 'other' ? is : 'absent',
    stamp,
    movable: movable === 'yes',
    free,
    backup: kept || undefined,
    interrupted: broken || undefined,
  };
}
