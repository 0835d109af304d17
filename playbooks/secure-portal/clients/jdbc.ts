import { dirname } from 'node:path';
import type { TaskNode } from 'drover';
import { copy, file } from 'drover/modules';
import { firstCopy } from '../before/first-copy.ts';
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
  const { jdbc_files: files } = settings;
  const properties = jdbcProperties(settings);
  return [
    ...trustStore(settings),
    ...files.map((path) =>
      editedFile('Java clients have TLS settings', {
        path,
        edit: (lines) => editProperties(lines, properties),
        mayHoldSecrets: true,
        before: settings.client_before,
      }),
    ),
  ];
}

/** What SSLConfig.properties has to say. */
export function jdbcProperties(settings: ClientHost): Readonly<Record<string, string>> {
  const { jdbc_trust_store: store, jdbc_properties: more } = settings;
  return { ...defaults, ...(store === undefined ? {} : { trustStore: store }), ...more };
}

function trustStore(settings: ClientHost): readonly TaskNode[] {
  const { jdbc_trust_store: path, jdbc_trust_store_from: src, client_before: directory } = settings;
  if (path === undefined || src === undefined) return [];
  return [
    file(`${dirname(path)} is there`, { path: dirname(path), state: 'directory' }),
    firstCopy(`${path} is kept as it was`, { path, directory, becomes: { src } }),
    copy('Java clients have a trust store', { path, src, mode: '0644' }),
  ];
}
