import { lines, type Shell, sh } from '../../core/sh.ts';
import { endOnSignals } from '../shared/end-on-signals.ts';
import { stampFiles } from '../shared/stamp-files.ts';
import type { ArchiveKind } from './archive-state.ts';

interface UnpackOptions {
  readonly src: string;
  readonly path: string;
  readonly strip: number;
  readonly keepOwner: boolean;
  readonly sha256: string;
  readonly kind: ArchiveKind;
  readonly how: string;
}

/** Unpacks beside the directory, then takes its place: what is there is the old tree or the new one, never a mixture. */
export function unpackScript(options: UnpackOptions): Shell {
  const { src, path, sha256, how } = options;
  const [next, last] = [`${path}.drover-new`, `${path}.drover-old`];
  const passing = [next, `${next}-up`];
  return lines([
    sh`umask 022; rm -rf -- ${passing} ${last} && mkdir -p -- ${next} || exit`,
    sh`trap ${sh`rm -rf -- ${passing}`.text} EXIT; ${endOnSignals}`,
    options.kind === 'zip' ? unzip(options, next) : untar(options, next),
    sh`[ "$(sha256sum <${src} | cut -d ' ' -f 1)" = ${sha256} ] || { echo "the archive was changed meanwhile" >&2; exit 1; }`,
    sh`printf '%s\n' ${sha256} ${how} >${`${next}/${stampFiles.unarchived}`} || exit`,
    sh`if [ -e ${path} ]; then mv -- ${path} ${last} || exit; fi`,
    sh`mv -- ${next} ${path} && rm -rf -- ${last}`,
  ]);
}

/** From standard input: GNU tar takes a name with a colon for one on another host. */
function untar({ src, strip, keepOwner, kind }: UnpackOptions, into: string): Shell {
  const flags = { gz: ['-z'], bz2: ['-j'], xz: ['-J'], zst: [], zip: [], tar: [], unknown: [] }[kind];
  const stripped = strip === 0 ? [] : [`--strip-components=${strip}`];
  const untarred = sh`tar -x -p ${flags} ${keepOwner ? [] : ['-o']} ${stripped} -f - -C ${into}`;
  // Not every tar knows it. Tested before, since nobody sees how the first of a pipe ends.
  if (kind === 'zst') return sh`zstd -q -t <${src} && zstd -q -d -c <${src} | ${untarred} || exit`;
  return sh`${untarred} <${src} || exit`;
}

function unzip({ src, strip }: UnpackOptions, into: string): Shell {
  const up = `${into}-up`;
  const stripOne = sh`mkdir -- ${up} && find ${into} -mindepth 2 -maxdepth 2 -exec mv -- {} ${up} \; && rm -rf -- ${into} && mv -- ${up} ${into} || exit`;
  return lines([sh`unzip -q -o ${src} -d ${into} || exit`, ...Array.from({ length: strip }, () => stripOne)]);
}
