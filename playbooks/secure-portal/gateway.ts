import { group, type Task, type TaskNode } from 'drover';
import { cspFindings } from './gateway/csp-findings.ts';
import { type CspIniState, cspIni } from './gateway/csp-ini.ts';
import { gatewayKeys } from './gateway/gateway-keys.ts';
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
    path: settings.cspIniFile,
    keys: gatewayKeys(settings),
    reloadWithinMs: settings.gateway_reload_seconds * 1000,
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

/** What is left in CSP.ini that a person should look at, a line each. */
export function gatewayReport(state: CspIniState): readonly string[] {
  return cspFindings(state.ini).map(
    ({ section, what, hint }) => `Look at  CSP.ini [${section}] ${what}. ${hint}`,
  );
}
