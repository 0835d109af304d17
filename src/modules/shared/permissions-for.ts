import { modeAfter } from './mode-after.ts';
import type { Permissions } from './permission-changes.ts';
import type { FileMode } from './symbolic-mode.ts';

/** Who should be allowed what. What is undefined is left as it is. */
export interface WantedPermissions {
  readonly mode?: FileMode | undefined;
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
}

/** What a path is, and the mode that letters start from. */
interface ModeBase {
  readonly is: string;
  readonly mode: string;
}

/** What a file has that is made. */
export const newFile: ModeBase = { is: 'file', mode: '0644' };

/** What a directory has that is made. */
export const newDirectory: ModeBase = { is: 'directory', mode: '0755' };

/** What is asked for of one path, its mode in digits. */
export function permissionsFor({ mode, owner, group }: WantedPermissions, of: ModeBase): Permissions {
  if (mode === undefined) return { owner, group };
  return { mode: modeAfter(mode, { mode: of.mode, isDirectory: of.is === 'directory' }), owner, group };
}
