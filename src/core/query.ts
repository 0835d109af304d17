import type { Resources } from './resource.ts';
import type { Secret } from './secret.ts';
import type { Shell } from './sh.ts';

/** What a query's script printed. It always ended with exit code 0: another code is a CommandError. */
export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A kind of question that one script can answer for many things at once, so that a program is started once and not
 * once for each. It may give up: then each thing is asked for by its own script.
 */
export interface BatchKind {
  readonly name: string;
  readonly script: (items: readonly string[]) => Shell;
  /** What each item's own script would have printed; undefined: ask one by one. */
  readonly split: (stdout: string, items: readonly string[]) => readonly string[] | undefined;
}

/** A question that a POSIX shell on the host answers. It must change nothing. */
export interface HostQuery {
  readonly on: 'host';
  readonly script: Shell;
  readonly reads: Resources;
  /** What the script finds on its standard input, followed by one newline. Default: nothing. */
  readonly stdin?: Secret;
  readonly parse: (answer: Answer) => unknown;
  /** In check mode, what the answer will be once something that it reads has been changed in a way not known yet. */
  readonly afterTouch?: (value: unknown) => unknown;
  /** How it can be asked together with others of its kind. */
  readonly batch?: { readonly kind: BatchKind; readonly item: string };
}

/** A question that is answered on the controller, such as a TLS handshake with the host's port. */
export interface ControllerQuery {
  readonly on: 'controller';
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
  readonly reads: Resources;
}

type Leaf = HostQuery | ControllerQuery;

/**
 * What to ask, as a value: it asks nothing itself. Queries compose, and however many are put together,
 * they cost one round trip.
 */
export interface Query<T> {
  readonly leaves: readonly Leaf[];
  /** Puts the leaves' answers, in their order, together. */
  readonly read: (answers: readonly unknown[]) => T;
}

interface QueryOptions<T> {
  readonly reads: Resources;
  readonly stdin?: Secret | undefined;
  readonly parse: (answer: Answer) => T;
  readonly afterTouch?: (value: T) => T;
  readonly batch?: { readonly kind: BatchKind; readonly item: string };
}

/** A query that runs a script on the host and parses what it prints. */
export function query<T>(
  script: Shell,
  { reads, stdin, parse, afterTouch, batch }: QueryOptions<T>,
): Query<T> {
  const leaf: HostQuery = {
    on: 'host',
    script,
    reads,
    parse,
    ...(stdin === undefined ? {} : { stdin }),
    ...(batch === undefined ? {} : { batch }),
    // The value given is the one that `parse` made: the pair is sealed in this closure.
    ...(afterTouch === undefined ? {} : { afterTouch: (value) => afterTouch(value as T) }),
  };
  return { leaves: [leaf], read: first };
}

/** A query that is answered on the controller. */
export function controllerQuery<T>(ask: (signal: AbortSignal) => Promise<T>, reads: Resources): Query<T> {
  return { leaves: [{ on: 'controller', ask, reads }], read: first };
}

/** A query whose answer needs no asking. */
export function known<T>(value: T): Query<T> {
  return { leaves: [], read: () => value };
}

/** The same question, with its answer put into another form. */
export function mapQuery<T, U>({ leaves, read }: Query<T>, change: (value: T) => U): Query<U> {
  return { leaves, read: (answers) => change(read(answers)) };
}

/** Several questions as one. */
export function all<T extends Readonly<Record<string, unknown>>>(
  parts: {
    readonly [K in keyof T]: Query<T[K]>;
  },
): Query<T> {
  const entries: readonly (readonly [string, Query<unknown>])[] = Object.entries(parts);
  return {
    leaves: entries.flatMap(([, part]) => part.leaves),
    read: (answers) => {
      let used = 0;
      const values = entries.map(([name, { leaves, read }]) => {
        const own = answers.slice(used, used + leaves.length);
        used += leaves.length;
        return [name, read(own)] as const;
      });
      // Built key by key from the parts, each of which gives the type of its key.
      return Object.fromEntries(values) as T;
    },
  };
}

/** A list of questions as one. */
export function each<T>(queries: readonly Query<T>[]): Query<readonly T[]> {
  const together = all(Object.fromEntries(queries.map((one, index) => [String(index), one])));
  return mapQuery(together, (values) => queries.map((_, index) => values[String(index)] as T));
}

function first<T>(answers: readonly unknown[]): T {
  // A single leaf's answer is what its own `parse` or `ask` returned.
  return answers[0] as T;
}
