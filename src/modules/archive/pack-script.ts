import { type Shell, sh } from '../../core/sh.ts';
import type { ArchiveFormat, ArchiveParams } from './params.ts';

/** The programs that a format needs on the host. */
export const packers: Readonly<Record<ArchiveFormat, readonly string[]>> = {
  gz: ['tar', 'gzip'],
  bz2: ['tar', 'bzip2'],
  xz: ['tar', 'xz'],
  zst: ['tar', 'zstd'],
  tar: ['tar'],
  zip: ['zip'],
};

/**
 * Prints what is packed as one stream, before it is compressed; a zip is compressed already. The same files give the
 * same stream, as far as the host's tar can sort.
 */
export function packed({ format, root, names }: ArchiveParams): Shell {
  if (format === 'zip') return sh`{ cd -- ${root} && zip -X -y -q -r - -- ${names}; }`;
  const sorted = sh`tar -c --sort=name --format=gnu -f - -C ${root} -- ${names}`;
  return sh`if tar --version 2>/dev/null | grep -q GNU; then ${sorted}; else tar -c -f - -C ${root} -- ${names}; fi`;
}

/** Compresses standard input, to standard output. */
export function compressed(format: ArchiveFormat): Shell {
  return filter(format, sh`-c`);
}

/** The stream in an archive, as `packed` made it. */
export function unpacked(format: ArchiveFormat): Shell {
  return filter(format, sh`-dc`);
}

function filter(format: ArchiveFormat, flag: Shell): Shell {
  switch (format) {
    case 'gz':
      return sh`gzip ${flag}`;
    case 'bz2':
      return sh`bzip2 ${flag}`;
    case 'xz':
      return sh`xz ${flag}`;
    case 'zst':
      return sh`zstd -q ${flag}`;
    case 'tar':
    case 'zip':
      return sh`cat`;
  }
}
