import { play } from 'drover';
import { clientHostVariables } from './secure-portal/clients/client-host-variables.ts';
import { clients } from './secure-portal/clients.ts';

/** Puts ODBC and JDBC clients on TLS, on hosts that are clients only. */
export default [
  play({
    name: 'Clients over TLS',
    hosts: 'clients',
    become: true,
    vars: clientHostVariables,
    tasks: ({ vars }) => [clients(vars)],
  }),
];
