import { type Shell, sh } from '../../../core/sh.ts';
import type { Facts, Sections, Wanted } from '../backend.ts';
import { rpmLook, rpmRead } from '../rpm/rpm-look.ts';
import { rpmName } from '../rpm/rpm-name.ts';
import { dnfSpec } from './dnf-spec.ts';

/** What rpm and dnf are asked. dnf itself takes its time, so only what is needed. */
export function dnfLook(wanted: Wanted): Sections<Shell> {
  const { packages, params } = wanted;
  const { state, hold, autoremove, updateCache } = params;
  const specs = packages.map((one) => dnfSpec(one));
  const isChangeable =
    state === 'latest' || packages.some(({ version, file }) => (version ?? file) !== undefined);
  return {
    ...rpmLook(wanted),
    ...(hold !== undefined || isChangeable
      ? { locks: sh`"$m" -q versionlock list 2>/dev/null || echo none` }
      : {}),
    ...(state === 'latest' ? { offers: offers(specs, updateCache) } : {}),
    ...(autoremove
      ? {
          unneeded: sh`"$m" --assumeno remove --setopt=clean_requirements_on_remove=1 ${specs} 2>/dev/null`,
        }
      : {}),
  };
}

/** Exit code 100: there is something newer. */
function offers(specs: readonly string[], updateCache: boolean | undefined): Shell {
  const cache = updateCache === undefined ? [] : [updateCache ? '--refresh' : '-C'];
  return sh`"$m" -q ${cache} check-update ${specs}; rc=$?; [ $rc = 100 ] || exit $rc`;
}

/** What rpm and dnf have answered. */
export function dnfRead(said: Sections<string>, wanted: Wanted): Facts {
  const own = rpmRead(said, wanted);
  const locks = said['locks'];
  const going = [...wanted.names, ...own.dependents];
  return {
    ...own,
    offers: offersIn(said['offers'] ?? ''),
    unneeded: unneededIn(said['unneeded'] ?? '').filter(({ name }) => !going.includes(name)),
    canHold: locks?.trim() !== 'none',
    held: locksIn(locks ?? ''),
  };
}

/** Lines such as `bash.x86_64   5.2.15-3.el9   baseos`, by name with and without architecture; what replaces others comes behind. */
function offersIn(text: string): ReadonlyMap<string, string> {
  const [updates = ''] = text.split(/^Obsoleting packages/im);
  const found = [...updates.matchAll(/^(\S+)\.([^.\s]+)\s+(\S+)\s+\S+\s*$/gm)];
  return new Map(
    found.flatMap(([, name = '', architecture = '', version = '']) => [
      [name, version],
      [`${name}:${architecture}`, version],
    ]),
  );
}

const unneededHeading = /^Removing (?:unused dependencies|dependencies no longer required):$/;

/** The table of what would go has a heading for each reason. */
function unneededIn(text: string): Facts['unneeded'] & {} {
  let isBelow = false;
  const rows: { name: string; version: string }[] = [];
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) isBelow = unneededHeading.test(line);
    const [, name, version] = /^ (\S+)\s+\S+\s+(\S+)/.exec(line) ?? [];
    if (isBelow && name !== undefined && version !== undefined) rows.push({ name, version });
  }
  return rows;
}

/** dnf 4 prints `bash-0:5.2.15-3.el9.*`, yum `0:bash-5.2.15-3.el9.*`, dnf 5 `Package name: bash`. */
function locksIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const [, name] = /^Package name: (\S+)/.exec(line) ?? [];
    if (name !== undefined) return [name];
    return /^[^#!\s]\S*-[^-]+-[^-]+$/.test(line) ? [rpmName(line.replace(/^\d+:/, ''))] : [];
  });
}
