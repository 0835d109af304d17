import { group, type Task, type TaskNode, transaction } from 'drover';
import { cspFindings } from './gateway/csp-findings.ts';
import { type CspIniState, cspIni } from './gateway/csp-ini.ts';
import { gatewayKeys } from './gateway/gateway-keys.ts';
import { managementKeys } from './gateway/management-keys.ts';
import { answersOverTls } from './superserver/answers-over-tls.ts';
import type { SuperServerSettings } from './superserver/superserver-settings.ts';

export interface GatewayStage {
  readonly node: TaskNode;
  readonly task: Task<CspIniState>;
}

/** The gateway reaches the SuperServer by TLS and verifies it; its management pages are for some addresses only. */
export function gateway(settings: SuperServerSettings, portalAnswers: TaskNode): GatewayStage {
  const { instance, superserver_port: port, dialled: address, caFile } = settings;
  const task = cspIni('The gateway speaks TLS to the SuperServer', {
    ...cspIniFile(settings),
    keys: gatewayKeys(settings),
  });
  // Also when this stage is run alone: a gateway that asks for TLS where there is none loses the portal.
  const before = answersOverTls('The SuperServer answers the gateway over TLS', {
    instance,
    address,
    port,
    caFile,
  });
  return { task, node: group('Gateway', [before, task, portalAnswers], { tags: ['gateway'] }) };
}

/** The management pages are for some addresses only; how the gateway reaches the SuperServer stays as it is. */
export function lockedGateway(settings: SuperServerSettings, portalAnswers: TaskNode): GatewayStage {
  const task = cspIni('The management pages of the gateway are for some addresses only', {
    ...cspIniFile(settings),
    keys: managementKeys(settings),
  });
  return { task, node: transaction('Gateway', [task, portalAnswers], { tags: ['gateway'] }) };
}

/** Where CSP.ini is, and where it is kept as it was before the first change. */
export function cspIniFile(settings: SuperServerSettings) {
  const { cspIniFile: path, gateway_reload_seconds: seconds, beforeDirectory } = settings;
  return { path, reloadWithinMs: seconds * 1000, keep: `${beforeDirectory}/CSP.ini` };
}

/** What is left in CSP.ini that a person should look at, a line each. */
export function gatewayReport(state: CspIniState): readonly string[] {
  return cspFindings(state.ini).map(
    ({ section, what, hint }) => `Look at  CSP.ini [${section}] ${what}. ${hint}`,
  );
}
