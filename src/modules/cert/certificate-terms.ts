import { randomBytes } from 'node:crypto';

export const dayMs = 86_400_000;

/** How much earlier a new certificate begins, for hosts whose clocks are behind. */
export const skewMs = 3_600_000;

/** 128 bits, random, positive and without leading zeros. */
export function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}
