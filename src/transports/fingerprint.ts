import { createHash } from 'node:crypto';

/** The fingerprint of a public key as OpenSSH shows it: `SHA256:` and unpadded base64. */
export function fingerprint(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}
