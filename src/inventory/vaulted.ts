/** A value that a vault protects. It is opened when a host's variables are asked for, not before. */
export class Vaulted {
  /** What the source holds; absent where the whole file was encrypted. */
  readonly ciphertext: string | undefined;
  /** The plain text. Throws a DefinitionError when no password opens it. */
  readonly open: () => string;

  constructor(ciphertext: string | undefined, open: () => string) {
    this.ciphertext = ciphertext;
    this.open = open;
  }

  toJSON(): string {
    return '[secret]';
  }
}
