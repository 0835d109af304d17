import { posix } from 'node:path';
import { z } from 'zod';
import { directoryParam } from '../shared/directory-param.ts';
import { absolutePath, permissions } from '../shared/params.ts';

/** How an archive is packed. */
export type ArchiveFormat = 'gz' | 'bz2' | 'xz' | 'zst' | 'tar' | 'zip';

const endings: readonly (readonly [RegExp, ArchiveFormat])[] = [
  [/\.(tar\.gz|tgz)$/, 'gz'],
  [/\.(tar\.bz2|tbz2?)$/, 'bz2'],
  [/\.(tar\.xz|txz)$/, 'xz'],
  [/\.(tar\.zst|tzst)$/, 'zst'],
  [/\.tar$/, 'tar'],
  [/\.zip$/, 'zip'],
];

/** What `archive` takes; `root` is the directory that names in the archive start from. */
export const archiveParams = z
  .strictObject({
    paths: z
      .array(directoryParam)
      .min(1)
      .meta({ description: 'What is packed: files and directories on the host, with all below them.' }),
    dest: absolutePath
      .refine((path) => !path.endsWith('/'), 'must be the path of a file, without a slash at its end')
      .meta({ description: 'The archive. Its directory must be there.' }),
    format: z
      .enum(['gz', 'bz2', 'xz', 'zst', 'tar', 'zip'])
      .optional()
      .meta({ description: 'How it is packed. Default: as the name of the archive says.' }),
    ...permissions,
  })
  .refine(({ dest, format }) => (format ?? formatOf(dest)) !== undefined, {
    path: ['format'],
    message: 'is needed when the name does not end in .tar.gz, .tar.bz2, .tar.xz, .tar.zst, .tar or .zip',
  })
  .refine(({ paths, dest }) => paths.every((path) => dest !== path && !dest.startsWith(`${path}/`)), {
    path: ['dest'],
    message: 'must not be in what is packed: it would hold itself',
  })
  .transform((given) => {
    const root = given.paths.map((path) => posix.dirname(path)).reduce(common);
    const names = given.paths.map((path) => path.slice(root === '/' ? 1 : root.length + 1));
    return { ...given, format: given.format ?? formatOf(given.dest) ?? 'gz', root, names };
  });

export type ArchiveParams = z.output<typeof archiveParams>;

function formatOf(dest: string): ArchiveFormat | undefined {
  return endings.find(([ending]) => ending.test(dest))?.[1];
}

/** The directory that both are in, or one of them. */
function common(one: string, other: string): string {
  if (other === one || other.startsWith(one === '/' ? one : `${one}/`)) return one;
  return common(posix.dirname(one), other);
}
