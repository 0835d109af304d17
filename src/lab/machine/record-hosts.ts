import { RefusedError } from '../../core/errors.ts';
import type { HostRecord, LabRecord } from './lab-record.ts';

/** What new hosts of the lab are like. */
export type HostFeatures = Pick<HostRecord, 'base' | 'binds' | 'diskMb'>;

const mostHosts = 200;

/** The record with these hosts in it as well. A host that is there keeps its address, base tree and disk. */
export function recordHosts(record: LabRecord, names: readonly string[], features: HostFeatures): LabRecord {
  return names.reduce((so, name) => withHost(so, name, features), record);
}

function withHost(record: LabRecord, name: string, features: HostFeatures): LabRecord {
  const known = record.hosts.find((host) => host.name === name);
  if (known !== undefined) {
    const hosts = record.hosts.map((host) => (host === known ? { ...known, binds: features.binds } : host));
    return { ...record, hosts };
  }
  return { ...record, hosts: [...record.hosts, { name, index: freeIndex(record, name), ...features }] };
}

/** The number that the name ends in where that is free: `practice3` is then the third address. */
function freeIndex({ hosts }: LabRecord, name: string): number {
  const own = Number(/\d+$/.exec(name)?.[0] ?? 1);
  const candidates = [own, ...Array.from({ length: mostHosts }, (_, at) => at + 1)];
  const isFree = (index: number): boolean => !hosts.some((host) => host.index === index);
  const free = candidates.find((index) => index >= 1 && index <= mostHosts && isFree(index));
  if (free !== undefined) return free;
  throw new RefusedError(`The lab already has ${mostHosts} hosts, which is all its subnet holds`);
}
