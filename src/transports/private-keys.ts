import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';
import { Secret } from '../core/secret.ts';

/** A private key file as it was found. `why` completes "the key FILE …"; `locked`: only its passphrase is missing. */
export type LoadedKey =
  | { readonly is: 'key'; readonly key: ParsedKey }
  | { readonly is: 'missing' }
  | { readonly is: 'locked'; readonly why: string }
  | { readonly is: 'unusable'; readonly why: string };

/** Private keys, each read and decrypted once: to decrypt one takes a quarter of a second of the whole process. */
export class PrivateKeys {
  readonly #loaded = new Map<string, Promise<LoadedKey>>();
  readonly #passphrases = new Map<string, Secret>();

  /** Keeps a passphrase for a file, if it opens it: it then holds wherever none is given. */
  async unlock(path: string, passphrase: Secret): Promise<boolean> {
    const loaded = await this.load(path, passphrase);
    if (loaded.is === 'key') this.#passphrases.set(path, passphrase);
    return loaded.is === 'key';
  }

  async load(path: string, given: Secret | undefined): Promise<LoadedKey> {
    const version = await versionOf(path);
    if (version === undefined) return { is: 'missing' };
    const secret = given ?? this.#passphrases.get(path);
    const passphrase = secret && Secret.reveal(secret);
    const id = createHash('sha256')
      .update(JSON.stringify([path, version, passphrase]))
      .digest('hex');
    const loaded = this.#loaded.get(id) ?? read(path, passphrase);
    this.#loaded.set(id, loaded);
    return loaded;
  }
}

async function versionOf(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

async function read(path: string, passphrase: string | undefined): Promise<LoadedKey> {
  try {
    return parse(await readFile(path), passphrase);
  } catch (error) {
    return {
      is: 'unusable',
      why: `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function parse(text: Buffer, passphrase: string | undefined): LoadedKey {
  const parsed: ParsedKey | Error | readonly ParsedKey[] = ssh2.utils.parseKey(text, passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key instanceof Error) {
    const isLocked = /no passphrase given/i.test(key.message);
    return { is: isLocked ? 'locked' : 'unusable', why: whyNot(key.message) };
  }
  if (!key.isPrivateKey()) return { is: 'unusable', why: 'is a public key, not a private one' };
  return { is: 'key', key };
}

function whyNot(message: string): string {
  if (/no passphrase given/i.test(message)) {
    return 'is encrypted and no passphrase is given: set ansible_ssh_private_key_passphrase, or add it to the agent';
  }
  if (/bad passphrase|decryption failed|integrity check/i.test(message)) {
    return 'cannot be decrypted: ansible_ssh_private_key_passphrase is wrong';
  }
  if (/unsupported key/i.test(message)) return 'is of a kind that is not supported (hardware keys are not)';
  return `cannot be read: ${message}`;
}
