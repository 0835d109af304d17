import { type Query, query, type Shell, sh } from 'drover';
import { rows } from './rows.ts';

/** What a host is, and what it has to build with. */
export interface System {
  /** Such as `Debian GNU/Linux 12 (bookworm)`. */
  readonly name: string;
  /** By which command its packages are installed. */
  readonly packager: 'apt' | 'dnf' | 'zypper' | 'apk' | undefined;
  /** Programs and headers that are not there. */
  readonly missing: readonly string[];
  readonly isSystemd: boolean;
}

/** Asks for the system and for the tools that are needed. */
export function system(tools: 'build' | 'certificate'): Query<System> {
  return query(
    sh`name=$( . /etc/os-release 2>/dev/null && printf %s "$PRETTY_NAME")
printf 'name\t%s\n' "$name"
for packager in apt-get dnf zypper apk; do command -v $packager >/dev/null 2>&1 && printf 'packager\t%s\n' $packager; done
[ ! -d /run/systemd/system ] || echo systemd
{ ${tools === 'build' ? missingToBuild : sh`command -v openssl >/dev/null || echo openssl`}
} | sed 's/^/missing	/'`,
    { reads: 'everything', parse: ({ stdout }) => parse(stdout) },
  );
}

/** Prints each program and header that building httpd needs and that is not there. */
export const missingToBuild: Shell = sh`for tool in cc make bzip2 openssl gpgv tar; do command -v $tool >/dev/null || echo $tool; done
if command -v cc >/dev/null; then
  for header in openssl/ssl.h expat.h; do echo "#include <$header>" | cc -E - >/dev/null 2>&1 || echo "the header $header"; done
fi
command -v pcre2-config >/dev/null || echo pcre2-config`;

const packagers = { 'apt-get': 'apt', dnf: 'dnf', zypper: 'zypper', apk: 'apk' } as const;

function parse(told: string): System {
  const [[name = ''] = []] = rows(told, 'name');
  const found = rows(told, 'packager').map(([one]) => one);
  const [, packager] = Object.entries(packagers).find(([command]) => found.includes(command)) ?? [];
  return {
    name,
    packager,
    missing: rows(told, 'missing').flatMap(([tool = '']) => tool),
    isSystemd: rows(told, 'systemd').length > 0,
  };
}
