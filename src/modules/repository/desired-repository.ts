import { posix } from 'node:path';
import { contentOfText } from '../shared/file-content.ts';
import type { DesiredFile } from '../shared/file-steps.ts';
import type { RepositoryParams } from './params.ts';
import { repositoryKey } from './repository-key.ts';
import { sourceText } from './source-text.ts';

export interface DesiredRepository {
  readonly params: RepositoryParams;
  /** That of its key, if it has one, and the one that names it. */
  readonly files: readonly DesiredFile[];
  readonly listPath: string;
  /** What must not be there: all, or keys that are not used. */
  readonly gone: readonly string[];
}

const places = {
  apt: { directory: '/etc/apt/sources.list.d', keys: '/etc/apt/keyrings', ending: 'sources' },
  dnf: { directory: '/etc/yum.repos.d', keys: '/etc/pki/rpm-gpg', ending: 'repo' },
  zypper: { directory: '/etc/zypp/repos.d', keys: '/etc/pki/rpm-gpg', ending: 'repo' },
} as const;

/** Which files a repository is made of. */
export async function desiredRepository(
  params: RepositoryParams,
  controllerDirectory: string,
): Promise<DesiredRepository> {
  const { name, source, state } = params;
  const { ending, ...place } = places[source.is];
  const { directory = place.directory, keyDirectory = place.keys } = params;
  const listPath = posix.join(directory, `${name}.${ending}`);
  const keyPaths = {
    armoured: posix.join(keyDirectory, source.is === 'apt' ? `${name}.asc` : `RPM-GPG-KEY-${name}`),
    binary: posix.join(keyDirectory, `${name}.gpg`),
  };
  const every = source.is === 'apt' ? Object.values(keyPaths) : [keyPaths.armoured];
  if (state === 'absent') return { params, files: [], listPath, gone: [listPath, ...every] };
  const given =
    params.key === undefined ? undefined : await repositoryKey(params.key, source.is, controllerDirectory);
  const keyPath = given && (given.isArmoured ? keyPaths.armoured : keyPaths.binary);
  return {
    params,
    files: [
      ...(given === undefined || keyPath === undefined ? [] : [written(keyPath, given.content)]),
      written(listPath, contentOfText(sourceText(name, source, keyPath))),
    ],
    listPath,
    gone: every.filter((path) => path !== keyPath),
  };
}

/** apt reads both as a user of its own. */
function written(path: string, content: DesiredFile['content']): DesiredFile {
  return { path, content, permissions: { mode: '0644' } };
}
