import { resolve } from 'node:path';
import { DefinitionError, group, RefusedError, type Scope, type TaskNode } from 'drover';
import { evidence, type Observation } from 'drover/reporters';
import type { Variables } from '../secure-portal/variables.ts';
import type { AuditTarget } from './audit-target.ts';
import { auditView } from './judge/audit-view.ts';
import { observations } from './judge/observations.ts';
import { portalInside } from './portal-inside.ts';
import { portalOutside } from './portal-outside.ts';

export interface PortalLook {
  readonly node: TaskNode;
  /** What was found; undefined where its tags were left out. */
  readonly found: (scope: Scope) => readonly Observation[] | undefined;
  /** The same as an entry of a report, or none. */
  readonly report: (scope: Scope) => readonly string[];
}

/** Looks at a portal from inside and outside; `moment` says when that is, in a word. */
export function portalLook(vars: Variables, moment: 'before' | 'after' | 'now'): PortalLook {
  const target = targetOf(vars);
  const inside = portalInside('What the host says of its portal', target);
  const outside = portalOutside('What the network sees of the portal', (scope) => ({
    ...target,
    superServerPort: vars.superserver_port ?? scope.state(inside).superServerPort,
  }));
  const found = (scope: Scope) => {
    const seen = seenBy(() => ({ inside: scope.state(inside), ...outsideState(scope.state(outside)) }));
    return seen && observations(auditView(target, seen));
  };
  return {
    // Whoever looks from outside leaves lines in the server's logs: a check of the flagship does not even do that.
    node: group('Verify', [inside, outside], {
      tags: ['verify'],
      when: ({ check }) => moment === 'now' || !check,
    }),
    found,
    report: (scope) => {
      const seen = found(scope);
      return seen === undefined ? [] : [evidence({ moment, observations: seen })];
    },
  };
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
    ca: trustFile,
    privateCa: vars.certificate_from === 'private-ca' ? resolve(vars.ca_directory, 'ca.pem') : undefined,
    timeoutMs: 5000,
  };
}

/** Tags or a check may have left the look out, and then there is nothing to report. */
function seenBy<Seen>(look: () => Seen): Seen | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof DefinitionError || error instanceof RefusedError) return undefined;
    throw error;
  }
}
