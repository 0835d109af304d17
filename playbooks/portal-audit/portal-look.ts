import { resolve } from 'node:path';
import { group } from 'drover';
import type { Variables } from '../secure-portal/variables.ts';
import type { AuditTarget } from './audit-target.ts';
import { auditView } from './judge/audit-view.ts';
import { observations } from './judge/observations.ts';
import { type Look, lookWith, type Moment } from './look-report.ts';
import { portalInside } from './portal-inside.ts';
import { portalOutside } from './portal-outside.ts';

/** Looks at a portal from inside and outside; `moment` says when that is, in a word. */
export function portalLook(vars: Variables, moment: Moment): Look {
  const target = targetOf(vars);
  const inside = portalInside('What the host says of its portal', target);
  const outside = portalOutside('What the network sees of the portal', (scope) => ({
    ...target,
    superServerPort: vars.superserver_port ?? scope.state(inside).superServerPort,
  }));
  // Whoever looks from outside leaves lines in the server's logs: a check of the flagship does not even do that.
  const node = group('Verify', [inside, outside], {
    tags: ['verify'],
    when: ({ check }) => moment === 'now' || !check,
  });
  return lookWith(node, moment, (scope) => {
    const seen = { inside: scope.state(inside), ...outsideState(scope.state(outside)) };
    return observations(auditView(target, seen));
  });
}

function outsideState<State extends { readonly trusts: boolean }>(outside: State) {
  return { outside, trusts: outside.trusts };
}

function targetOf(vars: Variables): AuditTarget {
  const { trust_file: trustFile, odbc_ini: odbc, odbc_tls_file: tlsFile, instanceDirectory } = vars;
  const own = ['irisodbc.ini', 'cacheodbc.ini'].map((name) => `${instanceDirectory}/mgr/${name}`);
  return {
    publicName: vars.publicName,
    address: vars.address,
    plainPort: vars.plainPort,
    tlsPort: vars.tlsPort,
    superServerPort: vars.superserver_port,
    portalPath: vars.portal_path,
    instanceDirectory,
    gatewayDirectory: vars.gatewayDirectory,
    clientFiles: [odbc, tlsFile, ...own],
    javaFiles: [...vars.jdbc_files],
    ca: trustFile,
    privateCa: vars.certificate_from === 'private-ca' ? resolve(vars.ca_directory, 'ca.pem') : undefined,
    timeoutMs: 5000,
  };
}
