import { type Shell, sh } from '../../../core/sh.ts';
import type { Facts, Row, Sections, Wanted } from '../backend.ts';
import { fileFacts } from '../file-facts.ts';
import { linesOf } from '../lines-of.ts';

const whole = ['installed', 'triggers-awaited', 'triggers-pending'];
const format = String.raw`${'${Package}|${Architecture}|${db:Status-Status}|${db:Status-Want}|${Version}'}\n`;

/** What dpkg and apt are asked. */
export function aptLook({ names, files, params: { state, autoremove } }: Wanted): Sections<Shell> {
  const isRemoval = state === 'absent';
  return {
    host: sh`now=$(date +%s); lists=$(stat -c %Y /var/lib/apt/lists 2>/dev/null)
set -- /var/lib/apt/lists/*Packages*; [ -e "$1" ] || lists=
printf '%s|%s|%s\n' "$now" "$lists" "$(dpkg --print-architecture 2>/dev/null)"`,
    ...(files.length === 0 ? {} : { files: fileScript(files) }),
    installed: sh`set -- ${names}; for f in ${files}; do n=$(dpkg-deb -f "$f" Package 2>/dev/null) && set -- "$@" "$n"; done
dpkg-query -W -f ${format} "$@" 2>/dev/null`,
    ...(state === 'latest' ? { offers: sh`apt-cache policy -- ${names} 2>/dev/null` } : {}),
    ...(isRemoval ? { dependents: removal(names) } : {}),
    ...(isRemoval && autoremove
      ? { unneeded: sh`apt-get -s -q remove --auto-remove ${names} 2>/dev/null` }
      : {}),
  };
}

/** What apt would remove besides. It is asked only when there is something to remove at all. */
function removal(names: readonly string[]): Shell {
  return sh`dpkg-query -W -f ${'${db:Status-Status}\\n'} ${names} 2>/dev/null | grep -qx installed || exit 0
apt-get -s -q remove ${names} 2>/dev/null`;
}

function fileScript(files: readonly string[]): Shell {
  return sh`for f in ${files}; do
  if [ ! -e "$f" ]; then echo absent; continue; fi
  n=$(dpkg-deb -f "$f" Package 2>/dev/null) && printf '%s|%s\n' "$n" "$(dpkg-deb -f "$f" Version)" || echo unreadable
done`;
}

/** What dpkg and apt have answered. */
export function aptRead(said: Sections<string>, { files, names }: Wanted): Facts {
  const [now, lists, native = ''] = (said['host'] ?? '').trimEnd().split('|');
  const rows = linesOf(said['installed']).map((line) => line.split('|'));
  // What is of the host's own architecture is called by its name alone.
  const own = new Set(names.map((name) => bareName(name, native)));
  const going = removalsIn(said['dependents']).filter(({ name }) => !own.has(name));
  return {
    native,
    listsAgeMs: lists === '' ? Number.POSITIVE_INFINITY : (Number(now) - Number(lists)) * 1000,
    installed: rows.map(rowOf),
    held: rows.flatMap(([name = '', , , want]) => (want === 'hold' ? [name] : [])),
    files: fileFacts(said['files'], files),
    offers: offersIn(said['offers'] ?? ''),
    dependents: going.map(({ name }) => name),
    unneeded: removalsIn(said['unneeded']).filter(
      ({ name }) => !own.has(name) && !going.some((one) => one.name === name),
    ),
  };
}

function bareName(name: string, native: string): string {
  return name.endsWith(`:${native}`) ? name.slice(0, -native.length - 1) : name;
}

function rowOf(row: readonly string[]): Row {
  const [name = '', architecture = '', status = '', , version = ''] = row;
  return {
    name,
    architecture,
    version: whole.includes(status) ? version : undefined,
    isRemoved: status === 'config-files',
  };
}

function offersIn(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/^(\S+):\n(?: .*\n)*? {2}Candidate: (\S+)$/gm);
  return new Map([...found].map(([, name = '', version = '']) => [name, version]));
}

function removalsIn(text = ''): readonly { readonly name: string; readonly version: string }[] {
  return [...text.matchAll(/^(?:Remv|Purg) (\S+) \[(.*?)\]/gm)].map(([, name = '', version = '']) => ({
    name,
    version,
  }));
}
