import { entriesOf } from './entries.ts';
import { ExactNumber } from './exact-number.ts';
import { Sealed } from './sealed.ts';
import { splitTemplate, type TemplatePart } from './split-template.ts';
import { Unevaluated } from './unevaluated.ts';
import { UnsafeText } from './unsafe-text.ts';
import type { RawVars } from './vars.ts';
import { Vaulted } from './vaulted.ts';

/**
 * The variables of a host with its references to other variables followed, as Ansible does when a value is used:
 * `{{ name }}` alone keeps the type of what it refers to, and the secrecy; within a text it becomes text. Other
 * templates are not evaluated: each is an `Unevaluated` in the result.
 */
export function referenceFollower(): (vars: RawVars) => RawVars {
  const plain = new WeakMap<object, boolean>();

  /** Whether there is nothing to follow in a value; found once for values that hosts share. */
  function isPlain(value: unknown): boolean {
    if (typeof value === 'string') return !value.includes('{{') && !value.includes('{%');
    if (typeof value !== 'object' || value === null) return true;
    const known = plain.get(value);
    if (known !== undefined) return known;
    const inner = Array.isArray(value) ? value : entriesOf(value)?.map(([, one]) => one);
    const found = inner?.every(isPlain) ?? true;
    plain.set(value, found);
    return found;
  }

  return (vars) => {
    if ([...vars.values()].every(isPlain)) return vars;
    const follow = new Follower(vars, isPlain);
    return new Map([...vars].map(([name]) => [name, follow.variable(name)]));
  };
}

class Follower {
  readonly #vars: RawVars;
  readonly #isPlain: (value: unknown) => boolean;
  readonly #followed = new Map<string, unknown>();
  readonly #onTheWay = new Set<string>();

  constructor(vars: RawVars, isPlain: (value: unknown) => boolean) {
    this.#vars = vars;
    this.#isPlain = isPlain;
  }

  variable(name: string): unknown {
    if (this.#followed.has(name)) return this.#followed.get(name);
    this.#onTheWay.add(name);
    const value = this.#value(this.#vars.get(name));
    this.#onTheWay.delete(name);
    this.#followed.set(name, value);
    return value;
  }

  #value(value: unknown): unknown {
    if (this.#isPlain(value)) return value;
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map((one) => this.#value(one));
    const entries = entriesOf(value) ?? [];
    return new Map(entries.map(([key, one]) => [key, this.#value(one)]));
  }

  #text(text: string): unknown {
    const parts = splitTemplate(text);
    if (parts === undefined) return new Unevaluated(text, 'only references to variables are followed');
    const values = parts.map((part) => (typeof part === 'string' ? part : this.#referred(part, text)));
    const problem = values.find((value) => value instanceof Unevaluated);
    if (problem !== undefined) return problem;
    return values.length === 1 ? values[0] : joined(text, values);
  }

  #referred({ path: [name, ...steps] }: Exclude<TemplatePart, string>, text: string): unknown {
    const variable = String(name);
    if (this.#onTheWay.has(variable)) return new Unevaluated(text, `"${variable}" refers to itself`);
    if (!this.#vars.has(variable)) return new Unevaluated(text, `nothing sets "${variable}"`);
    let value = this.variable(variable);
    for (const step of steps) {
      if (value instanceof Unevaluated) return value;
      value = within(value, step);
      if (value === undefined) return new Unevaluated(text, `"${variable}" has no ${String(step)}`);
    }
    return value;
  }
}

function within(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return typeof step === 'number' ? value.at(step) : undefined;
  return entriesOf(value)?.find(([key]) => key === step || String(key) === step)?.[1];
}

function joined(text: string, values: readonly unknown[]): unknown {
  const words = values.map(wordOf);
  if (words.some((word) => word === undefined)) {
    return new Unevaluated(text, 'a list or a mapping does not go into a text');
  }
  const join = () => words.map((word) => (typeof word === 'function' ? word() : word)).join('');
  return words.some((word) => typeof word === 'function') ? new Vaulted(undefined, join) : join();
}

/** How a value reads within a text, as Python writes it; a function for what a vault protects. */
function wordOf(value: unknown): string | (() => string) | undefined {
  if (value instanceof Vaulted) return () => value.open();
  if (value instanceof Sealed) {
    const word = wordOf(value.value);
    return typeof word === 'string' ? () => word : word;
  }
  if (value instanceof UnsafeText) return value.text;
  if (value instanceof ExactNumber) return value.text;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null) return 'None';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
