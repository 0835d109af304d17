/** What the host's `stat` says of something. */
export interface StatEntry {
  readonly is: 'file' | 'directory' | 'link' | 'pipe' | 'socket' | 'block-device' | 'character-device';
  /** Four octal digits. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly inode: number;
  /** How many names it has. */
  readonly links: number;
  /** When it was last read, in seconds since 1970. */
  readonly accessed: number;
  /** When its content was last changed, in seconds since 1970. */
  readonly modified: number;
  /** When its content, owner, mode or name was last changed, in seconds since 1970. */
  readonly changed: number;
}

/** What `parseStat` reads, for `stat -c`: GNU and busybox both know it, and it is the same in every language. */
export const statFormat = '%f %h %s %u %g %i %X %Y %Z %U:%G';

const kinds: Readonly<Record<number, StatEntry['is']>> = {
  1: 'pipe',
  2: 'character-device',
  4: 'directory',
  6: 'block-device',
  10: 'link',
  12: 'socket',
};

/** Reads a line of `stat`. */
export function parseStat(line: string): StatEntry {
  const words = line.split(' ');
  const [owner = '', group = ''] = words.slice(9).join(' ').split(':');
  const number = (at: number) => Number(words[at]);
  const bits = Number.parseInt(words[0] ?? '', 16);
  return {
    is: kinds[bits >> 12] ?? 'file',
    mode: (bits & 0o7777).toString(8).padStart(4, '0'),
    links: number(1),
    size: number(2),
    uid: number(3),
    gid: number(4),
    inode: number(5),
    accessed: number(6),
    modified: number(7),
    changed: number(8),
    owner,
    group,
  };
}
