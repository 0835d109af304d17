import { posix } from 'node:path';
import type { z } from 'zod';
import type { Controller } from '../../core/scope.ts';
import type { WantedPermissions } from '../shared/permissions-for.ts';
import type { Origin } from './origin.ts';
import type { downloadParams } from './params.ts';
import { type Source, sourceOf } from './source.ts';

/** What should be on the host, with the files beside it that a signature needs. */
export interface DesiredDownload {
  readonly path: string;
  readonly sha256: string | undefined;
  readonly sources: readonly Source[];
  readonly signature: DesiredSignature | undefined;
  readonly work: string;
  /** Says that the signature was good. */
  readonly note: string;
  readonly timeoutMs: number;
  readonly permissions: WantedPermissions;
}

export interface DesiredSignature {
  readonly sources: readonly Source[];
  readonly keySources: readonly Source[];
  readonly fingerprints: readonly string[];
  readonly files: { readonly signature: string; readonly keys: string };
}

/** Looks at the controller's files, and says where on the host everything is kept. */
export async function desiredDownload(
  {
    path,
    sha256,
    origins,
    signature,
    work: given,
    timeoutMs,
    mode,
    owner,
    group,
  }: z.output<typeof downloadParams>,
  controller: Controller,
): Promise<DesiredDownload> {
  const name = posix.basename(path);
  const work = given ?? posix.join(posix.dirname(path), '.drover-download');
  const from = (list: readonly Origin[], file: string) =>
    Promise.all(list.map((one) => sourceOf(one, file, controller)));
  return {
    path,
    sha256,
    sources: await from(origins, name),
    signature: signature && {
      sources: await from(signature.origins, `${name}.asc`),
      keySources: await from(signature.keys.origins, 'KEYS'),
      fingerprints: signature.fingerprints,
      files: { signature: posix.join(work, `${name}.asc`), keys: posix.join(work, `${name}.keys`) },
    },
    work,
    note: posix.join(work, `${name}.verified`),
    timeoutMs,
    permissions: { mode, owner, group },
  };
}
