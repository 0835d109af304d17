import { group, type Shell, sh, type TaskNode } from 'drover';
import { packages, probe } from 'drover/modules';
import { existingLayouts } from './existing-layouts.ts';
import { portIsFree } from './port-is-free.ts';
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

/** Looks whether the host is as the rest expects it, and installs the build tools where a server is built. */
export function preflight(vars: Variables): TaskNode {
  const tools = vars.portal_route === 'existing' ? existingTools(vars) : buildTools(vars);
  return group('Preflight', [placesAreThere(vars), portIsFree(vars), tools], { tags: ['preflight'] });
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

/** Nothing is built for a server that is there: only the certificate's tool is needed. */
function existingTools({ install_packages: install }: Variables): TaskNode {
  if (install) return packages('The tool for certificates is installed', { names: ['openssl'] });
  return probe('The tool for certificates is there', {
    script: sh`command -v openssl || echo missing`,
    reads: ['package:openssl'],
    expect: ({ stdout }) =>
      stdout.trim() === 'missing' ? 'openssl is missing: install the package openssl' : undefined,
  });
}

/** A server of its own needs no private one beside it: an upgrade may have taken that away. */
function placesAreThere(vars: Variables): TaskNode {
  const { instanceDirectory: instance, gatewayDirectory: gateway, product, portal_route: route } = vars;
  const command = product === 'cache' ? 'ccontrol' : 'iris';
  const { program } = existingLayouts[vars.existing_layout];
  const server = {
    private: sh`[ -d ${vars.privateDirectory} ] || echo "no private web server in ${vars.privateDirectory}: choose portal_route: standalone"`,
    standalone: sh`[ -d /run/systemd/system ] || echo "this host is not run by systemd, which portal_route: standalone needs"`,
    existing: sh`[ -x ${program} ] || echo "no web server ${program}: set existing_layout, or choose portal_route: standalone"`,
  }[route];
  return probe('The instance, its gateway module and the web server are there', {
    reads: [`file:${instance}`, `file:${gateway}`, `file:${program}`],
    script: sh`[ -d ${instance} ] || echo "no directory ${instance}: set instance_directory (see ${command} qlist)"
${server}
[ -r ${`${gateway}/CSPa24.so`} ] || echo "no gateway module ${gateway}/CSPa24.so for httpd 2.4"`,
    expect: ({ stdout }) => (stdout.trim() === '' ? undefined : stdout.trim().split('\n').join('; ')),
  });
}

const missingTools: Shell = sh`for tool in cc make bzip2 openssl gpgv tar; do command -v $tool >/dev/null || echo $tool; done
command -v cc >/dev/null || exit 0
for header in openssl/ssl.h expat.h; do echo "#include <$header>" | cc -E - >/dev/null 2>&1 || echo "the header $header"; done
command -v pcre2-config >/dev/null || echo pcre2-config`;
