import { all, known, type Query, query } from '../../core/query.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { modeAfter } from '../shared/mode-after.ts';
import type { FileMode } from '../shared/symbolic-mode.ts';

/** What all that is in a directory should be like; what is undefined is left as it is. */
export interface Below {
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
  readonly directoryMode?: FileMode | undefined;
  readonly fileMode?: FileMode | undefined;
}

/** What of it is not so. */
export interface BelowState {
  /** An owner, a group or a mode in digits. */
  readonly differs: boolean;
  /** Modes that something has; empty where no mode is in letters. */
  readonly modes: readonly ModeBelow[];
}

interface ModeBelow {
  readonly is: 'directory' | 'file';
  /** Four octal digits. */
  readonly mode: string;
}

/** All that has one mode gets another. */
interface ModeChange extends ModeBelow {
  readonly to: string;
}

/** Asks for what is below a directory and is not so. A link is not followed, and has no mode. */
export function belowState(path: string, below: Below): Query<BelowState> {
  const isInLetters = [below.directoryMode, below.fileMode].some((mode) => typeof mode === 'object');
  return all({ differs: differsBelow(path, below), modes: isInLetters ? modesBelow(path) : known([]) });
}

function differsBelow(path: string, below: Below): Query<boolean> {
  // An owner that is not known yet is a difference too: what find says of it is no empty output.
  const looks = pieces(below).map(
    ({ which }) => sh`find ${`${path}/.`} ! -name . ${which} -print 2>&1 | head -n 1`,
  );
  return query(inDirectory(path, lines([...looks, sh`:`])), {
    reads: [`file:${path}`],
    parse: ({ stdout }) => stdout !== '',
  });
}

function modesBelow(path: string): Query<readonly ModeBelow[]> {
  const look = sh`find ${`${path}/.`} ! -name . \( -type d -o -type f \) -exec stat -c %f -- {} + | sort -u`;
  return query(inDirectory(path, look), {
    reads: [`file:${path}`],
    parse: ({ stdout }) => (stdout.match(/[0-9a-f]+/g) ?? []).map(modeBelow),
  });
}

function modeBelow(hexadecimal: string): ModeBelow {
  const bits = Number.parseInt(hexadecimal, 16);
  const mode = (bits & 0o7777).toString(8).padStart(4, '0');
  return { is: (bits & 0o170000) === 0o040000 ? 'directory' : 'file', mode };
}

function inDirectory(path: string, look: Shell): Shell {
  return sh`if [ -d ${path} ] && [ ! -L ${path} ]; then ${look}
fi`;
}

/** The modes below a directory that are to be others, where these are asked for in letters. */
export function modeChanges(modes: readonly ModeBelow[], below: Below): readonly ModeChange[] {
  return modes.flatMap(({ is, mode }): readonly ModeChange[] => {
    const wanted = is === 'directory' ? below.directoryMode : below.fileMode;
    if (typeof wanted !== 'object') return [];
    const to = modeAfter(wanted, { mode, isDirectory: is === 'directory' });
    return to === mode ? [] : [{ is, mode, to }];
  });
}

/** Makes all below a directory so, and touches nothing that is so already. */
export function setBelow(path: string, below: Below, modes: readonly ModeBelow[]): Shell {
  const changes = modeChanges([...modes, ...(ownsAnew(below) ? modes.map(afterChown) : [])], below);
  const steps = [...pieces(below), ...changes.map(lettersPiece)].map(
    ({ which, change }) => sh`find ${`${path}/.`} -depth ! -name . ${which} -exec ${change} {} + || exit`,
  );
  return lines([...steps, sh`:`]);
}

/** In words, such as `owner app, files 0644 below`. */
export function belowWords({ owner, group, directoryMode, fileMode }: Below): string {
  const words = [
    owner === undefined ? [] : [`owner ${owner}`],
    group === undefined ? [] : [`group ${group}`],
    directoryMode === undefined ? [] : [`directories ${textOf(directoryMode)}`],
    fileMode === undefined ? [] : [`files ${textOf(fileMode)}`],
  ];
  return `${words.flat().join(', ')} below`;
}

function textOf(mode: FileMode): string {
  return typeof mode === 'string' ? mode : mode.text;
}

function ownsAnew({ owner, group }: Below): boolean {
  return (owner ?? group) !== undefined;
}

/** chown drops the set-id bits of a file. */
function afterChown({ is, mode }: ModeBelow): ModeBelow {
  return is === 'file'
    ? { is, mode: mode.replace(/^[2-7]/, (digit) => String(Number(digit) % 2)) }
    : { is, mode };
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
    typeof directoryMode === 'string' ? [digitsPiece(sh`-type d`, directoryMode)] : [],
    typeof fileMode === 'string' ? [digitsPiece(sh`-type f`, fileMode)] : [],
  ].flat();
}

function digitsPiece(type: Shell, mode: string): Piece {
  return { which: sh`${type} ! -perm ${mode}`, change: sh`chmod -- ${`0${mode}`}` };
}

function lettersPiece({ is, mode, to }: ModeChange): Piece {
  return {
    which: sh`-type ${is === 'directory' ? 'd' : 'f'} -perm ${mode}`,
    change: sh`chmod -- ${`0${to}`}`,
  };
}
