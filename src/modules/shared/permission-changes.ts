import { type Shell, sh } from '../../core/sh.ts';

/** Who may do what with a file. What is undefined is left as it is. */
export interface Permissions {
  readonly mode?: string | undefined;
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
}

export interface PermissionChange {
  readonly is: 'permissions';
  readonly from: Permissions;
  readonly to: Permissions;
}

/** The change, if any, from what a path has to what it should have. A mode that chown would drop is set once more. */
export function permissionChanges(current: Permissions, desired: Permissions): readonly PermissionChange[] {
  const other = (['mode', 'owner', 'group'] as const).filter(
    (key) => desired[key] !== undefined && desired[key] !== current[key],
  );
  if (other.length === 0) return [];
  const isOwned = other.some((key) => key !== 'mode');
  const some = (of: Permissions): Permissions => ({
    ...Object.fromEntries(other.map((key) => [key, of[key]])),
    ...(isOwned && /^[2-7]/.test(of.mode ?? '') ? { mode: of.mode } : {}),
  });
  return [{ is: 'permissions', from: some(current), to: some(desired) }];
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
  const allow = mode === undefined ? sh`:` : sh`chmod -- ${mode} ${path}`;
  return sh`${own} && ${allow}`;
}
