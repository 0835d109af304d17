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

/** The change, if any, from what a path has to what it should have. */
export function permissionChanges(current: Permissions, desired: Permissions): readonly PermissionChange[] {
  const to = {
    ...(differs(desired.mode, current.mode) ? { mode: desired.mode } : {}),
    ...(differs(desired.owner, current.owner) ? { owner: desired.owner } : {}),
    ...(differs(desired.group, current.group) ? { group: desired.group } : {}),
  };
  return Object.keys(to).length === 0 ? [] : [{ is: 'permissions', from: current, to }];
}

/** The change in words, such as `mode 0644 → 0600`. */
export function permissionWords({ from, to }: PermissionChange): string {
  const words = (['mode', 'owner', 'group'] as const).flatMap((key) =>
    to[key] === undefined
      ? []
      : [from[key] === undefined ? `${key} ${to[key]}` : `${key} ${from[key]} → ${to[key]}`],
  );
  return words.join(', ');
}

/** Sets permissions on a path; owner first, since chown drops set-id bits. Does not follow a link. */
export function setPermissions(path: string, { mode, owner, group }: Permissions): Shell {
  const who = `${owner ?? ''}${group === undefined ? '' : `:${group}`}`;
  const own = who === '' ? sh`:` : sh`chown -h -- ${who} ${path}`;
  const allow = mode === undefined ? sh`:` : sh`chmod -- ${mode} ${path}`;
  return sh`${own} && ${allow}`;
}

function differs(wanted: string | undefined, found: string | undefined): boolean {
  return wanted !== undefined && wanted !== found;
}
