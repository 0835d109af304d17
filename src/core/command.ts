import type { Answer, Query } from './query.ts';
import type { Resources } from './resource.ts';
import type { Secret } from './secret.ts';
import type { Shell } from './sh.ts';

/** Bytes that are too many to hold in memory: sent on a channel of their own, in constant memory. */
export interface ByteStream {
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly bytes: number;
  /** Its digest, where that is known: of a source that has become another, the last bytes are never sent. */
  readonly sha256?: string;
}

/** What a command finds on its standard input. A Secret is followed by one newline. */
export type Stdin = string | Uint8Array | Secret | ByteStream;

/** How far a long command has come; `fraction` is between 0 and 1, absent where nobody can know. */
export interface Progress {
  readonly text: string;
  readonly fraction?: number;
}

/** What to run on a host, as a value: it runs nothing itself. */
export interface Command {
  readonly is: 'command';
  readonly script: Shell;
  readonly stdin?: Stdin;
  readonly touches: Resources;
  /** Default: 10 minutes, or the time of its task where that is longer. */
  readonly timeoutMs?: number;
  /** Reads one line of output; what it returns is shown as progress. */
  readonly progress?: (line: string) => Progress | undefined;
  /** What it prints is for people: its lines are told while it runs. Default: false. */
  readonly isFollowed?: boolean;
}

/** Several ways to the same end: the first that works. Why the others failed is reported as notes. */
export interface Attempts {
  readonly is: 'attempts';
  readonly ways: readonly { readonly name: string; readonly step: Command | Dialogue }[];
}

/** What a dialogue may do on the host, and what it has to heed here. */
export interface Conversation {
  readonly ask: <T>(query: Query<T>) => Promise<T>;
  /** Rejects with a CommandError when the exit code is not 0. */
  readonly run: (command: Command) => Promise<Answer>;
  /** Says something of interest that is no failure. */
  readonly note: (words: string) => void;
  /** Shows how far something has come. */
  readonly progress: (progress: Progress) => void;
  /** Aborted: whatever is awaited on the controller has to end. */
  readonly signal: AbortSignal;
}

/** Talk to and fro, for what one command cannot do: a certificate request that is signed here. Rare, and visible. */
export interface Dialogue {
  readonly is: 'dialogue';
  readonly touches: Resources;
  /** What it gives, if anything, is what the step answered. */
  readonly converse: (host: Conversation) => Promise<Answer | void>;
}

export type Step = Command | Attempts | Dialogue;

/** A command as a value. `touches` must name all that the script may change; `everything` when that is not known. */
export function commandOf(script: Shell, options: Omit<Command, 'is' | 'script'>): Command {
  return { is: 'command', script, ...options };
}

/** Tries each way in turn until one works. */
export function attempts(ways: Attempts['ways']): Attempts {
  return { is: 'attempts', ways };
}

export function dialogue(touches: Resources, converse: Dialogue['converse']): Dialogue {
  return { is: 'dialogue', touches, converse };
}

/** All that a step may change. */
export function touchesOf(step: Step): Resources {
  if (step.is !== 'attempts') return step.touches;
  const every = step.ways.map((way) => way.step.touches);
  return every.includes('everything')
    ? 'everything'
    : every.flatMap((one) => (one === 'everything' ? [] : one));
}
