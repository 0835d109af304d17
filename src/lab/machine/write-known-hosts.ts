import { readFile, rename, writeFile } from 'node:fs/promises';
import type { HostParts } from './host-parts.ts';

/** Writes the file by which ssh knows the hosts of the lab: their keys are known since they were made. */
export async function writeKnownHosts(path: string, hosts: readonly HostParts[]): Promise<void> {
  const lines = await Promise.all(
    hosts.map(async ({ record, link, paths }) => {
      const key = await readFile(`${paths.hostKey}.pub`, 'utf8').catch(() => undefined);
      const [type, text] = key?.split(' ') ?? [];
      return type === undefined ? '' : `${record.name},${link.address} ${type} ${text}\n`;
    }),
  );
  await writeFile(`${path}.tmp`, lines.join(''));
  await rename(`${path}.tmp`, path);
}
