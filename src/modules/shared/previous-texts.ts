import type { BatchKind } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';

// What stands in braces after a dollar sign would be a value of the template.
const wanted = sh`{i%%/*}`;
const path = sh`{i#*/}`;
const line = sh`{s%%"$nl"*}`;
const others = sh`{s#*"$nl"}`;

interface TextLimits {
  /** Longer ones are left out. */
  readonly mostBytes: number;
  /** Of those that are asked for together, more are left out. Default: 1000. */
  readonly mostTexts?: number;
}

/**
 * The texts of files that differ from what they should be, by one `sha256sum`. An item is the wanted digest and, right
 * behind it, the absolute path. Each text comes with the number of its item before and a NUL after it.
 */
export function previousTexts({ mostBytes, mostTexts = 1000 }: TextLimits): BatchKind {
  return {
    name: 'previous texts',
    script: (items) => sh`set -- ${items}; n=$#; k=0; nl='
'
for i in "$@"; do p=/$${path}; k=$(($k+1))
if [ -f "$p" ] && [ ! -L "$p" ] && [ -r "$p" ]; then set -- "$@" "$k $i"; fi; done
shift $n; [ $# -gt 0 ] || exit 0
s=$( for i in "$@"; do set -- "$@" "/$${path}"; shift; done; sha256sum -- "$@" | cut -c 1-64 )$nl; m=0
for i in "$@"; do h=$${line}; s=$${others}; w=$${wanted}; p=/$${path}
if [ "$h" != "$${sh`{w#* }`}" ] && [ $m -lt ${mostTexts} ] && [ "$(stat -c %s -- "$p")" -le ${mostBytes} ]; then
m=$(($m+1)); echo "$${sh`{w% *}`}"; cat -- "$p"; printf '\0'; fi; done
[ -z "$s" ] || echo again`,
    split: (stdout, items) => {
      const parts = stdout.split('\0');
      if (parts.pop() !== '') return undefined;
      const texts = new Map(
        parts.map((part) => {
          const [, number = '', text = ''] = /^(\d+)\n([^]*)$/.exec(part) ?? [];
          return [Number(number) - 1, text] as const;
        }),
      );
      if ([...texts.keys()].some((index) => items[index] === undefined)) return undefined;
      return items.map((_, index) => (texts.has(index) ? `text\n${texts.get(index)}` : ''));
    },
  };
}
