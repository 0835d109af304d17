import { type Shell, sh } from '../../../core/sh.ts';
import type { Facts, Row, Sections, Wanted } from '../backend.ts';
import { fileFacts } from '../file-facts.ts';
import { linesOf } from '../lines-of.ts';
import { rpmName } from './rpm-name.ts';

const format = String.raw`%{NAME}|%{EPOCH}|%{VERSION}-%{RELEASE}|%{ARCH}\n`;

/** What rpm is asked, for every package manager above it. */
export function rpmLook({ packages, names, files, params: { state } }: Wanted): Sections<Shell> {
  const bare = packages.flatMap(({ name, file }) => (file === undefined ? [name] : []));
  return {
    ...(files.length === 0 ? {} : { files: fileScript(files) }),
    // What is not installed it says in words on stdout.
    installed: sh`set -- ${bare}; for f in ${files}; do n=$(${nameIn}) && set -- "$@" "$n"; done
rpm -q --qf ${format} "$@" 2>/dev/null | grep '|'`,
    ...(state === 'absent' ? { dependents: removal(names) } : {}),
  };
}

const nameIn = sh`rpm -qp --nosignature --qf '%{NAME}' "$f" 2>/dev/null`;

/** What needs packages that are to go. */
function removal(names: readonly string[]): Shell {
  const full = names.map((name) => name.replace(':', '.'));
  return sh`set --; for p in ${full}; do if rpm -q "$p" >/dev/null 2>&1; then set -- "$@" "$p"; fi; done
[ $# = 0 ] || rpm -e --test "$@" 2>&1`;
}

function fileScript(files: readonly string[]): Shell {
  return sh`for f in ${files}; do
  if [ ! -e "$f" ]; then echo absent; continue; fi
  n=$(${nameIn}) && printf '%s|%s\n' "$n" "$(rpm -qp --nosignature --qf '%{EPOCH}:%{VERSION}-%{RELEASE}' "$f" 2>/dev/null)" || echo unreadable
done`;
}

/** What rpm has answered. */
export function rpmRead(
  said: Sections<string>,
  { files, names }: Wanted,
): Pick<Facts, 'installed' | 'files'> & Required<Pick<Facts, 'dependents'>> {
  const needing = [...(said['dependents'] ?? '').matchAll(/ is needed by \(installed\) (\S+)/g)];
  const dependents = new Set(needing.map(([, package_ = '']) => rpmName(package_)));
  return {
    installed: linesOf(said['installed']).map(rowOf),
    files: fileFacts(said['files'], files).map(({ file, found }) => ({
      file,
      found: typeof found === 'string' ? found : { ...found, version: withoutZero(found.version) },
    })),
    dependents: [...dependents].filter((name) => !names.includes(name)),
  };
}

function rowOf(line: string): Row {
  const [name = '', epoch = '', version = '', architecture = ''] = line.split('|');
  return { name, architecture, version: withoutZero(`${epoch}:${version}`), isRemoved: false };
}

/** An epoch of 0 is none. */
function withoutZero(version: string): string {
  return version.replace(/^(?:\(none\)|0):/, '');
}
