import { resolve } from 'node:path';
import { type Play, play } from 'drover';
import { z } from 'zod';
import { clientSettings } from '../clients/client-settings.ts';
import { clientVariables, dialledVariables, odbcVariables } from '../clients/client-variables.ts';
import { serverVariables } from '../clients/server-variables.ts';
import { says } from '../variables/says.ts';
import { clientAnswers } from './client-answers.ts';
import type { ClientRoll } from './client-roll.ts';

const answering = {
  inventory_hostname: z.string(),
  ...dialledVariables,
  client_server_names: z
    .array(z.string().min(1))
    .default([])
    .meta(says('Other spellings that it dials.', ['192.0.2.7'])),
  superserver_port: z.coerce.number().int().default(1972).meta(says('The port of the SuperServer.', 51773)),
};

const unixVariables = z.object({
  ...answering,
  odbc_ca_file: odbcVariables.odbc_ca_file,
  client_trust_file: z
    .string()
    .startsWith('/', 'must be an absolute path')
    .optional()
    .meta(
      says(
        'The CA (PEM, on the client) that the client trusts. Default: odbc_ca_file.',
        '/etc/pki/tls/certs/ca.pem',
      ),
    ),
});

const windowsVariables = z
  .object({ ...answering, ...serverVariables, ...clientVariables })
  .transform((vars) => ({ ...vars, client: clientSettings(vars) }));

/** Every host that is a client dials the SuperServer by TLS, and it is noted who got an answer. */
export function clientPlays(roll: ClientRoll): readonly Play[] {
  return [
    play({
      name: 'Clients get answers over TLS',
      hosts: 'clients',
      become: true,
      vars: unixVariables,
      tasks: ({ vars }) => dialling(vars, vars.client_trust_file ?? vars.odbc_ca_file, roll),
    }),
    // A Windows host has no openssl: it is dialled from here, with the CA that was put there.
    play({
      name: 'Windows clients get answers over TLS',
      hosts: 'windows_clients',
      vars: windowsVariables,
      tasks: ({ vars }) => dialling(vars, resolve(vars.client.ca), roll),
    }),
  ];
}

interface Dialling {
  readonly inventory_hostname: string;
  readonly client_server?: string | undefined;
  readonly client_server_names: readonly string[];
  readonly superserver_port: number;
}

function dialling(vars: Dialling, caFile: string, roll: ClientRoll) {
  const { inventory_hostname: client, client_server: server, superserver_port: port } = vars;
  if (server === undefined) return [];
  const names = [...vars.client_server_names];
  const dialled = { client, server, names, port, caFile, roll };
  return [clientAnswers('The SuperServer answers this client over TLS', dialled)];
}
