import { ExactNumber } from './exact-number.ts';
import { Sealed } from './sealed.ts';
import { UnsafeText } from './unsafe-text.ts';
import type { RawVars } from './vars.ts';
import { Vaulted } from './vaulted.ts';

/** The variables of an encrypted file: every value in them, however deep, is a secret. */
export function sealVars(vars: RawVars): RawVars {
  return new Map([...vars].map(([name, value]) => [name, sealed(value)]));
}

function sealed(value: unknown): unknown {
  if (typeof value === 'string') return new Vaulted(undefined, () => value);
  if (value instanceof UnsafeText) return new Vaulted(undefined, () => value.text);
  if (typeof value === 'number' || typeof value === 'boolean' || value instanceof ExactNumber)
    return new Sealed(value);
  if (Array.isArray(value)) return value.map(sealed);
  if (!(value instanceof Map)) return value;
  return new Map([...value].map(([key, inner]: readonly [unknown, unknown]) => [key, sealed(inner)]));
}
