import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all, known, type Query } from '../core/query.ts';
import { type DesiredDownload, desiredDownload } from './download/desired-download.ts';
import { type DownloadState, downloadState } from './download/download-state.ts';
import { type DownloadChange, downloadStep } from './download/download-step.ts';
import { downloadParams } from './download/params.ts';
import { undoDownload } from './download/undo-download.ts';
import { type PathState, pathState } from './shared/path-state.ts';
import { type PermissionChange, permissionChanges, permissionWords } from './shared/permission-changes.ts';
import { newFile, permissionsFor, type WantedPermissions } from './shared/permissions-for.ts';
import { requireTools } from './shared/require-tools.ts';
import { type ToolsState, toolsState } from './shared/tools-state.ts';

interface Current {
  readonly file: DownloadState;
  /** Absent too where no permissions are asked for: it is not looked at then. */
  readonly path: PathState;
  readonly tools: ToolsState;
}

/**
 * A file is on the host, fetched from the first of several origins that gives one with the right digest and a good
 * signature. Nothing that fails a check is ever at the path. An origin that the controller fetches needs neither curl nor
 * wget on the host; its signature, if any, is checked on the host like all.
 */
export const download = defineModule({
  name: 'download',
  summary: 'A file from one of several origins is on the host, with the right digest and a good signature.',
  example: `download('The archive is here', {
  path: '/var/cache/app-1.0.tar.gz',
  sha256: 'ccbcc0a1ec5969256f4adb0952d8b6650d83a13014b4770e5f3d3cf389f7fc51',
  origins: [
    { controller: 'archives' },
    { url: 'https://www.example.com/app-1.0.tar.gz' },
    { url: 'https://www.example.com/app-1.0.tar.gz', from: 'controller' },
  ],
})`,
  params: downloadParams,
  desired: desiredDownload,
  inspect: ({ path, note, signature, permissions }): Query<Current> =>
    all({
      file: downloadState(path, note),
      path: asksFor(permissions) ? pathState(path) : known<PathState>({ is: 'absent' }),
      tools: toolsState(signature === undefined ? [] : ['gpgv']),
    }),
  plan: ({ file, path, tools }, desired): readonly DownloadChange[] => {
    if (file.is === 'other') throw new RefusedError(`${desired.path} is there and is not a file`);
    const why = file.is === 'absent' ? 'absent' : objection(file, desired);
    if (why === undefined) return permissionsOfThere(path, desired);
    requireTools(tools, `The signature of ${desired.path} cannot be checked`);
    return [
      ...(file.is === 'absent' ? [] : [{ is: 'discard', why } as const]),
      ...signatureChanges(desired),
      { is: 'fetch' },
      ...permissionChanges(newFile, permissionsFor(desired.permissions, newFile)),
    ];
  },
  describe: (change) => ({ summary: wordsOf(change) }),
  apply: (change, desired) => downloadStep(change, desired),
  undo: (change, desired) => undoDownload(change, desired),
});

function asksFor({ mode, owner, group }: WantedPermissions): boolean {
  return [mode, owner, group].some((one) => one !== undefined);
}

function permissionsOfThere(
  there: PathState,
  { path, permissions }: DesiredDownload,
): readonly PermissionChange[] {
  if (there.is === 'absent') return [];
  if (there.is === 'link') {
    throw new RefusedError(`${path} is a link, whose permissions say nothing`, {
      hint: 'Name the file that it leads to, or leave out mode, owner and group.',
    });
  }
  return permissionChanges(there, permissionsFor(permissions, there));
}

function objection(
  { sha256, verified }: Extract<DownloadState, { is: 'file' }>,
  desired: DesiredDownload,
): string | undefined {
  const wanted = desired.sha256;
  if (wanted !== undefined) return sha256 === wanted ? undefined : `its sha256 is ${sha256}, not ${wanted}`;
  if (verified?.sha256 !== sha256) return 'its signature was not checked';
  const listed = desired.signature?.fingerprints.includes(verified.signer) ?? false;
  return listed ? undefined : `signed by ${verified.signer}, which is not on the list`;
}

function signatureChanges({ signature }: DesiredDownload): readonly DownloadChange[] {
  if (signature === undefined) return [];
  return [
    { is: 'fetch-signature', signature },
    { is: 'fetch-keys', signature },
  ];
}

function wordsOf(change: DownloadChange): string {
  switch (change.is) {
    case 'discard':
      return `removed what is there: ${change.why}`;
    case 'fetch-signature':
      return 'signature fetched';
    case 'fetch-keys':
      return 'public keys fetched';
    case 'fetch':
      return 'fetched';
    case 'permissions':
      return permissionWords(change);
  }
}
