import type { Observation } from 'drover/reporters';
import { accessObservations } from './access-observations.ts';
import type { AuditView } from './audit-view.ts';
import { certificateObservations } from './certificate-observations.ts';
import { gatewayObservations } from './gateway-observations.ts';
import { headerObservations } from './header-observations.ts';
import { hostObservations } from './host-observations.ts';
import { superServerObservations } from './super-server-observations.ts';
import { tlsObservations } from './tls-observations.ts';

/** Everything that there is to say about a portal, in the order in which a request meets it. Pure. */
export function observations(view: AuditView): readonly Observation[] {
  return [
    ...tlsObservations(view),
    ...certificateObservations(view),
    ...headerObservations(view),
    ...accessObservations(view),
    ...superServerObservations(view),
    ...gatewayObservations(view),
    ...hostObservations(view),
  ];
}
