import { type Shell, sh } from '../../../core/sh.ts';
import type { Facts, Row, Sections, Wanted } from '../backend.ts';
import { fileFacts } from '../file-facts.ts';
import { linesOf } from '../lines-of.ts';

/** What apk is asked. Its database is a file of records: name (P), version (V), architecture (A). */
export function apkLook({ names, files, params: { state, updateCache } }: Wanted): Sections<Shell> {
  const update = updateCache === true ? ['-U'] : [];
  return {
    ...(files.length === 0 ? {} : { files: fileScript(files) }),
    installed: sh`for d in /lib/apk/db/installed /usr/lib/apk/db/installed; do [ ! -r "$d" ] || { grep '^[PVA]:' "$d"; break; }; done`,
    world: sh`cat /etc/apk/world 2>/dev/null`,
    ...(state === 'latest' ? { offers: sh`apk ${update} version -l '<' ${names}` } : {}),
    ...(state === 'absent'
      ? {
          dependents: sh`apk info -r ${names} 2>/dev/null`,
          unneeded: sh`apk del -s ${names} 2>/dev/null`,
        }
      : {}),
  };
}

/** A package is archives one behind the other; the second tells what it is. */
function fileScript(files: readonly string[]): Shell {
  return sh`for f in ${files}; do
  if [ ! -e "$f" ]; then echo absent; continue; fi
  i=$(tar -xzOf "$f" .PKGINFO 2>/dev/null | sed -n 's/^pkgname = //p; s/^pkgver = //p' | tr '\n' '|')
  case $i in *?'|'?*'|') printf '%s\n' "$i" ;; *) echo unreadable ;; esac
done`;
}

/** What apk has answered. */
export function apkRead(said: Sections<string>, { files, names }: Wanted): Facts {
  const needing = linesOf(said['dependents']).filter((line) => !line.endsWith(':'));
  const dependents = new Set(needing.map(nameIn).filter((name) => !names.includes(name)));
  const purged = [...(said['unneeded'] ?? '').matchAll(/^\(\s*\d+\/\d+\) Purging (\S+) \((\S+)\)/gm)];
  const offers = [...(said['offers'] ?? '').matchAll(/^(\S+)\s+<\s+(\S+)/gm)];
  return {
    installed: rowsOf(said['installed']),
    files: fileFacts(said['files'], files),
    held: linesOf(said['world']).flatMap((line) => /^([^=!@]+)=/.exec(line)?.[1] ?? []),
    offers: new Map(offers.map(([, full = '', version = '']) => [nameIn(full), version])),
    dependents: [...dependents],
    unneeded: purged
      .map(([, name = '', version = '']) => ({ name, version }))
      .filter(({ name }) => !names.includes(name) && !dependents.has(name)),
  };
}

/** The name in `busybox-1.36.1-r5`. */
function nameIn(full: string): string {
  return full.replace(/-[^-]+-r\d+$/, '');
}

function rowsOf(text = ''): readonly Row[] {
  return text.split(/^(?=P:)/m).flatMap((record) => {
    const field = (letter: string) => new RegExp(`^${letter}:(.*)$`, 'm').exec(record)?.[1] ?? '';
    const row = { name: field('P'), version: field('V'), architecture: field('A'), isRemoved: false };
    return row.name === '' ? [] : [row];
  });
}
