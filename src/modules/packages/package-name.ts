/** What `libc6:i386=2.36-9` says, or the path of a package in a file. */
export interface PackageName {
  /** Of a file it is known only once the file was looked at; until then it is empty. */
  readonly name: string;
  readonly architecture: string | undefined;
  /** The name with the architecture, if any. */
  readonly full: string;
  /** The version that it must have. */
  readonly version: string | undefined;
  /** The package file on the host that it comes from. */
  readonly file: string | undefined;
}

export function packageNameOf(text: string): PackageName {
  if (text.startsWith('/'))
    return { name: '', architecture: undefined, full: text, version: undefined, file: text };
  const [full = '', version] = text.split('=');
  const [name = '', architecture] = full.split(':');
  return { name, architecture, full, version, file: undefined };
}
