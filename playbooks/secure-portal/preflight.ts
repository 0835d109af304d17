import { group, type Shell, sh, type TaskNode } from 'drover';
import { packages, probe } from 'drover/modules';
import type { Variables } from './variables.ts';

/** What the build needs on Debian; the names elsewhere are in the message. */
const debianPackages = [
  'bzip2',
  'gcc',
  'gpgv',
  'libc6-dev',
  'libexpat1-dev',
  'libpcre2-dev',
  'libssl-dev',
  'make',
  'openssl',
];

/** Looks whether the host is as the rest expects it, and installs the build tools. */
export function preflight(vars: Variables): TaskNode {
  return group('Preflight', [instanceIsThere(vars), portIsFree(vars), buildTools(vars)], {
    tags: ['preflight'],
  });
}

/** The compiler and the libraries that httpd is built with: installed, or only looked for. */
export function buildTools({ install_packages: install }: Pick<Variables, 'install_packages'>): TaskNode {
  if (install) return packages('Build tools are installed', { names: debianPackages });
  return probe('Build tools are there', {
    script: missingTools,
    reads: debianPackages.map((name) => `package:${name}` as const),
    expect: ({ stdout }) =>
      stdout.trim() === ''
        ? undefined
        : `these are missing: ${stdout.trim().split('\n').join(', ')}. On Debian: apt-get install ${debianPackages.join(' ')}` +
          ' — on the RHEL family: dnf install bzip2 gcc make openssl openssl-devel pcre2-devel expat-devel gnupg2',
  });
}

function instanceIsThere({
  instanceDirectory,
  httpdDirectory,
  gatewayDirectory,
  product,
}: Variables): TaskNode {
  const command = product === 'cache' ? 'ccontrol' : 'iris';
  return probe('The instance and its gateway module are there', {
    reads: [`file:${instanceDirectory}`],
    script: sh`[ -d ${instanceDirectory} ] || echo "no directory ${instanceDirectory}: set instance_directory (see ${command} qlist)"
[ -d ${httpdDirectory} ] || echo "no private web server in ${httpdDirectory}"
[ -r ${`${gatewayDirectory}/CSPa24.so`} ] || echo "no gateway module ${gatewayDirectory}/CSPa24.so for httpd 2.4"`,
    expect: ({ stdout }) => (stdout.trim() === '' ? undefined : stdout.trim().split('\n').join('; ')),
  });
}

/** The TLS port may be held by nobody, or by the very server that the earlier run put there. */
function portIsFree({ tlsPort, httpdDirectory }: Variables): TaskNode {
  const hexPort = tlsPort.toString(16).toUpperCase().padStart(4, '0');
  return probe(`Port ${tlsPort} is free, or ours`, {
    reads: [`port:${tlsPort}`],
    script: sh`cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q ${`:${hexPort} [0-9A-F]*:0000 0A`} || exit 0
pid=$(cat ${`${httpdDirectory}/logs/httpd.pid`} 2>/dev/null)
holder=$(ss -ltnpH ${`sport = :${tlsPort}`} 2>/dev/null | head -n 1)
case $holder in
  *"pid=$pid,"*) [ -z "$pid" ] || exit 0 ;;
  *pid=*) ;;
  *) grep -q ${`^Listen ${tlsPort}$`} ${`${httpdDirectory}/conf/httpd.conf`} && kill -0 "$pid" 2>/dev/null && exit 0 ;;
esac
echo "another process listens there: $(echo "$holder" | sed -n 's/.*users:((\(.*\)))/\1/p')"`,
    expect: ({ stdout }) =>
      stdout.trim() === '' ? undefined : `${stdout.trim()}; stop it, or choose another tls_port`,
  });
}

const missingTools: Shell = sh`for tool in cc make bzip2 openssl gpgv tar; do command -v $tool >/dev/null || echo $tool; done
command -v cc >/dev/null || exit 0
for header in openssl/ssl.h expat.h; do echo "#include <$header>" | cc -E - >/dev/null 2>&1 || echo "the header $header"; done
command -v pcre2-config >/dev/null || echo pcre2-config`;
