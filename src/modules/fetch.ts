import { rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { dialogue } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all } from '../core/query.ts';
import { type HostFile, hostFile } from './fetch/host-file.ts';
import { type LocalFile, localFile } from './fetch/local-file.ts';
import { saveFile } from './fetch/save-file.ts';
import { absolutePath } from './shared/params.ts';

const params = z.strictObject({
  src: absolutePath.meta({ description: 'The file on the host. Links are followed.' }),
  dest: z.string().min(1).meta({
    description:
      'A directory on the controller, relative to that of the playbook: the file comes to dest/HOST/path/of/src.',
  }),
  flat: z.boolean().default(false).meta({
    description: 'The file comes to dest itself or, where that ends in /, into it, without HOST and path.',
  }),
  force: z.boolean().default(false).meta({
    description:
      'With flat: replace what is there already and differs, which may be the file of another host.',
  }),
  failOnMissing: z.boolean().default(true).meta({
    description: 'The host fails where src is not there. Otherwise nothing is fetched.',
  }),
});

interface Found {
  readonly file: HostFile;
  readonly here: LocalFile;
}

interface FetchChange {
  readonly replaces: boolean;
}

/**
 * The controller has a file of the host, with the same SHA-256; for its user alone. It is put in place whole. With
 * `flat` another content that is there already is not replaced unless `force` says so, unlike with Ansible.
 */
export const fetch = defineModule({
  name: 'fetch',
  summary: 'The controller has a copy of a file of the host.',
  example: "fetch('We have the log', { src: '/var/log/app.log', dest: 'collected' })",
  params,
  desired: ({ dest, flat, ...given }, { directory, host }) => ({
    ...given,
    flat,
    target: flat ? flatTarget(dest, given.src, directory) : targetOf(dest, given.src, directory, host.name),
    /** The first directories that were made for it. */
    made: new Set<string>(),
  }),
  inspect: ({ src, target }) =>
    all<{ file: HostFile; here: LocalFile }>({ file: hostFile(src), here: localFile(target) }),
  plan: (found: Found, desired): readonly FetchChange[] => {
    refuse(found, desired);
    const { file, here } = found;
    if (file.is === 'absent') return [];
    if (file.is === 'file' && here.is === 'file' && here.sha256 === file.sha256) return [];
    return [{ replaces: here.is === 'file' }];
  },
  describe: ({ replaces }, { target }, { file }) => ({
    summary: `${target} ${replaces ? 'replaced' : 'created'} here${file.is === 'file' ? `, ${file.bytes} bytes` : ''}`,
  }),
  apply: ({ replaces }, { src, target, flat, made }, { file }) =>
    dialogue([], async (host) => {
      if (file.is !== 'file') return;
      const { sha256, bytes } = file;
      await saveFile(host, {
        src,
        target,
        sha256,
        bytes,
        replaces: replaces || !flat,
        onMade: (directory) => made.add(directory),
      });
    }),
  undo: ({ replaces }, { target, made }) =>
    replaces
      ? undefined
      : dialogue([], async () => {
          await rm(target, { force: true });
          for (const first of made) await removeEmpty(dirname(target), first);
        }),
});

interface Wanted {
  readonly src: string;
  readonly target: string;
  readonly flat: boolean;
  readonly force: boolean;
  readonly failOnMissing: boolean;
}

function refuse({ file, here }: Found, { src, target, flat, force, failOnMissing }: Wanted): void {
  if (file.is === 'absent' && failOnMissing) {
    throw new RefusedError(`${src} is not there`, { hint: 'With failOnMissing: false that is no failure.' });
  }
  if (file.is === 'other') {
    throw new RefusedError(`${src} is not a file`, { hint: 'Pack a directory by a task archive before.' });
  }
  if (file.is === 'locked') {
    throw new RefusedError(`${src} cannot be read`, { hint: 'Set become to a user who may read it.' });
  }
  if (here.is === 'other') {
    throw new RefusedError(`${target} on the controller is not a file`, {
      hint: 'Name another dest; with flat, a directory ends in /.',
    });
  }
  const differs = here.is === 'file' && file.is === 'file' && here.sha256 !== file.sha256;
  if (flat && !force && differs) {
    throw new RefusedError(`${target} on the controller is another file, perhaps of another host`, {
      hint: 'Leave out flat, name the host in dest, or set force to replace it.',
    });
  }
}

function flatTarget(dest: string, src: string, directory: string): string {
  return resolve(directory, dest.endsWith('/') ? join(dest, basename(src)) : dest);
}

/** Within `dest` whatever the host and the file are called. */
function targetOf(dest: string, src: string, directory: string, host: string): string {
  if (host.includes('/') || host === '.' || host === '..') {
    throw new RefusedError(`"${host}" cannot be the name of a directory`, {
      hint: 'Use flat, with a dest of its own.',
    });
  }
  return join(resolve(directory, dest), host, resolve('/', src));
}

/** Takes away directories that are empty, from the innermost to the one that is named. */
async function removeEmpty(from: string, last: string): Promise<void> {
  for (let at = from; at.startsWith(last); at = dirname(at)) {
    const isGone = await rmdir(at).then(
      () => true,
      () => false,
    );
    if (!isGone) return;
  }
}
