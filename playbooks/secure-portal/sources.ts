import { group, type Task, type TaskNode } from 'drover';
import { download, file, unarchive } from 'drover/modules';
import { type Project, projects } from './releases.ts';
import type { Variables } from './variables.ts';

type Settings = Pick<Variables, 'work_directory' | 'releases' | 'source_directory' | 'trusted_fingerprints'>;

export interface Sources {
  readonly node: TaskNode;
  /** Where each project's sources are unpacked. */
  readonly directories: Readonly<Record<Project, string>>;
}

/** The sources of httpd, apr and apr-util: downloaded, checked by digest and signature, and unpacked. */
export function sources(settings: Settings): Sources {
  const { work_directory: work } = settings;
  const list: readonly Project[] = ['httpd', 'apr', 'apr-util'];
  const node = group(
    'Sources',
    [
      file('The work directory is there', { path: work, state: 'directory', mode: '0755' }),
      file('The archive directory is there', { path: `${work}/archives`, state: 'directory' }),
      ...list.flatMap((project) => [fetched(project, settings), unpacked(project, settings)]),
    ],
    { tags: ['sources'] },
  );
  return {
    node,
    directories: { httpd: `${work}/httpd`, apr: `${work}/apr`, 'apr-util': `${work}/apr-util` },
  };
}

function fetched(project: Project, settings: Settings): Task {
  const { work_directory: work, releases, source_directory: here, trusted_fingerprints: trusted } = settings;
  const { version, archive, sha256 } = releases[project];
  const { folder, debian } = projects[project];
  const name = `${project}-${version}.${archive}`;
  const upstream = `https://archive.apache.org/dist/${folder}`;
  const distribution = `${debian}_${version}.orig.${archive}`;
  return download(`The sources of ${project} ${version} are here`, {
    path: `${work}/archives/${name}`,
    sha256,
    work: `${work}/archives/debian`,
    origins: [
      ...(here === undefined ? [] : [{ controller: here }]),
      { url: `${upstream}/${name}` },
      { apt: debian, file: distribution },
      { url: `${upstream}/${name}`, from: 'controller' },
    ],
    signature: {
      origins: [
        ...(here === undefined ? [] : [{ controller: here }]),
        { url: `${upstream}/${name}.asc` },
        { apt: debian, file: `${distribution}.asc` },
        { url: `${upstream}/${name}.asc`, from: 'controller' },
      ],
      keys: {
        origins: [
          ...(here === undefined ? [] : [{ controller: `${here}/KEYS` }]),
          { url: `${upstream}/KEYS` },
          { apt: 'apache2', file: 'apache2_*.debian.tar.xz', member: 'debian/upstream/signing-key.asc' },
          { url: `${upstream}/KEYS`, from: 'controller' },
        ],
      },
      fingerprints: trusted,
    },
  });
}

function unpacked(project: Project, { work_directory: work, releases }: Settings): Task {
  const { version, archive } = releases[project];
  return unarchive(`The sources of ${project} ${version} are unpacked`, {
    src: `${work}/archives/${project}-${version}.${archive}`,
    path: `${work}/${project}`,
    strip: 1,
  });
}
