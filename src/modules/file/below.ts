import { type Query, query } from '../../core/query.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';

/** What all that is in a directory should be like; what is undefined is left as it is. */
export interface Below {
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
  readonly directoryMode?: string | undefined;
  readonly fileMode?: string | undefined;
}

/** Asks whether something below a directory is not so. A link is not followed, and has no mode. */
export function differsBelow(path: string, below: Below): Query<boolean> {
  // An owner that is not known yet is a difference too: what find says of it is no empty output.
  const looks = pieces(below).map(
    ({ which }) => sh`find ${`${path}/.`} ! -name . ${which} -print 2>&1 | head -n 1`,
  );
  const script = sh`if [ -d ${path} ] && [ ! -L ${path} ]; then :
${lines(looks)}
fi`;
  return query(script, { reads: [`file:${path}`], parse: ({ stdout }) => stdout !== '' });
}

/** Makes all below a directory so, and touches nothing that is so already. */
export function setBelow(path: string, below: Below): Shell {
  const steps = pieces(below).map(
    ({ which, change }) => sh`find ${`${path}/.`} -depth ! -name . ${which} -exec ${change} {} + || exit`,
  );
  return lines([...steps, sh`:`]);
}

/** In words, such as `owner app, files 0644 below`. */
export function belowWords({ owner, group, directoryMode, fileMode }: Below): string {
  const words = [
    owner === undefined ? [] : [`owner ${owner}`],
    group === undefined ? [] : [`group ${group}`],
    directoryMode === undefined ? [] : [`directories ${directoryMode}`],
    fileMode === undefined ? [] : [`files ${fileMode}`],
  ];
  return `${words.flat().join(', ')} below`;
}

interface Piece {
  /** The part of the expression of find that is true for what is not so. */
  readonly which: Shell;
  readonly change: Shell;
}

/** Owners first, since chown drops set-id bits. */
function pieces({ owner, group, directoryMode, fileMode }: Below): readonly Piece[] {
  return [
    owner === undefined ? [] : [{ which: sh`! -user ${owner}`, change: sh`chown -h -- ${owner}` }],
    group === undefined ? [] : [{ which: sh`! -group ${group}`, change: sh`chgrp -h -- ${group}` }],
    directoryMode === undefined ? [] : [modePiece(sh`-type d`, directoryMode)],
    fileMode === undefined ? [] : [modePiece(sh`-type f`, fileMode)],
  ].flat();
}

function modePiece(type: Shell, mode: string): Piece {
  return { which: sh`${type} ! -perm ${mode}`, change: sh`chmod -- ${mode}` };
}
