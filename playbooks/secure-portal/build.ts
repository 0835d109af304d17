import { group, sh, type TaskNode } from 'drover';
import { compile } from 'drover/modules';
import type { Sources } from './sources.ts';
import type { Variables } from './variables.ts';

/** Compiled into the server itself: enough for the portal, and no module more. */
const staticModules = [
  'log_config',
  'mime',
  'alias',
  'unixd',
  'authz_core',
  'authz_host',
  'rewrite',
  'ssl',
  'headers',
  'dir',
  'negotiation',
  'socache_shmcb',
  'setenvif',
  'env',
  'reqtimeout',
  'filter',
];

type Settings = Pick<Variables, 'work_directory' | 'httpdDirectory' | 'build_cache'>;

/** httpd with mod_ssl, compiled and installed into a staging tree: what runs is not touched. */
export function build(settings: Settings, { directories }: Sources): TaskNode {
  const { work_directory: work, httpdDirectory, build_cache: cache } = settings;
  const { httpd, apr } = directories;
  return group(
    'Build',
    [
      compile('httpd is built with TLS', {
        source: httpd,
        prefix: httpdDirectory,
        staging: `${work}/staging`,
        prepare: sh`rm -rf -- srclib/apr srclib/apr-util && cp -a -- ${apr} srclib/apr && cp -a -- ${directories['apr-util']} srclib/apr-util`,
        inputs: [apr, directories['apr-util']],
        configure: [
          '--with-included-apr',
          '--enable-so',
          '--enable-ssl',
          '--with-mpm=worker',
          '--enable-pie',
          '--enable-modules=none',
          `--enable-mods-static=${staticModules.join(' ')}`,
          '--without-gdbm',
          '--without-ndbm',
          '--without-berkeley-db',
        ],
        log: `${work}/build.log`,
        ...(cache === undefined ? {} : { cache }),
      }),
    ],
    { tags: ['build'] },
  );
}
