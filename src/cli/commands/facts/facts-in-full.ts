import type { Facts } from '../../../modules/facts/facts-schema.ts';
import { bytesText } from './bytes-text.ts';

type Rows = readonly (readonly string[])[];

/** Every package, service, user and so on as a row of its own. */
export function factsInFull(facts: Partial<Facts>): Rows {
  const { os, packages, services, users, mounts, interfaces, certificates } = facts;
  return [
    ...(os === undefined ? [] : Object.entries(os).map(([name, value]) => [name, String(value)])),
    ...(packages?.installed ?? []).map(({ name, version, architecture }) => [name, version, architecture]),
    ...(services ?? []).map(({ name, state, boot }) => [name, state, boot]),
    ...(users ?? []).map(({ name, uid, home, shell, groups }) => [
      name,
      String(uid),
      home,
      shell,
      groups.join(' '),
    ]),
    ...(mounts ?? []).map(mountRow),
    ...(interfaces ?? []).map(interfaceRow),
    ...(certificates ?? []).flatMap(certificateRows),
  ];
}

function mountRow({ path, type, bytes, freeBytes, source }: Facts['mounts'][number]): readonly string[] {
  const room = bytes === undefined || freeBytes === undefined;
  return [path, type, room ? '' : bytesText(bytes), room ? '' : `${bytesText(freeBytes)} free`, source];
}

function interfaceRow({
  name,
  state,
  mac = '',
  addresses,
  gateway,
}: Facts['interfaces'][number]): readonly string[] {
  const own = addresses.map(({ address, prefix }) => `${address}/${prefix}`).join(' ');
  return [name, state, mac, gateway === undefined ? own : `${own} by ${gateway}`];
}

function certificateRows({ path, is, chain }: Facts['certificates'][number]): Rows {
  if (is !== 'read') return [[path, is]];
  return chain.map(({ subject, issuer, names, notAfter }) => [
    path,
    `until ${notAfter.slice(0, 10)}`,
    subject,
    `by ${issuer}`,
    names.join(' '),
  ]);
}
