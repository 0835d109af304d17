import type { Attempts, Command, Dialogue, Progress, Step } from '../core/command.ts';
import { CommandError, RefusedError, TimeoutError } from '../core/errors.ts';
import type { Answer, Query } from '../core/query.ts';
import type { HostLink, Watcher } from '../session/host-link.ts';
import type { OnLine } from '../session/on-line.ts';
import { inquire } from './inquiry.ts';

export interface Performing {
  readonly link: HostLink;
  readonly user: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly onNote: (note: string) => void;
  /** Told of what commands print for people. */
  readonly onOutput: OnLine;
  /** Told of every secret before it is sent, so that no output can show it. */
  readonly learn: (secret: unknown) => void;
}

const silent: Answer = { stdout: '', stderr: '' };

/** Carries a step out on the host. Rejects with a CommandError, RefusedError, TimeoutError or ConnectionError. */
export function perform(step: Step, to: Performing): Promise<Answer> {
  switch (step.is) {
    case 'command':
      to.learn(step.stdin);
      return to.link.run(step, to.user, watcherOf(step, to));
    case 'attempts':
      return tryEach(step, to);
    case 'dialogue':
      return talk(step, to);
  }
}

/** Tells the output of a command, and turns it into progress, as the command itself says. */
export function watcherOf({ progress, isFollowed = false }: Command, to: Watching): Watcher {
  const { onProgress, onOutput } = to;
  if (progress === undefined && !isFollowed) return { onProgress };
  return {
    onProgress,
    onLine: (line, stream) => {
      if (isFollowed) onOutput(line, stream);
      const read = progress?.(line);
      if (read !== undefined) onProgress(read);
    },
  };
}

type Watching = Pick<Performing, 'onProgress' | 'onOutput'>;

async function tryEach({ ways }: Attempts, to: Performing): Promise<Answer> {
  const failures: string[] = [];
  let hint: string | undefined;
  for (const { name, step } of ways) {
    try {
      return await perform(step, to);
    } catch (error) {
      if (!isFailure(error)) throw error;
      hint = error.hint ?? hint;
      failures.push(`${name}: ${error.message}`);
      to.onNote(`${name}: ${error.message}`);
    }
  }
  throw new RefusedError(
    `None of ${ways.length} ways worked:\n${failures.join('\n')}`,
    hint === undefined ? {} : { hint },
  );
}

/** Of this way: the next may work. */
function isFailure(error: unknown): error is CommandError | RefusedError | TimeoutError {
  return error instanceof CommandError || error instanceof RefusedError || error instanceof TimeoutError;
}

async function talk(
  { converse }: Dialogue,
  { link, user, signal, onProgress, onOutput, onNote, learn }: Performing,
): Promise<Answer> {
  const answer = await converse({
    ask: <T>(query: Query<T>) => {
      for (const leaf of query.leaves) if (leaf.on === 'host') learn(leaf.stdin);
      return inquire(query, { askHost: (leaves) => link.ask(leaves, user), signal, touched: [] });
    },
    run: (command) => {
      learn(command.stdin);
      return link.run(command, user, watcherOf(command, { onProgress, onOutput }));
    },
    note: onNote,
    progress: onProgress,
    signal,
  });
  return answer ?? silent;
}
