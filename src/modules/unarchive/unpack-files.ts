/** Names beside a directory that exist only while an archive is unpacked. */
export function unpackFiles(path: string) {
  return {
    /** The new tree. */
    next: `${path}.drover-new`,
    /** The new tree, while directories are left out. */
    up: `${path}.drover-new-up`,
    /** A private directory for an archive that was sent. */
    sent: `${path}.drover-sent`,
    /** The old tree. */
    last: `${path}.drover-old`,
  } as const;
}
