/** Names of the small files in which a directory says what it holds. */
export const stampFiles = {
  /** Line 1: the SHA-256 of the archive that was unpacked here. Line 2: how. */
  unarchived: '.drover-unarchived',
  /** Line 1: the stamp of the build. Line 2: `built` or `cache`. Line 3: the compiler. */
  built: '.drover-build',
  /** Where the tree was moved whose place this one took; empty where there was none. */
  swapped: '.drover-swapped',
} as const;
