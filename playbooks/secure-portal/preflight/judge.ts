import type { GateFinding } from 'drover';
import type { Variables } from '../variables.ts';
import { accountFindings } from './judge/account-findings.ts';
import { barrierFindings } from './judge/barrier-findings.ts';
import { certificateFindings } from './judge/certificate-findings.ts';
import { gatewayFindings } from './judge/gateway-findings.ts';
import { instanceFindings } from './judge/instance-findings.ts';
import { portFindings } from './judge/port-findings.ts';
import { selinuxFindings } from './judge/selinux-findings.ts';
import { sessionFindings } from './judge/session-findings.ts';
import { systemFindings } from './judge/system-findings.ts';
import type { PortalState } from './portal-preflight.ts';

/** What follows from what was seen of a host: the worst first. Pure. */
export function judge(state: PortalState, vars: Variables): readonly GateFinding[] {
  const all = [
    ...instanceFindings(state, vars),
    ...accountFindings(state, vars),
    ...portFindings(state, vars),
    ...sessionFindings(state),
    ...systemFindings(state, vars),
    ...certificateFindings(state, vars),
    ...gatewayFindings(state, vars),
    ...selinuxFindings(state, vars),
    ...barrierFindings(state, vars),
  ];
  const of = (wanted: GateFinding['severity']) => all.filter(({ severity }) => severity === wanted);
  return [...of('stops'), ...of('warns'), ...of('notes')];
}
