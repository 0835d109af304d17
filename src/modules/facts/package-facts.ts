import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import type { Facts } from './facts-schema.ts';

type Package = Facts['packages']['installed'][number];
type Manager = Facts['packages']['manager'];

// The tools make the tabs and line ends themselves.
const dpkgFormat = String.raw`${'${db:Status-Status}'}\t${'${Package}'}\t${'${Version}'}\t${'${Architecture}'}\n`;
const rpmFormat = String.raw`%{NAME}\t%{EPOCH}:%{VERSION}-%{RELEASE}\t%{ARCH}\n`;

const script = sh`if [ -s /var/lib/dpkg/status ] && command -v dpkg-query >/dev/null 2>&1; then
  echo dpkg; dpkg-query -W -f ${dpkgFormat} 2>/dev/null
elif [ -r /lib/apk/db/installed ]; then echo apk; sed -n '/^[PVA]:/p' /lib/apk/db/installed
elif command -v pacman >/dev/null 2>&1; then echo pacman; pacman -Q 2>/dev/null
elif command -v rpm >/dev/null 2>&1; then echo rpm; rpm -qa --qf ${rpmFormat} 2>/dev/null
else echo none; fi; :`;

/** Asks which packages are installed. */
export function packageFacts(): Query<Facts['packages']> {
  return query(script, { reads: 'everything', parse: ({ stdout }) => parse(stdout) });
}

function parse(stdout: string): Facts['packages'] {
  const [manager = '', ...lines] = stdout.trimEnd().split('\n');
  switch (manager) {
    case 'dpkg':
    case 'rpm':
    case 'apk':
    case 'pacman':
      return { manager, installed: readers[manager](lines).toSorted(byName) };
    default:
      return { manager: 'none', installed: [] };
  }
}

const readers: Readonly<Record<Exclude<Manager, 'none'>, (lines: readonly string[]) => readonly Package[]>> =
  {
    dpkg: (lines) =>
      lines.flatMap((line) => {
        const [status, name = '', version = '', architecture = ''] = line.split('\t');
        return status === 'installed' ? [{ name, version, architecture }] : [];
      }),
    rpm: (lines) =>
      lines.flatMap((line) => {
        const [name = '', version = '', architecture = ''] = line.split('\t');
        // Keys stand among the packages.
        if (name === '' || name === 'gpg-pubkey') return [];
        return [{ name, version: version.replace(/^\(none\):/, ''), architecture }];
      }),
    apk: (lines) =>
      lines
        .join('\n')
        .split(/^(?=P:)/m)
        .flatMap((record) => {
          const field = (letter: string) => new RegExp(`^${letter}:(.*)$`, 'm').exec(record)?.[1] ?? '';
          return record === '' ? [] : [{ name: field('P'), version: field('V'), architecture: field('A') }];
        }),
    pacman: (lines) =>
      lines.flatMap((line) => {
        const [name = '', version = ''] = line.split(' ');
        return name === '' ? [] : [{ name, version, architecture: '' }];
      }),
  };

function byName(one: Package, other: Package): number {
  if (one.name === other.name) return 0;
  return one.name < other.name ? -1 : 1;
}
