import type { GateFinding } from 'drover';
import type { Variables } from '../../variables.ts';
import type { PortalState } from '../portal-preflight.ts';
import { finding } from './finding.ts';

/** Whether it is known who the portal's server runs as. */
export function accountFindings(
  { account, instances }: PortalState,
  vars: Variables,
): readonly GateFinding[] {
  const { httpd_user: user, httpd_group: group, instanceDirectory: directory } = vars;
  // Of an instance that is not there enough is said.
  const isRead = instances.isDirectory;
  const silent = (what: 'user' | 'group') =>
    finding(
      'stops',
      'account',
      `${directory}/parameters.isc does not say which ${what} the instance runs as`,
      `Set httpd_${what}.`,
    );
  return [
    ...(isRead && user === undefined && account.user === undefined ? [silent('user')] : []),
    ...(isRead && (group ?? user) === undefined && account.group === undefined ? [silent('group')] : []),
    ...account.unknown.map((name) =>
      finding('stops', 'account', `This host has no ${name}`, 'Make it, or name another.'),
    ),
  ];
}
