import { type Shell, sh } from '../../core/sh.ts';

/** Who may do what with a file. What is undefined is left as it is. */
export interface Permissions {
  /** Four octal digits. */
  readonly mode?: string | undefined;
  /** A name, or the digits of a number. */
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
}

/** What a path has: an owner and a group have a number too. */
interface FoundPermissions extends Permissions {
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

export interface PermissionChange {
  readonly is: 'permissions';
  readonly from: Permissions;
  readonly to: Permissions;
}

/** The change, if any, from what a path has to what it should have. A mode that chown would drop is set once more. */
export function permissionChanges(
  current: FoundPermissions,
  desired: Permissions,
): readonly PermissionChange[] {
  const found: Permissions = {
    mode: current.mode,
    owner: shownAs(desired.owner, current.owner, current.uid),
    group: shownAs(desired.group, current.group, current.gid),
  };
  const other = (['mode', 'owner', 'group'] as const).filter(
    (key) => desired[key] !== undefined && desired[key] !== found[key],
  );
  if (other.length === 0) return [];
  const isOwned = other.some((key) => key !== 'mode');
  const some = (of: Permissions): Permissions => ({
    ...Object.fromEntries(other.map((key) => [key, of[key]])),
    ...(isOwned && /^[2-7]/.test(of.mode ?? '') ? { mode: of.mode } : {}),
  });
  return [{ is: 'permissions', from: some(found), to: some(desired) }];
}

/** By number where one is asked for. */
function shownAs(
  desired: string | undefined,
  name: string | undefined,
  number: number | undefined,
): string | undefined {
  const isNumber = desired !== undefined && /^\d+$/.test(desired);
  return isNumber && number !== undefined ? String(number) : name;
}

/** The change in words, such as `mode 0644 → 0600`. */
export function permissionWords({ from, to }: PermissionChange): string {
  const words = (['mode', 'owner', 'group'] as const).flatMap((key) => {
    if (to[key] === undefined || to[key] === from[key]) return [];
    return [from[key] === undefined ? `${key} ${to[key]}` : `${key} ${from[key]} → ${to[key]}`];
  });
  return words.join(', ');
}

/** Sets permissions on a path, or several; owner first, since chown drops set-id bits. Does not follow a link. */
export function setPermissions(path: string | readonly string[], { mode, owner, group }: Permissions): Shell {
  const who = `${owner ?? ''}${group === undefined ? '' : `:${group}`}`;
  const own = who === '' ? sh`:` : sh`chown -h -- ${who} ${path}`;
  // By five digits: by four, GNU chmod leaves a directory its set-id bits.
  const allow = mode === undefined ? sh`:` : sh`chmod -- ${`0${mode}`} ${path}`;
  return sh`${own} && ${allow}`;
}
