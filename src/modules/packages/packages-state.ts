import { all, known, mapQuery, type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { type PackageName, packageNameOf } from './package-name.ts';
import type { PackagesParams } from './params.ts';

/** A package as dpkg knows it. */
export interface PackageState extends PackageName {
  /** Undefined: not installed, or not whole. */
  readonly installed: string | undefined;
  /** Only its configuration files are left. */
  readonly isRemoved: boolean;
  /** With state `latest`: what the lists of the host offer. */
  readonly candidate: string | undefined;
}

/** The packages as a look saw them. */
export interface PackagesState {
  readonly packages: readonly PackageState[];
  /** The package manager of the host; empty: none that is known. */
  readonly manager: string;
  readonly isRoot: boolean;
  /** How old the package lists are; Infinity when there are none. */
  readonly listsAgeMs: number;
  /** With state `absent`: packages that need those that are to go. */
  readonly dependents: readonly string[];
}

interface Row {
  readonly name: string;
  readonly architecture: string;
  readonly status: string;
  readonly version: string;
}

const whole = ['installed', 'triggers-awaited', 'triggers-pending'];

/** Asks for the state of all packages at once. */
export function packagesState({ names, state }: PackagesParams): Query<PackagesState> {
  const wanted = names.map(packageNameOf);
  const bare = wanted.map(({ full }) => full);
  const host = query(
    sh`for m in apt-get dnf yum zypper apk pacman; do command -v "$m" >/dev/null 2>&1 && break; m=; done
now=$(date +%s); lists=$(stat -c %Y /var/lib/apt/lists 2>/dev/null)
set -- /var/lib/apt/lists/*Packages*; [ -e "$1" ] || lists=
printf '%s|%s|%s|%s|%s\n' "$m" "$(id -u)" "$now" "$lists" "$(dpkg --print-architecture 2>/dev/null)"
if [ "$m" = apt-get ]; then dpkg-query -W -f ${'${Package}|${Architecture}|${db:Status-Status}|${Version}\\n'} ${bare} 2>/dev/null; fi; :`,
    {
      reads: wanted.map(({ name }) => `package:${name}` as const),
      parse: ({ stdout }) => parse(stdout, wanted),
    },
  );
  const more = {
    offers: state === 'latest' ? offered(bare) : known(new Map<string, string>()),
    dependents: state === 'absent' ? dependentsOf(bare) : known([]),
  };
  return mapQuery(all({ host, ...more }), ({ host, offers, dependents }) => ({
    ...host,
    dependents,
    packages: host.packages.map((one) => ({ ...one, candidate: offers.get(one.full) })),
  }));
}

/** What apt would remove besides. It is asked only when there is something to remove at all. */
function dependentsOf(names: readonly string[]): Query<readonly string[]> {
  const script = sh`dpkg-query -W -f ${'${db:Status-Status}\\n'} ${names} 2>/dev/null | grep -qx installed || exit 0
apt-get -s -q remove ${names} 2>/dev/null | sed -n 's/^Remv \([^ ]*\) .*/\1/p'`;
  return query(script, {
    reads: names.map((name) => `package:${name}` as const),
    parse: ({ stdout }) => stdout.split('\n').filter((name) => name !== '' && !names.includes(name)),
  });
}

function offered(names: readonly string[]): Query<ReadonlyMap<string, string>> {
  return query(sh`apt-cache policy -- ${names} 2>/dev/null; :`, {
    reads: names.map((name) => `package:${name}` as const),
    parse: ({ stdout }) => {
      const found = stdout.matchAll(/^(\S+):\n(?: .*\n)*? {2}Candidate: (\S+)$/gm);
      return new Map([...found].map(([, name = '', version = '']) => [name, version]));
    },
  });
}

function parse(stdout: string, wanted: readonly PackageName[]): Omit<PackagesState, 'dependents'> {
  const [head = '', ...rest] = stdout.split('\n');
  const [manager = '', uid, now, lists, native = ''] = head.split('|');
  const rows = rest
    .filter((line) => line !== '')
    .map((line): Row => {
      const [name = '', architecture = '', status = '', version = ''] = line.split('|');
      return { name, architecture, status, version };
    });
  return {
    manager,
    isRoot: uid === '0',
    listsAgeMs: lists === '' ? Number.POSITIVE_INFINITY : (Number(now) - Number(lists)) * 1000,
    packages: wanted.map((one) => stateOf(one, rows, native)),
  };
}

function stateOf(wanted: PackageName, rows: readonly Row[], native: string): PackageState {
  const { name, architecture } = wanted;
  const own = rows.filter(
    (row) => row.name === name && [architecture ?? native, 'all'].includes(row.architecture),
  );
  return {
    ...wanted,
    installed: own.find(({ status }) => whole.includes(status))?.version,
    isRemoved: own.some(({ status }) => status === 'config-files'),
    candidate: undefined,
  };
}
