import { type Shell, sh } from '../../core/sh.ts';
import { type Permissions, setPermissions } from '../shared/permission-changes.ts';

interface NewFile {
  readonly from: string;
  /** The path whose place it will take. */
  readonly of: string;
  readonly permissions: Permissions;
}

/** A new file has the owner and group of the one it replaces, where nothing else is asked for. */
export function permitNew({ from, of, permissions }: NewFile): Shell {
  return sh`if [ -f ${of} ]; then chown -- "$(stat -c %u:%g -- ${of})" ${from} || exit; fi
${setPermissions(from, permissions)} || exit`;
}
