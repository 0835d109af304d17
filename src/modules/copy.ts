import { stat } from 'node:fs/promises';
import { basename, posix, resolve } from 'node:path';
import { DefinitionError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { type CopyParams, copyParams } from './copy/copy-params.ts';
import type { DesiredTree } from './copy/desired-tree.ts';
import { localTree } from './copy/local-tree.ts';
import type { TreeState } from './copy/tree-state.ts';
import { treeSteps } from './copy/tree-steps.ts';
import { contentOfFile, contentOfText, type FileContent } from './shared/file-content.ts';
import { type DesiredFile, fileSteps, type WrittenFile } from './shared/file-steps.ts';
import { localMode } from './shared/local-mode.ts';
import { type Way, way, waySteps } from './shared/ways.ts';

/**
 * A file on the host has this content, or a directory holds this tree. Compared by SHA-256; each file is replaced in
 * one step. Permissions that are left out stay as they are, and are 0644 for a new file, 0755 for a new directory. A
 * link at the path of a file is always replaced by a file. Of a tree, only what differs is sent, and nothing is removed
 * that it does not have; a link to a directory stands for the directory. Different from Ansible on purpose: a directory
 * at the path of a file is refused, with a slash at the end of the path the file comes into it, and a directory that
 * holds nothing is made too.
 */
export const copy = defineModule({
  name: 'copy',
  summary: 'A file on the host has the given content, or a file or tree is as it is on the controller.',
  example:
    "copy('The site is there', { src: 'site/', path: '/srv/site', mode: '0644', directoryMode: '0755', owner: 'www-data' })",
  params: copyParams,
  desired: async (given, { directory }): Promise<Way<WrittenFile | TreeState>> => {
    const { src, content, sensitive } = given;
    if (src === undefined) return way(fileSteps, fileOf(given, contentOfText(content ?? '', sensitive)));
    const source = resolve(directory, src);
    const stats = await stat(source).catch(() => undefined);
    if (stats?.isDirectory() === true) return way(treeSteps, await treeOf(given, source));
    const mode = given.mode === 'preserve' ? localMode(stats?.mode ?? 0) : given.mode;
    const path = given.path.endsWith('/') ? posix.join(given.path, basename(source)) : given.path;
    return way(fileSteps, fileOf({ ...given, path, mode }, await contentOfFile(src, directory, sensitive)));
  },
  ...waySteps,
});

function fileOf(given: CopyParams, content: FileContent): DesiredFile {
  const { path, mode, owner, group, validate, backup, force } = given;
  return { path, permissions: { mode, owner, group }, validate, backup, force, content };
}

async function treeOf(given: CopyParams, source: string): Promise<DesiredTree> {
  const { src = '', path, mode, directoryMode, owner, group, sensitive, force } = given;
  if (given.validate !== undefined || given.backup) {
    const what = given.backup ? 'backup' : 'validate';
    throw new DefinitionError(`${what}: ${src} is a directory, and this is for single files`, {
      hint: 'Leave it out, or copy the files that need it by tasks of their own.',
    });
  }
  const root = src.endsWith('/') ? path : posix.join(path, basename(source));
  return {
    root: root.replace(/\/+$/, '') || '/',
    entries: await localTree(source, given.localFollow),
    mode,
    directoryMode,
    owner,
    group,
    sensitive,
    force,
  };
}
