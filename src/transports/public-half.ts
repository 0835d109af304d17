import { readFile } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';

const magic = Buffer.from('openssh-key-v1\0', 'latin1');

/** The public key, in wire form, that belongs to a private key file, without its passphrase; undefined when not known. */
export async function publicHalf(path: string): Promise<Buffer | undefined> {
  const beside = await textOf(`${path}.pub`);
  if (beside !== undefined) {
    const parsed: ParsedKey | Error | readonly ParsedKey[] = ssh2.utils.parseKey(beside);
    const key = Array.isArray(parsed) ? parsed[0] : parsed;
    if (!(key instanceof Error)) return key.getPublicSSH();
  }
  const own = await textOf(path);
  return own === undefined ? undefined : insideOf(own);
}

/** OpenSSH's own format holds the public key in clear: after cipher, key derivation and its options, and a count. */
function insideOf(text: string): Buffer | undefined {
  const [, base64] = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END/.exec(text) ?? [];
  if (base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  if (!bytes.subarray(0, magic.length).equals(magic)) return undefined;
  let at = magic.length;
  for (let skipped = 0; skipped < 3; skipped++) {
    if (at + 4 > bytes.length) return undefined;
    at += 4 + bytes.readUInt32BE(at);
  }
  at += 4;
  if (at + 4 > bytes.length) return undefined;
  const key = bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at));
  return key.length === 0 ? undefined : Buffer.from(key);
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
