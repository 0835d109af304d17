import { play } from 'drover';
import { clientHostVariables } from './secure-portal/clients/client-host-variables.ts';
import { windowsClient } from './secure-portal/clients/windows.ts';
import { windowsVariables } from './secure-portal/clients/windows-variables.ts';
import { clients } from './secure-portal/clients.ts';

/** Puts ODBC, JDBC and Windows clients on TLS, on hosts that are clients only. */
export default [
  play({
    name: 'Clients over TLS',
    hosts: 'clients',
    become: true,
    vars: clientHostVariables,
    tasks: ({ vars }) => [clients(vars)],
  }),
  // A Windows host has no POSIX shell: the work is done here, by ssh and cmd.
  play({
    name: 'Windows clients over TLS',
    hosts: 'windows_clients',
    vars: windowsVariables,
    tasks: ({ vars }) => windowsClient(vars),
  }),
];
