/** What `libc6:i386=2.36-9` says. */
export interface PackageName {
  readonly name: string;
  readonly architecture: string | undefined;
  /** The name with the architecture, if any. */
  readonly full: string;
  /** The version that it must have. */
  readonly version: string | undefined;
}

export function packageNameOf(text: string): PackageName {
  const [full = '', version] = text.split('=');
  const [name = '', architecture] = full.split(':');
  return { name, architecture, full, version };
}
