import { DefinitionError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';
import { ExactNumber } from './exact-number.ts';
import { Sealed } from './sealed.ts';
import { Unevaluated } from './unevaluated.ts';
import { UnsafeText } from './unsafe-text.ts';
import type { RawVars, Vars } from './vars.ts';
import { Vaulted } from './vaulted.ts';

/** Where to connect to and as whom: no secrets, even where somebody keeps them in a vault. */
const addressing =
  /^(?:ansible|drover)_(?!.*(?:pass|passphrase|secret|token)).*(?:host|port|user|connection|shell|file|method)$/;

/** Where a variable of a host is set, such as `hosts.yml:3:5`. */
type OriginOf = (name: string) => string | undefined;

/**
 * Turns what sources hold into what playbooks see: plain objects for Maps, and a Secret for what a vault protects.
 * What was turned once is shared. A vaulted value that no password opens, and a template that is not evaluated, throw
 * a DefinitionError when they are read.
 */
export function plainVars(): (vars: RawVars, originOf: OriginOf) => Vars {
  const done = new WeakMap<object, unknown>();

  function plain(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const seen = done.get(value);
    if (seen !== undefined) return seen;
    const made = converted(value);
    if (made !== value) done.set(value, made);
    return made;
  }

  function converted(value: object): unknown {
    if (value instanceof Map) return record([...value], () => false, nowhere);
    if (value instanceof ExactNumber) return value.value;
    if (value instanceof UnsafeText) return value.text;
    if (value instanceof Sealed) return plain(value.value);
    if (value instanceof Unevaluated) throw value.problem();
    if (value instanceof Vaulted) return new Secret(value.open());
    return Array.isArray(value) ? Array.from(value, plain) : value;
  }

  function record(
    entries: readonly (readonly [unknown, unknown])[],
    isText: (name: string) => boolean,
    originOf: OriginOf,
  ): Readonly<Record<string, unknown>> {
    const locked: [string, DefinitionError][] = [];
    const open = entries.flatMap(([key, value]) => {
      const name = String(key);
      try {
        return [[name, value instanceof Vaulted && isText(name) ? value.open() : plain(value)] as const];
      } catch (error) {
        if (!(error instanceof DefinitionError)) throw error;
        locked.push([name, error]);
        return [];
      }
    });
    // `fromEntries` makes even `__proto__` a key like any other.
    const made = Object.fromEntries(open);
    for (const [name, error] of locked) lock(made, { name, error, originOf });
    return made;
  }

  return (vars, originOf) => record([...vars], (name) => addressing.test(name), originOf);
}

interface Locked {
  readonly name: string;
  readonly error: DefinitionError;
  readonly originOf: OriginOf;
}

/** Not enumerable, so that only a playbook that uses the variable sees the error. */
function lock(vars: object, { name, error, originOf }: Locked): void {
  Object.defineProperty(vars, name, {
    get: () => {
      const where = originOf(name);
      const place = where === undefined ? '' : `, set at ${where}`;
      throw new DefinitionError(`${error.message} (the variable "${name}"${place})`, {
        ...(error.hint === undefined ? {} : { hint: error.hint }),
        cause: error,
      });
    },
  });
}

function nowhere(): undefined {}
