import { lines, type Shell, sh } from '../../core/sh.ts';
import { isPattern } from './pattern-state.ts';
import { unpackFiles } from './unpack-files.ts';
import type { UnpackOptions } from './unpack-script.ts';

/** Unpacks what is asked for of an archive, to beside its directory. */
export function extractScript(options: UnpackOptions): Shell {
  return options.kind === 'zip' ? unzip(options) : untar(options);
}

/** From standard input: GNU tar takes a name with a colon for one on another host. */
function untar({ src, path, strip, include, exclude, keepOwner, kind }: UnpackOptions): Shell {
  const flags = { gz: ['-z'], bz2: ['-j'], xz: ['-J'], zst: [], zip: [], tar: [], unknown: [] }[kind];
  const options = [
    ...flags,
    ...(keepOwner ? [] : ['-o']),
    ...(strip === 0 ? [] : [`--strip-components=${strip}`]),
    ...exclude.map((name) => `--exclude=${name.replace(/(?<=.)\/+$/, '')}`),
    ...(include.some(isPattern) ? ['--wildcards'] : []),
  ];
  const names = include.length === 0 ? [] : ['--', ...include];
  const untarred = sh`tar -x -p ${options} -f - -C ${unpackFiles(path).next} ${names}`;
  // Not every tar knows it. Tested before, since nobody sees how the first of a pipe ends.
  if (kind === 'zst') return sh`zstd -q -t <${src} && zstd -q -d -c <${src} | ${untarred} || exit`;
  return sh`${untarred} <${src} || exit`;
}

function unzip({ src, path, strip, include, exclude }: UnpackOptions): Shell {
  const { next, up } = unpackFiles(path);
  // Copied, for directories at the top may hold the same ones.
  const merged = sh`for d do cp -a -- "$d"/. "$0" || exit; done`;
  const stripOne = sh`mkdir -- ${up} && find ${next} -mindepth 1 -maxdepth 1 -type d -exec sh -c ${merged.text} ${up} {} + && rm -rf -- ${next} && mv -- ${up} ${next} || exit`;
  const but = exclude.length === 0 ? [] : ['-x', ...exclude.map(notAFlag)];
  return lines([
    sh`unzip -q -o ${src} ${include.map(notAFlag)} ${but} -d ${next} || exit`,
    // That of busybox says nothing of a name that is not in the archive.
    ...include.map(
      (name) =>
        sh`[ -n "$(cd -- ${next} && find . -path ${`./${name.replace(/\/+$/, '')}`} | head -n 1)" ] || { printf '%s: not found in archive\n' ${name} >&2; exit 1; }`,
    ),
    ...Array.from({ length: strip }, () => stripOne),
  ]);
}

/** The same name as a pattern that does not begin with a minus sign. */
function notAFlag(name: string): string {
  return name.replace(/^-/, '[-]');
}
