import { type Shell, sh } from '../../../core/sh.ts';
import type { Facts, Sections, Wanted } from '../backend.ts';
import { rpmLook, rpmRead } from '../rpm/rpm-look.ts';
import { zypperSpec } from './zypper-spec.ts';

/** What rpm and zypper are asked. */
export function zypperLook(wanted: Wanted): Sections<Shell> {
  const { packages, params } = wanted;
  const { state, autoremove, updateCache } = params;
  const wait = sh`ZYPP_LOCK_TIMEOUT=${Math.ceil(params.lockTimeoutMs / 1000)}; export ZYPP_LOCK_TIMEOUT`;
  return {
    ...rpmLook(wanted),
    locks: sh`cat /etc/zypp/locks 2>/dev/null`,
    ...(state === 'latest' ? { offers: sh`${wait}; ${offers(updateCache)}` } : {}),
    ...(autoremove
      ? {
          unneeded: sh`${wait}; zypper -x -n --no-refresh remove --dry-run --clean-deps ${packages.map((one) => zypperSpec(one))} 2>/dev/null`,
        }
      : {}),
  };
}

function offers(updateCache: boolean | undefined): Shell {
  const list = sh`zypper -x -n ${updateCache === false ? ['--no-refresh'] : []} list-updates`;
  return updateCache === true ? sh`zypper -q -n refresh >/dev/null && ${list}` : list;
}

/** What rpm and zypper have answered. */
export function zypperRead(said: Sections<string>, wanted: Wanted): Facts {
  const own = rpmRead(said, wanted);
  const going = [...wanted.names, ...own.dependents];
  const updates = elementsIn(said['offers'] ?? '', 'update');
  const [, removed = ''] = /<to-remove>([^]*?)<\/to-remove>/.exec(said['unneeded'] ?? '') ?? [];
  return {
    ...own,
    offers: new Map(
      updates.flatMap(({ name = '', arch = '', edition = '' }) => [
        [name, edition],
        [`${name}:${arch}`, edition],
      ]),
    ),
    unneeded: elementsIn(removed, 'solvable')
      .map(({ name = '', edition = '' }) => ({ name, version: edition }))
      .filter(({ name }) => !going.includes(name)),
    held: [...(said['locks'] ?? '').matchAll(/^solvable_name: (.+)$/gm)].map(([, name = '']) => name),
  };
}

/** The attributes of each element of a name; zypper writes no other XML than this simple one. */
function elementsIn(xml: string, name: string): readonly Readonly<Record<string, string>>[] {
  return [...xml.matchAll(new RegExp(`<${name}\\s([^>]*)>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
    ),
  );
}
