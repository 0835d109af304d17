import { readFileSync } from 'node:fs';
import { NothingMatchedError, UsageError } from '../core/errors.ts';
import type { Inventory } from '../core/host.ts';
import { splitPattern } from './split-pattern.ts';

/**
 * The inventory cut down to the hosts of a `--limit`: a pattern, in which `@file` stands for the patterns in a file,
 * one a line. Throws a NothingMatchedError when no host is left, a UsageError when the file cannot be read.
 */
export function limitHosts(inventory: Inventory, limit: string): Inventory {
  const parts = splitPattern(limit).flatMap((part) =>
    part.startsWith('@') ? linesOf(part.slice(1)) : [part],
  );
  // The comma at the end keeps a colon within a part from separating.
  const allowed = new Set(inventory.select(`${parts.join(',')},`));
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

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`The limit file "${path}" cannot be read: ${reason}`, { cause });
  }
}
