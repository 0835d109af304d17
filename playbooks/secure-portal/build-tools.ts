import { sh, type TaskNode } from 'drover';
import { packages, probe } from 'drover/modules';
import { missingToBuild } from './preflight/look/system.ts';
import type { Variables } from './variables.ts';

/** What the build needs on Debian; the names elsewhere are said by the preflight. */
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

type Settings = Pick<Variables, 'install_packages'>;

/** The compiler and the libraries that httpd is built with: installed, or only looked for. */
export function buildTools({ install_packages: install }: Settings): TaskNode {
  const tags = ['sources', 'build'];
  if (install) return packages('Build tools are installed', { names: debianPackages }, { tags });
  return probe(
    'Build tools are there',
    {
      script: missingToBuild,
      reads: debianPackages.map((name) => `package:${name}` as const),
      expect: ({ stdout }) => missing(stdout.trim().split('\n').join(', ')),
    },
    { tags },
  );
}

/** Nothing is built for a server that is there: only the certificate's tool is needed. */
export function certificateTool({ install_packages: install }: Settings): TaskNode {
  const tags = ['certificate'];
  if (install) return packages('The tool for certificates is installed', { names: ['openssl'] }, { tags });
  return probe(
    'The tool for certificates is there',
    {
      script: sh`command -v openssl >/dev/null || echo openssl`,
      reads: ['package:openssl'],
      expect: ({ stdout }) => missing(stdout.trim()),
    },
    { tags },
  );
}

function missing(names: string): string | undefined {
  return names === '' ? undefined : `these are missing: ${names}`;
}
