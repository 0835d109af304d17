/** By the first bytes of the file, whatever its name. */
export type ArchiveKind = 'gz' | 'bz2' | 'xz' | 'zst' | 'zip' | 'tar' | 'unknown';

const magics: readonly (readonly [string, ArchiveKind])[] = [
  ['1f8b', 'gz'],
  ['425a68', 'bz2'],
  ['fd377a585a00', 'xz'],
  ['28b52ffd', 'zst'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
];

/** Where a tar archive says what it is. */
export const tarMark = { at: 257, bytes: 5 } as const;

/** From the first six bytes in hexadecimal digits, and from what stands where a tar archive has its mark. */
export function archiveKind(head: string, mark: string): ArchiveKind {
  const compressed = magics.find(([magic]) => head.startsWith(magic))?.[1];
  return compressed ?? (mark === 'ustar' ? 'tar' : 'unknown');
}
