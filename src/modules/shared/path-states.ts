import type { BatchKind } from '../../core/query.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { digestOfMuch, manyBytes } from './digest-script.ts';
import { attributesFormat } from './path-attributes.ts';

/**
 * The states of many paths by one `stat` and, unless it is much, one `sha256sum`. A first line holds a letter for each path; then come the
 * lines of `stat`, those of `sha256sum`, and, if there are links, a NUL and their targets, each with a NUL after it.
 */
export function pathStates({ digest }: { readonly digest: boolean }): BatchKind {
  return {
    name: digest ? 'path states with digests' : 'path states',
    script: (paths) => sh`set -- ${paths}; n=$#; w=
for p in "$@"; do
if [ -L "$p" ]; then w="$w l"; elif [ -f "$p" ]; then if [ -r "$p" ]; then w="$w f"; else w="$w u"; fi
elif [ -d "$p" ]; then w="$w d"; elif [ -e "$p" ]; then w="$w o"; else w="$w a"; continue; fi
set -- "$@" "$p"
done
shift $n; echo "$w"
s=; [ $# = 0 ] || { s=$(stat -c ${attributesFormat} -- "$@" 2>/dev/null); _p "$s"; echo; }
${digest ? digests : sh`:`}
case $w in *l*) printf '\0'; for p in "$@"; do [ ! -L "$p" ] || { readlink -- "$p"; printf '\0'; }; done ;; esac; :`,
    split: (stdout, paths) => split(stdout, paths.length, digest),
  };
}

/**
 * Of the regular files among the arguments that may be read; in a shell of its own, for the others are needed later.
 * The sizes are the second words of what `stat` said.
 */
const digests: Shell = sh`case $w in *f*) ( n=$#
for p in "$@"; do if [ ! -L "$p" ] && [ -f "$p" ] && [ -r "$p" ]; then set -- "$@" "$p"; fi; done
shift $n; t=0; add() { t=$(($t + $2)); }; IFS='
'; for z in $s; do IFS=' '; add $z; done
if [ $t -ge ${manyBytes} ]; then for p in "$@"; do ${digestOfMuch}; done; else sha256sum -- "$@" 2>/dev/null; fi ) ;; esac`;

const kinds: Readonly<Record<string, string>> = {
  l: 'link',
  f: 'file',
  u: 'file',
  d: 'directory',
  o: 'other',
};

function split(stdout: string, count: number, digest: boolean): readonly string[] | undefined {
  const [text = '', ...targets] = stdout.split('\0');
  const [head = '', ...rest] = text.split('\n');
  const letters = head.trim().split(' ');
  const there = letters.filter((letter) => letter !== 'a').length;
  const summed = digest ? letters.filter((letter) => letter === 'f').length : 0;
  const links = letters.filter((letter) => letter === 'l').length;
  const stats = rest.slice(0, there);
  const sums = rest.slice(there, there + summed).map((line) => /^\\?([0-9a-f]{64}) /.exec(line)?.[1]);
  const isWhole =
    letters.length === count &&
    stats.every((line) => /^[0-7]+ \d+ -?\d+ \d+ \d+ [^:]+:[^:]+$/.test(line)) &&
    stats.length === there &&
    sums.length === summed &&
    sums.every((sum) => sum !== undefined) &&
    // The sha256sum of busybox gives a name with a newline as it is.
    rest.slice(there + summed).join('\n') === '' &&
    targets.length === links + Math.min(links, 1) &&
    targets.slice(links).join('') === '';
  if (!isWhole) return undefined;
  const next = { stat: 0, sum: 0, target: 0 };
  return letters.map((letter) => {
    if (letter === 'a') return 'absent\n';
    const line = `${kinds[letter]} ${stats[next.stat++]}\n`;
    if (letter === 'l') return line + targets[next.target++];
    if (letter === 'f' && digest) return `${line}${sums[next.sum++]}\n`;
    return line;
  });
}
