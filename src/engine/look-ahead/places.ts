import { posix } from 'node:path';
import type { Answer, HostQuery } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

/**
 * Where each path really is, links followed, and the links on the way: the same file may have several names, and is
 * another one when one of these leads elsewhere. Undefined behind a link that leads nowhere yet: where that will be is
 * told by what makes the missing part.
 */
export type Places = ReadonlyMap<string, readonly string[] | undefined>;

/** Printed for a link that leads nowhere. */
const nowhere = '?';

/** Stands before each link on the way: no path of `pwd -P` holds it. */
const mark = ' // ';

interface Led {
  /** Empty: it is as it is called. */
  readonly to: string;
  readonly by: readonly string[];
}

export interface PlacesQuestion {
  readonly leaf: HostQuery;
  readonly read: (answer: Answer) => Places;
}

const [withoutSlash, first, others, above] = [sh`{r#/}`, sh`{r%%/*}`, sh`{r#*/}`, sh`{c%/*}`];

/**
 * Walks `$1`: then `$c` is where it leads, and `$w` holds each link on the way. Not by `readlink -f`: that of GNU walks
 * for ever along a link that leads through itself.
 */
const walk = sh`_w() { r=$1; c=; w=; n=0; while [ -n "$r" ]; do n=$(($n+1))
r=$${withoutSlash}; a=$${first}; case $r in */*) r=/$${others} ;; *) r= ;; esac
case $a in '' | .) ;; ..) c=$${above} ;; *)
if [ ! -L "$c/$a" ]; then c=$c/$a; elif [ $n -gt 200 ]; then c=; break
else w=$w${mark}$c/$a; t=$(readlink -- "$c/$a"); case $t in /*) c= ;; esac; r=/$t$r; fi ;; esac; done
[ -d "$${above}/" ] && [ -n "$c" ] || c=${nowhere}; }`;

/** Asks where paths really are. What cannot be told in a line is left out. */
export function placesOf(paths: readonly string[]): PlacesQuestion {
  const asked = [...new Set(paths)].filter((path) => posix.isAbsolute(path) && !path.includes('\n'));
  const directories = [...new Set(asked.flatMap(ancestors))];
  const script = sh`${walk}
for d in ${directories}; do if cd -P -- "$d" 2>/dev/null; then _p "$PWD"; elif [ -L "$d" ]; then _p ${nowhere}; fi
[ ! -L "$d" ] || { _w "$d"; _p "$w"; }; echo; done
for p in ${asked}; do [ ! -L "$p" ] || { _w "$p"; _p "$c$w"; }; echo; done`;
  const read = ({ stdout }: Answer): Places => {
    const lines = stdout.split('\n').map(ledBy);
    if (lines.length !== directories.length + asked.length + 1) return new Map();
    const led = new Map(directories.map((directory, index) => [directory, lines[index] ?? asItIs]));
    const targets = lines.slice(directories.length);
    return new Map(asked.map((path, index) => [path, names(path, led, targets[index] ?? asItIs)]));
  };
  return { leaf: { on: 'host', script, reads: [], parse: read }, read };
}

const asItIs: Led = { to: '', by: [] };

function ledBy(line: string): Led {
  const [to = '', ...by] = line.split(mark);
  return { to, by };
}

function names(path: string, led: ReadonlyMap<string, Led>, target: Led): readonly string[] | undefined {
  const way = ancestors(path).map((directory) => ({ directory, ...(led.get(directory) ?? asItIs) }));
  if ([target, ...way].some(({ to }) => to === nowhere)) return undefined;
  const nearest = way.find(({ to }) => to !== '');
  const own = nearest === undefined ? [] : [beneath(nearest.to, path.slice(nearest.directory.length))];
  const links = [target, ...way].flatMap(({ by }) => by);
  return [...new Set([path, ...own, ...(target.to === '' ? [] : [target.to]), ...links])];
}

function beneath(directory: string, rest: string): string {
  return posix.normalize(`${directory}/${rest}`);
}

/** The directories above a path, the nearest first. */
function ancestors(path: string): readonly string[] {
  const parent = posix.dirname(path);
  return parent === path ? [] : [parent, ...ancestors(parent)];
}
