import type { Secret } from '../../core/secret.ts';
import { plainText } from '../shared/plain-text.ts';

/** Headers as they are sent, also those that are secret. */
export function plainHeaders(
  headers: Readonly<Record<string, string | Secret>>,
): readonly (readonly [name: string, value: string])[] {
  return Object.entries(headers).map(([name, value]) => [name, plainText(value)]);
}
