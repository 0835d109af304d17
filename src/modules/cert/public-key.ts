import { createPublicKey, type KeyObject } from 'node:crypto';

/** A public key in the one form in which keys are compared. */
export function publicPem(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

/** Of what type a public key is, in the words of `keyType`, or similar ones for types that we do not make. */
export function keyTypeOf(publicKey: string): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPublicKey(publicKey);
  if (type === 'rsa') return `rsa-${details?.modulusLength}`;
  if (type !== 'ec') return type ?? 'unknown';
  const curves: Readonly<Record<string, string>> = { prime256v1: 'p256', secp384r1: 'p384' };
  const curve = details?.namedCurve ?? 'unknown';
  return `ecdsa-${curves[curve] ?? curve}`;
}
