import { dirname } from 'node:path';
import type { TaskNode } from 'drover';
import { copy, file } from 'drover/modules';
import type { ClientHost } from './client-host-variables.ts';
import { editProperties } from './edit-properties.ts';
import { editedFile } from './edited-file.ts';

/**
 * The newest protocol that servers of both products speak, and the one name that each way to ask Java for it takes; and the
 * server has to be the one that is dialled. Source: TLS with Java clients, in the vendor's documentation.
 */
const defaults = { protocol: 'TLSv1.2', serverHostNameVerification: 'true' };

/** Java clients: SSLConfig.properties, key by key, and the trust store that it names. */
export function jdbcClients(settings: ClientHost): readonly TaskNode[] {
  const { jdbc_files: files, jdbc_trust_store: store } = settings;
  const properties = {
    ...defaults,
    ...(store === undefined ? {} : { trustStore: store }),
    ...settings.jdbc_properties,
  };
  return [
    ...trustStore(settings),
    ...files.map((path) =>
      editedFile('Java clients have TLS settings', {
        path,
        edit: (lines) => editProperties(lines, properties),
        mayHoldSecrets: true,
      }),
    ),
  ];
}

function trustStore({ jdbc_trust_store: path, jdbc_trust_store_from: src }: ClientHost): readonly TaskNode[] {
  if (path === undefined || src === undefined) return [];
  return [
    file(`${dirname(path)} is there`, { path: dirname(path), state: 'directory' }),
    copy('Java clients have a trust store', { path, src, mode: '0644' }),
  ];
}
