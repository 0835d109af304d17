import { posix } from 'node:path';
import type { Answer, HostQuery } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/**
 * Where each path really is, links followed: the same file may have several names. Undefined behind a link that leads
 * nowhere yet: where that will be is told by what makes the missing part.
 */
export type Places = ReadonlyMap<string, readonly string[] | undefined>;

/** Printed for a link that leads nowhere. */
const nowhere = '?';

export interface PlacesQuestion {
  readonly leaf: HostQuery;
  readonly read: (answer: Answer) => Places;
}

/** Asks where paths really are. What cannot be told in a line is left out. */
export function placesOf(paths: readonly string[]): PlacesQuestion {
  const asked = [...new Set(paths)].filter((path) => posix.isAbsolute(path) && !path.includes('\n'));
  const directories = [...new Set(asked.flatMap(ancestors))];
  const script = sh`for d in ${directories}; do if cd -P -- "$d" 2>/dev/null; then _p "$PWD"; elif [ -L "$d" ]; then _p ${nowhere}; fi; echo; done
for p in ${asked}; do if [ -L "$p" ]; then readlink -f -- "$p" || echo ${nowhere}; else echo; fi; done`;
  const read = ({ stdout }: Answer): Places => {
    const lines = stdout.split('\n');
    if (lines.length !== directories.length + asked.length + 1) return new Map();
    const real = new Map(directories.map((directory, index) => [directory, lines[index] ?? '']));
    const targets = lines.slice(directories.length);
    return new Map(asked.map((path, index) => [path, names(path, real, targets[index] ?? '')]));
  };
  return { leaf: { on: 'host', script, reads: [], parse: read }, read };
}

function names(
  path: string,
  real: ReadonlyMap<string, string>,
  target: string,
): readonly string[] | undefined {
  const isBehindNowhere = ancestors(path).some((directory) => real.get(directory) === nowhere);
  if (isBehindNowhere || target === nowhere) return undefined;
  const nearest = ancestors(path).find((directory) => (real.get(directory) ?? '') !== '');
  const own = nearest === undefined ? [] : [beneath(real.get(nearest) ?? '', path.slice(nearest.length))];
  return [...new Set([path, ...own, ...(target === '' ? [] : [target])])];
}

function beneath(directory: string, rest: string): string {
  return posix.normalize(`${directory}/${rest}`);
}

/** The directories above a path, the nearest first. */
function ancestors(path: string): readonly string[] {
  const parent = posix.dirname(path);
  return parent === path ? [] : [parent, ...ancestors(parent)];
}
