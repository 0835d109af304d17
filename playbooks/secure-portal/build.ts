import { group, type TaskNode } from 'drover';
import { compile } from 'drover/modules';
import { httpdBuild } from './httpd-build.ts';
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
export function build(settings: Settings, archives: Sources): TaskNode {
  const { work_directory: work, httpdDirectory, build_cache: cache } = settings;
  const built = compile('httpd is built with TLS', {
    ...httpdBuild(archives, staticModules, ['--enable-ssl', '--enable-pie']),
    prefix: httpdDirectory,
    staging: `${work}/staging`,
    log: `${work}/build.log`,
    ...(cache === undefined ? {} : { cache }),
  });
  return group('Build', [built], { tags: ['build'] });
}
