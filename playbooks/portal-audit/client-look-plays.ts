import { type Play, play } from 'drover';
import { clientHostVariables } from '../secure-portal/clients/client-host-variables.ts';
import { windowsVariables } from '../secure-portal/clients/windows-variables.ts';
import { clientLook } from './client-look.ts';
import type { Moment } from './look-report.ts';
import { windowsLook } from './windows-look.ts';

/** Plays that look at the clients of SuperServers, on hosts that are clients only, and report what was found. */
export function clientLookPlays(moment: Moment): readonly Play[] {
  return [
    play({
      name: `What is found of clients ${moment}`,
      hosts: 'clients',
      become: true,
      vars: clientHostVariables,
      tasks: ({ vars }) => {
        const look = clientLook(vars, moment);
        return { tasks: [look.node], report: look.report };
      },
    }),
    play({
      name: `What is found of Windows clients ${moment}`,
      hosts: 'windows_clients',
      vars: windowsVariables,
      tasks: ({ vars }) => {
        const look = windowsLook(vars, moment);
        return { tasks: [look.node], report: look.report };
      },
    }),
  ];
}
