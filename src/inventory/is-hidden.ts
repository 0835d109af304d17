import { Secret } from '../core/secret.ts';
import { Sealed } from './sealed.ts';
import { Vaulted } from './vaulted.ts';

/** Whether a value is one that nobody is shown, whatever its name. */
export function isHidden(value: unknown): boolean {
  return value instanceof Vaulted || value instanceof Sealed || value instanceof Secret;
}
