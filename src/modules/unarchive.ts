import { commandOf } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import { all, known, mapQuery, type Query } from '../core/query.ts';
import { sh } from '../core/sh.ts';
import { putBack } from './shared/keep-file.ts';
import { pathState } from './shared/path-state.ts';
import { toolsState } from './shared/tools-state.ts';
import { type ArchiveState, archiveState } from './unarchive/archive-state.ts';
import { type DesiredUnpacking, desiredUnpacking } from './unarchive/desired-unpacking.ts';
import { unarchiveParams } from './unarchive/params.ts';
import { gnuTarState, needsGnuTar } from './unarchive/pattern-state.ts';
import {
  type UnarchiveState,
  type UnpackChange,
  unpackChanges,
  unpackers,
} from './unarchive/unpack-changes.ts';
import { unpackFiles } from './unarchive/unpack-files.ts';
import { unpackStep } from './unarchive/unpack-step.ts';
import { unpackedState } from './unarchive/unpacked-state.ts';

/**
 * A directory holds exactly one archive, times kept; which one, and how it was unpacked, is written in a stamp file in
 * it. An archive of the controller is looked at there, and is sent only when it is needed; `from` is `host` unless it is
 * set, since most archives are downloaded. Different from Ansible on purpose: the directory is made when it is not
 * there; what else is in it is not mixed with the archive, but refused or, with `force`, replaced; what was changed in it
 * since is left alone, permissions too; files are ours, whoever unpacks, unless `keepOwner` or `owner` is set; patterns in
 * `include` count for tar as they do for zip; and `include` and `exclude` go together.
 */
export const unarchive = defineModule({
  name: 'unarchive',
  summary: 'A directory holds exactly what an archive holds.',
  example:
    "unarchive('The sources are unpacked', { src: '/var/cache/app-1.0.tar.gz', path: '/usr/src/app', strip: 1 })",
  params: unarchiveParams,
  desired: desiredUnpacking,
  inspect: (desired): Query<UnarchiveState> => {
    const { path, creates } = desired;
    return all({
      isCreated:
        creates === undefined ? known(false) : mapQuery(pathState(creates), ({ is }) => is !== 'absent'),
      archive: archiveOf(desired),
      directory: unpackedState(path),
      tools: toolsState([...new Set(Object.values(unpackers).flat())]),
      isGnuTar: needsGnuTar(desired) ? gnuTarState() : known(true),
    });
  },
  plan: (current, desired): readonly UnpackChange[] => unpackChanges(current, desired),
  describe: ({ replaces }, { src, from }) => {
    const archive = from === 'controller' ? `${src} of the controller` : src;
    return { summary: replaces ? `replaced by what ${archive} holds` : `unpacked from ${archive}` };
  },
  apply: (change, desired) => unpackStep(change, desired),
  undo: (_change, { path }) =>
    commandOf(sh`rm -rf -- ${Object.values(unpackFiles(path))} && ${putBack(path)}`, {
      touches: [`file:${path}`],
    }),
});

function archiveOf({ src, here }: DesiredUnpacking): Query<ArchiveState> {
  if (here === undefined) return archiveState(src);
  if (here.is === 'unusable') return known<ArchiveState>({ is: 'absent' });
  return known<ArchiveState>({ is: 'file', sha256: here.content.sha256, kind: here.kind });
}
