import { inspect } from 'node:util';

/**
 * A value that cannot be printed: `String()`, JSON and `util.inspect` all say `[secret]`, and `sh` does not take it.
 * It reaches a host on the standard input of a command, never on a command line.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The only way out. For the session (standard input) and for authentication; a test holds this. */
  static reveal(secret: Secret): string {
    return secret.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
