/** The type that a public key in wire form names first, such as `ssh-ed25519`. Empty for what is no key. */
export function keyType(key: Buffer): string {
  if (key.length < 4) return '';
  const end = 4 + key.readUInt32BE(0);
  return end > key.length ? '' : key.toString('latin1', 4, end);
}
