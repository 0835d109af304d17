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

/** What `attributesOf` reads, for `stat -c`: names last, for those of a directory service hold blanks, though never a colon. */
export const attributesFormat = '%a %s %Y %u %g %U:%G';

/** What `stat` says of a number without a name. */
const nameless = 'UNKNOWN';

/** Reads a line of `stat`. */
export function attributesOf(line: string): PathAttributes & { readonly size: number } {
  const [mode = '', size, modified, uid = '', gid = '', ...names] = line.split(' ');
  const [owner = '', group = ''] = names.join(' ').split(':');
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
