import { group, type Shell, sh, type Task, type TaskNode } from 'drover';
import type { Accounts } from './accounts.ts';
import { bracketed } from './bracketed.ts';
import { confFile } from './conf-file.ts';
import { deniedPaths, managementPath } from './denied-paths.ts';
import { portalOrigin } from './portal-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { tlsPolicy } from './tls-policy.ts';
import { trial } from './trial.ts';
import type { Variables } from './variables.ts';

/** httpd.conf is written beside the build and tried out there with its certificate, before anything stops. */
export function configuration(vars: Variables, { server }: Accounts): TaskNode {
  const staged = httpdConf('The new configuration passes its test', vars, {
    server,
    path: vars.stagedConf,
    test: (conf) => trialOf(vars, vars.stagedTree, conf),
  });
  return group('Configuration', [staged], { tags: ['configuration'] });
}

/** httpd.conf in its place; what was tried out as the staged one is not tried again while the portal waits. */
export function liveConf(vars: Variables, { server }: Accounts): Task {
  return httpdConf('httpd.conf is in place', vars, {
    server,
    path: `${vars.httpdDirectory}/conf/httpd.conf`,
    test: (conf) => sh`cmp -s ${conf} ${vars.stagedConf} || ${trialOf(vars, vars.httpdDirectory, conf)}`,
  });
}

/** A trial of a configuration with the pair that was issued. */
export function trialOf(vars: Variables, tree: string, conf: Shell): Shell {
  const { certificateFile: certificate, keyFile: key } = vars;
  return trial({ tree, conf, certificate, key, words: commandLineOf(vars) });
}

/** The instance starts its private server with the plain port on the command line; a unit of ours does not. */
export function commandLineOf({ service_manager: manager, plainPort }: Variables): readonly string[] {
  return manager === 'pidfile' ? ['-c', `Listen ${plainPort}`] : [];
}

/** What the templates of all routes say about the portal. */
export function hostValues(vars: Variables) {
  return {
    publicName: bracketed(vars.publicName),
    origin: portalOrigin(vars),
    plainPort: vars.plainPort,
    tlsPort: vars.tlsPort,
    pair: vars.pairInUse,
    bodyBytes: vars.portal_body_mb * 1024 * 1024,
    tls: tlsPolicy(vars.tls_policy),
    headers: securityHeaders(vars),
    methods: vars.portal_methods,
    managementPath,
    managers: ['local', ...vars.management_from.map((address) => `ip ${address}`)],
    deniedPaths,
  };
}

/** The certificate of the controller, where it is known before the host is asked. */
export function certificateHere(vars: Variables): { readonly certificate?: string } {
  const { certificate_from: from, supplied_certificate: supplied, signed_certificate: signed } = vars;
  const certificate = from === 'supplied' ? supplied : signed;
  return from === 'private-ca' || certificate === undefined ? {} : { certificate };
}

interface Place {
  readonly server: Accounts['server'];
  readonly path: string;
  readonly test: (conf: Shell) => Shell;
}

function httpdConf(name: string, vars: Variables, { server, path, test }: Place): Task {
  return confFile(name, (scope) => ({
    path,
    src: 'secure-portal/httpd.conf.ejs',
    ...certificateHere(vars),
    vars: {
      ...hostValues(vars),
      documentRoot: `${vars.instanceDirectory}/csp`,
      serverName: bracketed(vars.publicName),
      ...server(scope),
      // A port may be named only once: on the command line or in the file.
      listen: vars.service_manager === 'pidfile' ? [vars.tlsPort] : [vars.plainPort, vars.tlsPort],
      gatewayDirectory: vars.gatewayDirectory,
    },
    validate: test,
  }));
}
