import { z } from 'zod';
import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all, known, mapQuery } from '../core/query.ts';
import { sh } from '../core/sh.ts';
import { directoryParam } from './shared/directory-param.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { absolutePath } from './shared/params.ts';
import { pathState } from './shared/path-state.ts';
import { requireTools } from './shared/require-tools.ts';
import { toolsState } from './shared/tools-state.ts';
import { type ArchiveKind, archiveState } from './unarchive/archive-state.ts';
import { unpackScript } from './unarchive/unpack-script.ts';
import { unpackedState } from './unarchive/unpacked-state.ts';

/** `sha256` is absent in check mode, where the archive is not there yet. */
interface UnpackChange {
  readonly is: 'unpack';
  readonly sha256: string | undefined;
  readonly kind: ArchiveKind;
  readonly replaces: boolean;
}

const params = z.strictObject({
  src: absolutePath.meta({
    description: 'The archive on the host: tar, tar.gz, tar.bz2, tar.xz, tar.zst or zip.',
  }),
  path: directoryParam.meta({ description: 'The directory that holds exactly what the archive holds.' }),
  strip: z.int().min(0).max(9).default(0).meta({ description: 'How many leading directories to leave out.' }),
  keepOwner: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether files keep the owner that the archive names; else they are ours.' }),
  creates: absolutePath.optional().meta({
    description: 'Nothing is unpacked where this is there already, whatever the archive holds.',
  }),
  force: z
    .boolean()
    .default(false)
    .meta({ description: 'Replace a directory that was not unpacked by this module.' }),
});

const unpackers: Readonly<Record<ArchiveKind, readonly string[]>> = {
  gz: ['tar', 'gzip'],
  bz2: ['tar', 'bzip2'],
  xz: ['tar', 'xz'],
  zst: ['tar', 'zstd'],
  zip: ['unzip'],
  tar: ['tar'],
  unknown: [],
};

/**
 * A directory holds exactly one archive, times kept; which one is written in a stamp file in it. Different from Ansible on
 * purpose: the directory is made when it is not there; what else is in it is not mixed with the archive, but refused or,
 * with `force`, replaced; what was changed in it since is left alone; and files are ours, whoever unpacks, unless
 * `keepOwner` is set.
 */
export const unarchive = defineModule({
  name: 'unarchive',
  summary: 'A directory holds exactly what an archive holds.',
  example:
    "unarchive('The sources are unpacked', { src: '/var/cache/app-1.0.tar.gz', path: '/usr/src/app', strip: 1 })",
  params,
  desired: (given) => ({ ...given, how: `strip ${given.strip}${given.keepOwner ? ', owners kept' : ''}` }),
  inspect: ({ src, path, creates }) =>
    all({
      isCreated:
        creates === undefined ? known(false) : mapQuery(pathState(creates), ({ is }) => is !== 'absent'),
      archive: archiveState(src),
      directory: unpackedState(path),
      tools: toolsState([...new Set(Object.values(unpackers).flat())]),
    }),
  plan: ({ isCreated, archive, directory, tools }, { src, path, how, force }): readonly UnpackChange[] => {
    if (isCreated) return [];
    if (archive.is === 'absent') {
      throw new RefusedError(`There is no archive ${src}`, { hint: 'Download or copy it before.' });
    }
    if (directory.is === 'foreign' && !force) {
      throw new RefusedError(`${path} is there and was not unpacked from an archive`, {
        hint: 'Move it away, or set force to true to have it replaced.',
      });
    }
    const replaces = directory.is === 'unpacked' || directory.is === 'foreign';
    if (archive.is === 'coming') return [{ is: 'unpack', sha256: undefined, kind: 'unknown', replaces }];
    const { sha256, kind } = archive;
    if (directory.is === 'unpacked' && directory.sha256 === sha256 && directory.how === how) return [];
    if (kind === 'unknown') {
      throw new RefusedError(`${src} is not an archive that can be unpacked`, {
        hint: 'It can be tar, tar.gz, tar.bz2, tar.xz, tar.zst or zip.',
      });
    }
    const missing = tools.missing.filter((tool) => unpackers[kind].includes(tool));
    requireTools({ ...tools, missing }, `${src} cannot be unpacked`);
    return [{ is: 'unpack', sha256, kind, replaces }];
  },
  describe: ({ replaces }, { src }) => ({
    summary: replaces ? `replaced by what ${src} holds` : `unpacked from ${src}`,
  }),
  apply: ({ sha256 = '', kind }, desired) => {
    const { path } = desired;
    const unpack = unpackScript({ ...desired, sha256, kind });
    return commandOf(
      sh`${keepFile(path)} || exit
${unpack}`,
      { touches: [`file:${path}`] },
    );
  },
  undo: (_change, { path }) =>
    commandOf(sh`rm -rf -- ${[`${path}.drover-new`, `${path}.drover-old`]} && ${putBack(path)}`, {
      touches: [`file:${path}`],
    }),
});
