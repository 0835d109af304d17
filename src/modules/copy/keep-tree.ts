import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { nameLists } from './name-lists.ts';
import { settle } from './settle.ts';

/** Paths below a root that are about to be replaced, and those that nothing is at yet. */
export interface KeptTree {
  readonly root: string;
  readonly replaced: readonly string[];
  readonly fresh: readonly string[];
}

/** Keeps copies of what will be replaced, within a transaction, so that `putTreeBack` can restore it. */
export function keepTree(tree: KeptTree): Shell {
  const { root, replaced } = tree;
  const kept = keptName(tree);
  const byDirectory = Map.groupBy(replaced, (name) => posix.dirname(name));
  const copies = [...byDirectory].flatMap(([directory, names]) => {
    const to = sh`${kept}/${directory}`;
    const from = nameLists(names.map((name) => posix.join(root, name)));
    return [sh`mkdir -p -- ${to} || exit`, ...from.map((paths) => sh`cp -a -- ${paths} ${to} || exit`)];
  });
  return sh`if [ -n "$DROVER_KEEP" ] && [ ! -e ${kept}.whole ]; then
rm -rf -- ${kept} && mkdir -p -- ${kept} && chmod 700 -- "$DROVER_KEEP" || exit
${lines(copies)}
: >${kept}.whole; fi`;
}

/** Puts back what `keepTree` saw. Where it saw nothing yet, what is there now is left alone. */
export function putTreeBack(tree: KeptTree): Shell {
  const { root, replaced, fresh } = tree;
  const kept = keptName(tree);
  const removed = nameLists(fresh.map((name) => posix.join(root, name)));
  return sh`if [ -e ${kept}.whole ]; then
${lines(removed.map((paths) => sh`rm -rf -- ${paths} || exit`))}
t=$(umask 077; mktemp -d ${posix.join(root, '.drover.XXXXXXXX')}) && cp -a -- ${kept}/. "$t" || exit
${settle(root, replaced)}
fi`;
}

function keptName({ root, replaced, fresh }: KeptTree): Shell {
  const name = createHash('sha256')
    .update(JSON.stringify([root, replaced, fresh]))
    .digest('hex');
  return sh`"$DROVER_KEEP"/${name.slice(0, 24)}`;
}
