import { group, type TaskNode } from 'drover';
import type { ClientHost } from './clients/client-host-variables.ts';
import { jdbcClients } from './clients/jdbc.ts';
import { type CaOf, odbcClients } from './clients/odbc.ts';

/** UNIX clients of the SuperServer on this host ask for TLS; nothing where no client is named. */
export function clients(settings: ClientHost, caOf: CaOf = () => settings.client.ca): TaskNode {
  return group('Clients', [...odbcClients(settings, caOf), ...jdbcClients(settings)], { tags: ['clients'] });
}
