import { randomBytes } from 'node:crypto';
import { type Command, touchesOf } from '../../core/command.ts';
import { CommandError } from '../../core/errors.ts';
import type { Answer, HostQuery, Query } from '../../core/query.ts';
import { pathOf, type Resources, union } from '../../core/resource.ts';
import type { Look } from '../../core/task.ts';
import { NotRun } from '../../session/not-run.ts';
import type { OnLine } from '../../session/on-line.ts';
import { isStream, sized } from '../../session/stdin.ts';
import type { UserShell } from '../../session/user-shell.ts';

/** What of a task can be written to the host at once: its changes, and the look that proves them. */
export interface Cargo {
  readonly query: Query<Look<unknown>>;
  readonly look: Look<unknown>;
  readonly commands: readonly Command[];
  readonly touches: Resources;
  /** Of scripts and inputs, about. */
  readonly bytes: number;
  /** It only writes files, in no time: others may go with it. All else goes alone, so that a run can be drained. */
  readonly isLight: boolean;
}

/** Undefined where a change needs more than one command in a frame, or its proof is found on the controller. */
export function cargoOf(query: Query<Look<unknown>>, look: Look<unknown>): Cargo | undefined {
  const steps = look.changes.map((change) => change.apply());
  const commands = steps.filter(
    (step): step is Command => step.is === 'command' && !isStream(sized(step.stdin)),
  );
  if (commands.length < steps.length) return undefined;
  if (look.conclude === undefined && query.leaves.some((leaf) => leaf.on === 'controller')) return undefined;
  const touches = commands.map(touchesOf).reduce(union, []);
  const writesOnly = look.conclude === undefined && commands.every(isLight);
  return { query, look, commands, touches, bytes: bytesOf(commands), isLight: writesOnly };
}

function bytesOf(commands: readonly Command[]): number {
  const sizes = commands.map(({ script, stdin }) => {
    const isPlain = typeof stdin === 'string' || stdin instanceof Uint8Array;
    // A secret is small.
    return script.text.length + (isPlain ? stdin.length : 0);
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

function isLight({ touches, timeoutMs, progress, isFollowed }: Command): boolean {
  const isLong = timeoutMs !== undefined || progress !== undefined || isFollowed === true;
  if (isLong || touches === 'everything') return false;
  return touches.every((one) => pathOf(one) !== undefined);
}

/** The changes of one task, written to the host, and the look after them. */
export interface Flight extends Pick<Cargo, 'query' | 'look' | 'touches'> {
  /** One for each change, in their order. */
  readonly changes: readonly Promise<Answer>[];
  /** The answers of the look after them; none where the module concludes from what its command printed. */
  readonly proof: readonly Promise<Answer>[];
  /** From now on its output is of interest: it is the task's turn. */
  readonly watch: (onLine: OnCommandLine) => void;
}

type OnCommandLine = (command: Command, ...said: Parameters<OnLine>) => void;

/**
 * Writes the changes of several tasks to the host, in their order, and the looks that prove them, behind one gate: once
 * anything fails, what comes after it is not done.
 */
export function takeOff(cargoes: readonly Cargo[], shell: UserShell): readonly Flight[] {
  const gate = `g${randomBytes(8).toString('hex')}`;
  const flown = cargoes.map((cargo) => send(cargo, shell, gate));
  const leaves = cargoes.map(proofOf);
  const answers = shell.ask(leaves.flat(), gate);
  return flown.map((flight, index) => {
    const before = leaves.slice(0, index).flat().length;
    return { ...flight, proof: answers.slice(before, before + (leaves[index]?.length ?? 0)) };
  });
}

/** What the look after the changes asks of the host. */
export function proofOf({ look, query }: Pick<Cargo, 'look' | 'query'>): readonly HostQuery[] {
  return look.conclude === undefined ? query.leaves.filter((leaf) => leaf.on === 'host') : [];
}

/** Whether anything of it was done. `perhaps`: the host was lost before it could say. */
export async function begunOf({ changes }: Flight): Promise<'yes' | 'no' | 'perhaps'> {
  try {
    await changes[0];
    return 'yes';
  } catch (error) {
    if (error instanceof NotRun) return 'no';
    return error instanceof CommandError ? 'yes' : 'perhaps';
  }
}

function send(
  { commands, isLight: isQuick, ...cargo }: Cargo,
  shell: UserShell,
  gate: string,
): Omit<Flight, 'proof'> {
  let watcher: OnCommandLine | undefined;
  const changes = commands.map((command) =>
    shell.run(command, { gate, isQuick, onLine: (...said) => watcher?.(command, ...said) }),
  );
  return {
    ...cargo,
    changes,
    watch: (onLine) => {
      watcher = onLine;
    },
  };
}
