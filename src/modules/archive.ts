import { posix } from 'node:path';
import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all } from '../core/query.ts';
import { lines, type Shell, sh } from '../core/sh.ts';
import { compressed, packed } from './archive/pack-script.ts';
import { packedState } from './archive/packed-state.ts';
import { packersState } from './archive/packers-state.ts';
import { type ArchiveParams, archiveParams } from './archive/params.ts';
import { endOnSignals } from './shared/end-on-signals.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { parentState } from './shared/parent-state.ts';
import { type PathState, pathState } from './shared/path-state.ts';
import {
  type PermissionChange,
  permissionChanges,
  permissionWords,
  setPermissions,
} from './shared/permission-changes.ts';
import { newFile, permissionsFor } from './shared/permissions-for.ts';
import { requireTools } from './shared/require-tools.ts';

type ArchiveChange = PermissionChange | { readonly is: 'pack' };

const packTimeoutMs = 60 * 60_000;

/**
 * An archive holds files and directories of the host as they are now, owners, modes and times with them; names start
 * from the directory that all are in. It is compared by what is in it, at the cost of packing once more.
 */
export const archive = defineModule({
  name: 'archive',
  summary: 'An archive on the host holds files and directories of the host.',
  example:
    "archive('The site is packed', { paths: ['/srv/site'], dest: '/var/backups/site.tar.gz', mode: '0600' })",
  params: archiveParams,
  desired: (given) => given,
  inspect: (given) =>
    all({
      file: pathState(given.dest),
      parent: parentState(given.dest),
      packed: packedState(given),
      tools: packersState(given.format),
    }),
  plan: ({ file, parent, packed, tools }, given): readonly ArchiveChange[] => {
    const { dest } = given;
    requireTools(tools, `${dest} cannot be packed`);
    if (file.is === 'absent' && parent.isThere === 'no') {
      throw new RefusedError(`The directory ${parent.path} is not there`, {
        hint: `Put a task before that makes it: file('…', { path: '${parent.path}', state: 'directory' }).`,
      });
    }
    if (file.is === 'directory' || file.is === 'other') {
      throw new RefusedError(`${dest} is no file`, { hint: 'Name the archive itself.' });
    }
    if (packed.missing.length > 0) {
      throw new RefusedError(`There is no ${packed.missing.join(', ')} to be packed`, {
        hint: 'Leave it out, or put a task before that makes it.',
      });
    }
    if (file.is !== 'file' || !packed.isSame) return [{ is: 'pack' }];
    return permissionChanges(file, permissionsFor(given, file));
  },
  describe: (change, { paths }, { file }) => {
    if (change.is === 'permissions') return { summary: permissionWords(change) };
    return { summary: `${file.is === 'absent' ? '' : 'replaced, '}packed from ${paths.join(', ')}` };
  },
  apply: (change, given, { file }) => {
    const { dest } = given;
    const script = change.is === 'permissions' ? setPermissions(dest, change.to) : packScript(given, file);
    return commandOf(
      sh`${keepFile(dest)} || exit
${script}`,
      { touches: [`file:${dest}`], timeoutMs: packTimeoutMs },
    );
  },
  undo: (_change, { dest }) => commandOf(putBack(dest), { touches: [`file:${dest}`] }),
});

/** Packed beside its place, and moved there when it is whole. */
function packScript(given: ArchiveParams, file: PathState): Shell {
  const { dest, format, owner, group } = given;
  const was = file.is === 'file' ? file : undefined;
  const base = was ?? newFile;
  const { mode = base.mode } = permissionsFor(given, base);
  return lines([
    sh`trap 'rm -f -- "$new"' EXIT; ${endOnSignals}`,
    sh`new=$(umask 077; mktemp ${posix.join(posix.dirname(dest), '.drover')}.XXXXXXXX) || exit`,
    sh`rc=$( { { ( ${packed(given)} ); echo "$?" >&3; } | ${compressed(format)} >"$new"; } 3>&1 ) || exit`,
    sh`[ "$rc" = 0 ] || { echo "not all could be packed" >&2; exit 1; }`,
    was === undefined ? sh`:` : sh`chown -- "$(stat -c %u:%g -- ${dest})" "$new" || exit`,
    ownerScript(owner, group),
    sh`chmod -- ${mode} "$new" && mv -f -- "$new" ${dest} && trap - EXIT`,
  ]);
}

function ownerScript(owner = '', group?: string): Shell {
  const who = `${owner}${group === undefined ? '' : `:${group}`}`;
  return who === '' ? sh`:` : sh`chown -- ${who} "$new" || exit`;
}
