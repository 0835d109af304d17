import { NothingMatchedError } from '../core/errors.ts';
import type { Inventory } from '../core/host.ts';
import { limitParts } from './limit-parts.ts';

/**
 * The inventory cut down to the hosts of a `--limit`: a pattern, in which `@file` stands for the patterns in a file,
 * one a line. Throws a NothingMatchedError when no host is left, a UsageError when the file cannot be read.
 */
export function limitHosts(inventory: Inventory, limit: string): Inventory {
  // The comma at the end keeps a colon within a part from separating.
  const allowed = new Set(inventory.select(`${limitParts(limit).join(',')},`));
  if (allowed.size === 0) {
    throw new NothingMatchedError(`The limit ${JSON.stringify(limit)} leaves no hosts to target`, {
      hint: 'Name hosts or groups that the inventory has.',
    });
  }
  return {
    hosts: inventory.hosts.filter((host) => allowed.has(host)),
    select: (pattern) => inventory.select(pattern).filter((host) => allowed.has(host)),
  };
}
