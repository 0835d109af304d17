import { group, type Shell, sh, type Task, type TaskNode } from 'drover';
import { template } from 'drover/modules';
import { tlsPolicies } from './tls-policy.ts';
import type { Variables } from './variables.ts';

/** httpd.conf is written beside the build and checked by the new httpd, before anything stops. */
export function configuration(vars: Variables): TaskNode {
  const staged = httpdConf('The new configuration passes its test', vars, {
    path: `${vars.work_directory}/httpd.conf`,
    tree: vars.stagedTree,
  });
  return group('Configuration', [staged], { tags: ['configuration'] });
}

/** A task that writes httpd.conf, checked by the httpd of `tree`: a staged one does not find its libraries by itself. */
export function httpdConf(
  name: string,
  vars: Variables,
  { path, tree }: { readonly path: string; readonly tree: string },
): Task {
  return template(name, {
    path,
    mode: '0644',
    src: 'secure-portal/httpd.conf.ejs',
    vars: valuesOf(vars, tree),
    validate: (written: Shell) =>
      sh`LD_LIBRARY_PATH=${`${tree}/lib`} ${`${tree}/bin/httpd`} -t -d ${tree} -f ${written} ${commandLineOf(vars)}`,
  });
}

/** The instance starts its private server with the plain port on the command line; a unit of ours does not. */
export function commandLineOf({ service_manager: manager, plainPort }: Variables): readonly string[] {
  return manager === 'pidfile' ? ['-c', `Listen ${plainPort}`] : [];
}

function valuesOf(vars: Variables, serverRoot: string) {
  const policy = tlsPolicies[vars.tls_policy];
  return {
    serverRoot,
    instanceDirectory: vars.instanceDirectory,
    httpdDirectory: vars.httpdDirectory,
    gatewayDirectory: vars.gatewayDirectory,
    serverName: bracketed(vars.publicName),
    publicName: bracketed(vars.publicName),
    user: vars.httpdUser,
    group: vars.httpdGroup,
    plainPort: vars.plainPort,
    tlsPort: vars.tlsPort,
    // A port may be named only once: on the command line or in the file.
    listen: vars.service_manager === 'pidfile' ? [vars.tlsPort] : [vars.plainPort, vars.tlsPort],
    certificateFile: vars.certificateFile,
    keyFile: vars.keyFile,
    tls: policy.lines,
    honorOrder: policy.honorOrder,
  };
}

/** An IPv6 address stands in brackets in a URL. */
export function bracketed(name: string): string {
  return name.includes(':') ? `[${name}]` : name;
}
