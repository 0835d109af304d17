import { group, type TaskNode } from 'drover';
import { compile, copy, packages, template } from 'drover/modules';
import { buildTools } from '../secure-portal/build-tools.ts';
import { httpdBuild } from '../secure-portal/httpd-build.ts';
import { sources } from '../secure-portal/sources.ts';
import { practiceDirectories } from './practice-directories.ts';
import type { PracticeVariables } from './variables.ts';

/** The plain web server that the practice instance comes with, and how modules for it are compiled. */
export interface VendorServer {
  readonly node: TaskNode;
  readonly program: string;
  readonly includes: readonly string[];
  /** Modules that it does not hold in itself: the name and the file. */
  readonly modules: readonly (readonly [string, string])[];
}

const moduleNames = ['mpm_worker', 'authz_core', 'mime', 'dir', 'alias'];

/** On a Debian guest, Debian's own httpd; elsewhere one that is compiled without TLS, as the vendor's is. */
export function vendorServer(vars: PracticeVariables): VendorServer {
  return vars.practice_kind === 'embedded' ? compiled(vars) : packaged(vars);
}

function packaged({ practice_web: web }: PracticeVariables): VendorServer {
  const tools = ['apache2-bin', 'apache2-dev', 'gcc', 'libc6-dev', 'libssl-dev'];
  const names = web === 'webgateway' ? ['apache2', ...tools] : tools;
  return {
    node: group('Plain web server', [packages("Debian's httpd and a compiler are installed", { names })]),
    program: '/usr/sbin/apache2',
    includes: ['/usr/include/apache2', '/usr/include/apr-1.0'],
    modules: moduleNames.map(
      (name) => [`${name}_module`, `/usr/lib/apache2/modules/mod_${name}.so`] as const,
    ),
  };
}

function compiled(vars: PracticeVariables): VendorServer {
  const prefix = `${vars.instanceDirectory}-vendor-httpd`;
  const archives = sources(vars);
  const staticModules = ['log_config', 'mime', 'alias', 'unixd', 'authz_core', 'dir'];
  const build = compile('A plain httpd is built, without TLS', {
    ...httpdBuild(archives, staticModules),
    prefix,
    log: `${vars.work_directory}/vendor-build.log`,
  });
  return {
    node: group('Plain web server', [buildTools(vars), archives.node, build]),
    program: `${prefix}/bin/httpd`,
    includes: [`${prefix}/include`],
    modules: [],
  };
}

/** Its tree, as the vendor ships it. */
export function vendorFiles(
  vars: PracticeVariables,
  { program, modules }: VendorServer,
): readonly TaskNode[] {
  const { instanceDirectory, httpdUser, httpdGroup } = vars;
  const tree = `${practiceDirectories(vars).vendor}/httpd`;
  const fill = (name: string, mode: string, values: Readonly<Record<string, unknown>>) =>
    template(`${tree}/${name} is there`, {
      path: `${tree}/${name}`,
      mode,
      src: `practice/files/${name}.ejs`,
      vars: values,
    });
  return [
    fill('bin/httpd', '0755', { program }),
    fill('conf/httpd.conf', '0644', { instanceDirectory, modules, user: httpdUser, group: httpdGroup }),
    copy(`${tree}/conf/mime.types is there`, {
      path: `${tree}/conf/mime.types`,
      content: 'text/html html htm\ntext/css css\napplication/javascript js\nimage/png png\n',
    }),
  ];
}
