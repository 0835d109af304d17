import { type Command, commandOf } from '../../core/command.ts';
import { sh } from '../../core/sh.ts';
import { putBack } from '../shared/keep-file.ts';
import { setPermissions } from '../shared/permission-changes.ts';
import type { DesiredDownload } from './desired-download.ts';
import type { DownloadChange } from './download-step.ts';

/** The way back of a change of a download: what was fetched goes, what was there before comes back. */
export function undoDownload(change: DownloadChange, { path, note }: DesiredDownload): Command {
  switch (change.is) {
    case 'discard':
      return commandOf(putBack(path), { touches: [`file:${path}`] });
    case 'fetch-signature':
      return remove([change.signature.files.signature]);
    case 'fetch-keys':
      return remove([change.signature.files.keys]);
    case 'fetch':
      return remove([path, note]);
    case 'permissions':
      return commandOf(sh`[ ! -e ${path} ] || { ${setPermissions(path, change.from)}; }`, {
        touches: [`file:${path}`],
      });
  }
}

function remove(paths: readonly string[]): Command {
  return commandOf(sh`rm -f -- ${paths}`, { touches: paths.map((path) => `file:${path}` as const) });
}
