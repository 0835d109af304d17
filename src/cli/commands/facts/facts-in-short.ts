import type { Facts } from '../../../modules/facts/facts-schema.ts';
import { bytesText } from './bytes-text.ts';

/** A line for each subset: its name, and what matters of it. */
export function factsInShort(facts: Partial<Facts>): readonly (readonly string[])[] {
  const { os, packages, services, users, mounts, interfaces, certificates } = facts;
  const rows: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['os', os && systemWords(os)],
    ['packages', packages && packageWords(packages)],
    ['services', services && serviceWords(services)],
    ['users', users && userWords(users)],
    ['mounts', mounts && mountWords(mounts)],
    ['interfaces', interfaces && interfaceWords(interfaces)],
    ['certificates', certificates && certificateWords(certificates)],
  ];
  return rows.flatMap(([name, words]) => (words === undefined ? [] : [[name, words.join(', ') || 'none']]));
}

function systemWords({ name, kernel, release, architecture, ...more }: Facts['os']): readonly string[] {
  const { cpus, memoryBytes, init, packageManager } = more;
  return [
    name,
    `${kernel} ${release} ${architecture}`,
    cpus === undefined ? '' : `${cpus} CPU${cpus === 1 ? '' : 's'}`,
    memoryBytes === undefined ? '' : bytesText(memoryBytes),
    init,
    packageManager,
  ].filter(Boolean);
}

function packageWords({ manager, installed }: Facts['packages']): readonly string[] {
  return manager === 'none' ? ['no package manager that is known'] : [`${installed.length} by ${manager}`];
}

function serviceWords(services: Facts['services']): readonly string[] {
  if (services.length > 0 && services.every(({ state }) => state === 'unknown')) {
    return [`${services.length} by scripts of init, which do not tell whether they run`];
  }
  const running = services.filter(({ state }) => state === 'running');
  const failed = services.filter(({ state }) => state === 'failed').map(({ name }) => `${name} failed`);
  return [`${running.length} of ${services.length} run`, ...failed];
}

/** People, as far as a number can tell: system users are below 1000, and nobody is above. */
function userWords(users: Facts['users']): readonly string[] {
  const people = users.filter(({ uid }) => uid >= 1000 && uid < 65_534).map(({ name }) => name);
  return [`${users.length} in all`, ...people];
}

/** Disks, each once: it may be mounted in several places. */
function mountWords(mounts: Facts['mounts']): readonly string[] {
  const disks = mounts.filter(
    ({ source }, index) =>
      source.startsWith('/') && mounts.findIndex((other) => other.source === source) === index,
  );
  return disks.flatMap(({ path, bytes, freeBytes }) =>
    bytes === undefined || freeBytes === undefined
      ? []
      : [`${path} has ${bytesText(freeBytes)} of ${bytesText(bytes)} free`],
  );
}

function interfaceWords(interfaces: Facts['interfaces']): readonly string[] {
  return interfaces.flatMap(({ name, addresses }) =>
    name === 'lo' || addresses.length === 0
      ? []
      : [[name, ...addresses.map(({ address, prefix }) => `${address}/${prefix}`)].join(' ')],
  );
}

function certificateWords(files: Facts['certificates']): readonly string[] {
  return files.map(({ path, is, chain }) =>
    is === 'read' ? `${path} until ${chain[0]?.notAfter.slice(0, 10)}` : `${path}: ${is}`,
  );
}
