import { type Query, query, sh } from 'drover';
import { rows } from './rows.ts';

/** A module of a gateway, as a file. */
export interface GatewayModule {
  /** Such as `CSPa24.so`. */
  readonly name: string;
  readonly isReadable: boolean;
  /** For which line of Apache it was made: 2.0, 2.2 or 2.4; undefined: it does not say. */
  readonly apache: '2.0' | '2.2' | '2.4' | undefined;
  /** Whether it was made for machines such as this; undefined: the host cannot tell. */
  readonly fits: boolean | undefined;
  /** Libraries that it needs and that are not there. */
  readonly missing: readonly string[];
}

/**
 * Asks what the modules of a gateway are. That every module of Apache holds the magic letters of its line is public
 * (ap_mmn.h); in which order they lie there depends on the machine.
 */
export function gatewayModules(directory: string): Query<readonly GatewayModule[]> {
  return query(
    sh`kind() { dd if="$1" bs=20 count=1 2>/dev/null | od -An -tx1 | tr -d ' \n' | cut -c 9-10,37-40; }
line() {
  if LC_ALL=C grep -q -e 42PA -e AP24 "$1"; then echo 2.4
  elif LC_ALL=C grep -q -e 22PA -e AP22 "$1"; then echo 2.2
  elif LC_ALL=C grep -q -e 02PA -e AP20 "$1"; then echo 2.0; fi
}
own=$(kind "$(readlink -f /bin/sh)")
for file in ${directory}/CSPa*.so ${directory}/mod_csp*.so; do
  [ -e "$file" ] || continue
  if [ ! -r "$file" ]; then printf 'module\t%s\tunreadable\n' "$(basename -- "$file")"; continue; fi
  fits=unknown; [ -z "$own" ] || { [ "$(kind "$file")" = "$own" ] && fits=yes || fits=no; }
  missing=$(ldd "$file" 2>/dev/null | awk '/not found/ { print $1 }' | tr '\n' ' ')
  printf 'module\t%s\treadable\t%s\t%s\t%s\n' "$(basename -- "$file")" "$(line "$file")" "$fits" "$missing"
done`,
    { reads: 'everything', parse: ({ stdout }) => rows(stdout, 'module').map(moduleOf) },
  );
}

const lines = ['2.0', '2.2', '2.4'] as const;

function moduleOf([name = '', readable, line = '', fits, missing = '']: readonly string[]): GatewayModule {
  return {
    name,
    isReadable: readable === 'readable',
    apache: lines.find((known) => known === line),
    fits: fits === 'yes' || (fits === 'no' ? false : undefined),
    missing: missing.split(' ').filter((library) => library !== ''),
  };
}
