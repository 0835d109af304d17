import { z } from 'zod';
import { releases } from '../releases.ts';
import { fingerprints } from '../signing-keys.ts';
import { patterns } from './patterns.ts';
import { says } from './says.ts';

/** From what, and how, the server is built. */
export const buildVariables = {
  install_packages: z
    .boolean()
    .default(true)
    .meta(says('Install missing build tools; otherwise only check for them.', false)),
  build_cache: patterns.path
    .optional()
    .meta(
      says(
        'Keeps built trees by digest, also for other hosts that share the directory. Default: none are kept.',
        '/srv/builds',
      ),
    ),
  source_directory: z
    .string()
    .optional()
    .meta(
      says(
        'A directory on the controller that holds the source archives. Default: they are downloaded.',
        './archives',
      ),
    ),
  releases: releases.prefault({}).meta(
    says('Which sources, with the digests of their archives.', {
      httpd: { version: '2.4.71', sha256: '0'.repeat(64) },
    }),
  ),
  trusted_fingerprints: z
    .array(z.string().regex(/^[0-9A-Fa-f]{40,64}$/, 'must be the fingerprint of an OpenPGP key'))
    .min(1)
    .default([...fingerprints])
    .meta(says('OpenPGP keys whose signatures on the sources count.', [...fingerprints])),
};
