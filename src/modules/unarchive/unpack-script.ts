import { lines, type Shell, sh } from '../../core/sh.ts';
import { endOnSignals } from '../shared/end-on-signals.ts';
import { stampFiles } from '../shared/stamp-files.ts';
import type { ArchiveKind } from './archive-kind.ts';
import { extractScript } from './extract-script.ts';
import type { UnarchiveParams } from './params.ts';
import { permitContents, permitDirectory } from './permit-script.ts';
import { unpackFiles } from './unpack-files.ts';

export interface UnpackOptions extends UnarchiveParams {
  readonly sha256: string;
  readonly kind: ArchiveKind;
  readonly how: string;
  /** So long is the archive, where it comes on standard input. */
  readonly sentBytes: number | undefined;
}

/** Unpacks beside the directory, then takes its place: what is there is the old tree or the new one, never a mixture. */
export function unpackScript(options: UnpackOptions): Shell {
  const { path, sha256, how, sentBytes } = options;
  const { next, up, sent, last } = unpackFiles(path);
  const src = sentBytes === undefined ? options.src : `${sent}/archive`;
  const passing = [next, up, sent];
  const isWhole = sh`[ "$(sha256sum <${src} | cut -d ' ' -f 1)" = ${sha256} ]`;
  return lines([
    sh`umask 022; rm -rf -- ${passing} ${last} && mkdir -p -- ${next} || exit`,
    sh`trap ${sh`rm -rf -- ${passing}`.text} EXIT; ${endOnSignals}`,
    sentBytes === undefined
      ? sh`:`
      : sh`mkdir -m 700 -- ${sent} && cat >${src} || exit
[ "$(wc -c <${src})" -eq ${sentBytes} ] || { echo "the transfer was cut off" >&2; exit 1; }
${isWhole} || { echo "the archive has come with other bytes" >&2; exit 1; }`,
    extractScript({ ...options, src }),
    // Nobody but us can have changed one that was sent.
    sentBytes === undefined
      ? sh`${isWhole} || { echo "the archive was changed meanwhile" >&2; exit 1; }`
      : sh`:`,
    permitContents(options, next),
    sh`printf '%s\n' ${sha256} ${how} >${`${next}/${stampFiles.unarchived}`} || exit`,
    permitDirectory(options, next),
    sh`if [ -e ${path} ]; then mv -- ${path} ${last} || exit; fi`,
    sh`mv -- ${next} ${path} && rm -rf -- ${last}`,
  ]);
}
