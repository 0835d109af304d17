import { type Shell, sh } from 'drover';
import type { Sources } from './sources.ts';

interface HttpdBuild {
  readonly source: string;
  readonly prepare: Shell;
  readonly inputs: string[];
  readonly configure: string[];
}

/** How any httpd is built here: apr in its own source tree, the worker MPM, and no module but those named, all static. */
export function httpdBuild(
  { directories }: Sources,
  staticModules: readonly string[],
  flags: readonly string[] = [],
): HttpdBuild {
  const { httpd, apr, 'apr-util': util } = directories;
  return {
    source: httpd,
    prepare: sh`rm -rf -- srclib/apr srclib/apr-util && cp -a -- ${apr} srclib/apr && cp -a -- ${util} srclib/apr-util`,
    inputs: [apr, util],
    configure: [
      '--with-included-apr',
      '--enable-so',
      ...flags,
      '--with-mpm=worker',
      '--enable-modules=none',
      `--enable-mods-static=${staticModules.join(' ')}`,
      '--without-gdbm',
      '--without-ndbm',
      '--without-berkeley-db',
    ],
  };
}
