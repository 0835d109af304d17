import { posix } from 'node:path';
import { commandOf, type Step } from '../../core/command.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { keepFile } from '../shared/keep-file.ts';
import { type PermissionChange, setPermissions } from '../shared/permission-changes.ts';
import type { DesiredDownload, DesiredSignature } from './desired-download.ts';
import { fetchWays } from './fetch-ways.ts';
import { keyRingScript } from './key-ring-script.ts';
import { isSignatureScript, keyIsThereScript, signatureScript } from './signature-script.ts';

export type DownloadChange =
  | { readonly is: 'discard'; readonly why: string }
  | { readonly is: 'fetch-signature'; readonly signature: DesiredSignature }
  | { readonly is: 'fetch-keys'; readonly signature: DesiredSignature }
  | { readonly is: 'fetch' }
  | PermissionChange;

/** How a change of a download is made. */
export function downloadStep(change: DownloadChange, desired: DesiredDownload): Step {
  const { path, work, timeoutMs } = desired;
  const aside = { work, timeoutMs, touches: [`file:${work}`] as const };
  switch (change.is) {
    case 'discard':
      return commandOf(sh`${keepFile(path)} && rm -f -- ${path}`, { touches: [`file:${path}`] });
    case 'fetch-signature': {
      const { sources, files } = change.signature;
      return fetchWays({ ...aside, sources, path: files.signature, check: isSignatureScript });
    }
    case 'fetch-keys': {
      const { keySources: sources, files } = change.signature;
      const check = lines([keyRingScript, keyIsThereScript(files.signature)]);
      return fetchWays({ ...aside, sources, path: files.keys, check });
    }
    case 'permissions':
      return commandOf(sh`${keepFile(path)} && ${setPermissions(path, change.to)}`, {
        touches: [`file:${path}`],
      });
    case 'fetch': {
      const { sources } = desired;
      const touches = [`file:${path}`, `file:${work}`] as const;
      const { sha256 } = desired;
      const part = sha256 === undefined ? {} : { part: { path: partOf(path, sha256), sha256 } };
      return fetchWays({ ...aside, ...part, sources, path, check: fileCheck(desired), touches });
    }
  }
}

/** Beside the file, by its digest: of another release nothing is taken over. */
function partOf(path: string, sha256: string): string {
  return posix.join(posix.dirname(path), `.drover-${sha256.slice(0, 16)}.part`);
}

function fileCheck({ sha256, signature, work, note }: DesiredDownload): Shell {
  const digest = sh`sum=$(sha256sum <"$new" | cut -d ' ' -f 1)`;
  const compare =
    sha256 === undefined
      ? []
      : [sh`[ "$sum" = ${sha256} ] || { echo "sha256 is $sum, not "${sha256}" as wanted" >&2; exit 1; }`];
  const verify =
    signature === undefined
      ? []
      : [
          signatureScript(signature.files, signature.fingerprints),
          sh`mkdir -p -- ${work} && printf '%s %s\n' "$sum" "$signer" >${note} || exit`,
        ];
  return lines([digest, ...compare, ...verify]);
}
