import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import type { Facts } from './facts-schema.ts';

/** Only local file systems are measured: one of a server that is gone would never answer. */
const script = sh`[ -r /proc/self/mounts ] || exit 0
cat /proc/self/mounts; printf '\0'
set --
while read -r source path kind rest; do
  case $kind in
    ext[234] | xfs | btrfs | zfs | f2fs | jfs | vfat | exfat | ntfs* | tmpfs | overlay | squashfs | iso9660 | erofs)
      set -- "$@" "$(printf '%b' "$path")" ;;
  esac
done </proc/self/mounts
[ $# = 0 ] || df -kP -- "$@" 2>/dev/null; :`;

/** Asks what is mounted, and how much room is left on local file systems. */
export function mountFacts(): Query<Facts['mounts']> {
  return query(script, {
    reads: ['file:/etc/fstab', 'file:/proc/self/mountinfo'],
    parse: ({ stdout }) => parse(stdout),
  });
}

function parse(stdout: string): Facts['mounts'] {
  const [mounts = '', room = ''] = stdout.split('\0');
  const measured = new Map(room.split('\n').flatMap((line) => roomIn(line)));
  return mounts.split('\n').flatMap((line) => {
    const [source = '', path = '', type = '', options = ''] = line.split(' ').map(decoded);
    return path === '' ? [] : [{ source, path, type, options: options.split(','), ...measured.get(path) }];
  });
}

interface Room {
  readonly bytes: number;
  readonly freeBytes: number;
}

function roomIn(line: string): readonly (readonly [string, Room])[] {
  const [, blocks, free, path] = /\s(\d+)\s+\d+\s+(-?\d+)\s+(?:\d+%|-)\s+(\/.*)$/.exec(line) ?? [];
  if (path === undefined) return [];
  return [[path, { bytes: Number(blocks) * 1024, freeBytes: Number(free) * 1024 }]];
}

/** The kernel writes spaces and the like as octal numbers. */
function decoded(word: string): string {
  return word.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
