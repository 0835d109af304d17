/** What everything at a path has. */
export interface PathAttributes {
  /** Four octal digits. */
  readonly mode: string;
  /** The name, or the number where the host has no name for it. */
  readonly owner: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. Infinity in check mode, where something before would change it. */
  readonly modified: number;
}

/** What `attributesOf` reads, for `stat -c`. */
export const attributesFormat = '%a %U %G %s %Y %u %g';

/** What `stat` says of a number without a name. */
const nameless = 'UNKNOWN';

/** Reads a line of `stat`. */
export function attributesOf(line: string): PathAttributes & { readonly size: number } {
  const [mode = '', owner = '', group = '', size, modified, uid = '', gid = ''] = line.split(' ');
  return {
    mode: mode.padStart(4, '0'),
    owner: owner === nameless ? uid : owner,
    group: group === nameless ? gid : group,
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    modified: Number(modified),
  };
}
