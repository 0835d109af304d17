import { z } from 'zod';
import { says } from './variables/says.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');

const release = (project: string, version: string, archive: 'tar.gz' | 'tar.bz2', digest: string) =>
  z
    .object({
      version: z.string().default(version).meta(says('Its version, as in the name of the archive.', version)),
      archive: z
        .enum(['tar.gz', 'tar.bz2'])
        .default(archive)
        .meta(says("How the archive's name ends, as its project publishes it.", archive)),
      sha256: sha256.default(digest).meta(says('The SHA-256 digest of the archive.', digest)),
    })
    .prefault({})
    .meta(says(`The sources of ${project}.`, { version, sha256: digest }));

/** The sources of the web server: versions that are known to build together, with the digests of their archives. */
export const releases = z.object({
  httpd: release(
    'httpd',
    '2.4.68',
    'tar.gz',
    'ed9a9d4500fb48bb28eaffb3ba71d06ccf86d498fa13ab9f781da010cc488498',
  ),
  apr: release('apr', '1.7.2', 'tar.bz2', '75e77cc86776c030c0a5c408dfbd0bf2a0b75eed5351e52d5439fa1e5509a43e'),
  'apr-util': release(
    'apr-util',
    '1.6.3',
    'tar.bz2',
    'a41076e3710746326c3945042994ad9a4fcac0ce0277dd8fea076fec3c9772b5',
  ),
});

export type Releases = z.output<typeof releases>;
export type Project = keyof Releases;

/** Where the Apache projects publish, and which source package of Debian holds the same archive. */
export const projects: Readonly<Record<Project, { readonly folder: string; readonly debian: string }>> = {
  httpd: { folder: 'httpd', debian: 'apache2' },
  apr: { folder: 'apr', debian: 'apr' },
  'apr-util': { folder: 'apr', debian: 'apr-util' },
};
