import { type Query, query, sh } from 'drover';
import { rows } from './rows.ts';

/** SELinux, as far as it decides on a web server. Undefined: the host cannot tell. */
export interface Selinux {
  readonly isEnforcing: boolean;
  /** httpd may connect to the network. */
  readonly mayConnect: boolean | undefined;
  /** Ports of the type http_port_t. */
  readonly ports: readonly (readonly [number, number])[] | undefined;
  /** The type that its rules give the program of the portal's server. */
  readonly programType: string | undefined;
  /** Types of the gateway's files, by name. */
  readonly types: Readonly<Record<string, string>>;
}

export interface SelinuxPlaces {
  readonly program: string;
  readonly gatewayDirectory: string;
}

/** Asks SELinux for what is labelled, where it is enforcing. */
export function selinux({ program, gatewayDirectory }: SelinuxPlaces): Query<Selinux> {
  return query(
    sh`[ "$(getenforce 2>/dev/null)" = Enforcing ] || exit 0
echo enforcing
getsebool httpd_can_network_connect 2>/dev/null | sed 's/.* /connect	/'
semanage port -l 2>/dev/null | awk '$1 == "http_port_t" && $2 == "tcp" { $1 = ""; $2 = ""; gsub(/[ ,]+/, " "); print "ports\t" $0 }'
matchpathcon -n ${program} 2>/dev/null | cut -s -d : -f 3 | sed 's/^/program	/'
for file in CSPa24.so CSP.ini CSP.log; do
  [ -e ${gatewayDirectory}/$file ] && printf 'type\t%s\t%s\n' $file "$(ls -Zd ${gatewayDirectory}/$file 2>/dev/null | cut -s -d : -f 3)"
done
:`,
    { reads: 'everything', parse: ({ stdout }) => parse(stdout) },
  );
}

function parse(told: string): Selinux {
  const [[connect] = []] = rows(told, 'connect');
  const [[ports] = []] = rows(told, 'ports');
  const [[programType] = []] = rows(told, 'program');
  return {
    isEnforcing: rows(told, 'enforcing').length > 0,
    mayConnect: connect === undefined ? undefined : connect === 'on',
    ports: ports?.split(' ').flatMap((range) => {
      const [first = '', last = first] = range.split('-');
      return first === '' ? [] : [[Number(first), Number(last)] as const];
    }),
    programType,
    types: Object.fromEntries(rows(told, 'type').map(([file = '', type = '']) => [file, type])),
  };
}
