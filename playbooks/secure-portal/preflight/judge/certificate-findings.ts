import type { GateFinding } from 'drover';
import type { Variables } from '../../variables.ts';
import type { PortalState } from '../portal-preflight.ts';
import { finding } from './finding.ts';

/** Whether there is, or will be, a certificate and key that fit each other, the names and the day. */
export function certificateFindings({ certificate }: PortalState, vars: Variables): readonly GateFinding[] {
  switch (certificate.is) {
    case 'refused':
      return [finding('stops', 'certificate', certificate.message, certificate.hint)];
    case 'requested':
      return [
        finding(
          'warns',
          'certificate',
          'The certificate has to be signed first: the run will end with a request for that',
          'Run it with --tags certificate, have the requests signed, and set signed_certificate.',
        ),
      ];
    case 'issued':
      return [finding('notes', 'certificate', `A certificate will be issued for ${vars.names.join(', ')}`)];
    case 'installed':
    case 'kept':
      return daysFindings(certificate.daysLeft, vars);
    case 'unknown':
      return [];
  }
}

function daysFindings(
  daysLeft: number | undefined,
  { renew_before_days: enough }: Variables,
): readonly GateFinding[] {
  if (daysLeft === undefined || daysLeft >= enough) return [];
  return [finding('warns', 'certificate', `The certificate has ${daysLeft} days left`, 'Have it renewed.')];
}
