import { type Command, touchesOf } from '../../core/command.ts';
import { CommandError } from '../../core/errors.ts';
import type { Answer, Query } from '../../core/query.ts';
import { pathOf, type Resources, union } from '../../core/resource.ts';
import type { Look } from '../../core/task.ts';
import { NotRun } from '../../session/not-run.ts';
import { isStream, sized } from '../../session/stdin.ts';
import type { UserShell } from '../../session/user-shell.ts';

type Line = (line: string) => void;

/** What of a task can be written to the host at once: its changes, and the look that proves them. */
export interface Cargo {
  readonly query: Query<Look<unknown>>;
  readonly look: Look<unknown>;
  readonly commands: readonly Command[];
  readonly touches: Resources;
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
  return { query, look, commands, touches, isLight: look.conclude === undefined && commands.every(isLight) };
}

function isLight({ touches, timeoutMs, progress }: Command): boolean {
  if (timeoutMs !== undefined || progress !== undefined || touches === 'everything') return false;
  return touches.every((one) => pathOf(one) !== undefined);
}

/** The changes of one task, written to the host, and the look after them. */
export class Flight {
  readonly query: Query<Look<unknown>>;
  readonly look: Look<unknown>;
  readonly touches: Resources;
  /** One for each change, in their order. */
  readonly changes: readonly Promise<Answer>[];
  /** The answers of the look after them; none where the module concludes from what its command printed. */
  readonly proof: readonly Promise<Answer>[];
  #onLine: ((command: Command, line: string) => void) | undefined;

  constructor({ query, look, commands, touches, isLight: isQuick }: Cargo, shell: UserShell, gate: string) {
    this.query = query;
    this.look = look;
    this.touches = touches;
    this.changes = commands.map((command) =>
      shell.run(command, { gate, isQuick, onLine: this.#lineOf(command) }),
    );
    const leaves = look.conclude === undefined ? query.leaves.filter((leaf) => leaf.on === 'host') : [];
    this.proof = shell.ask(leaves, gate);
  }

  /** Whether anything of it was done. `perhaps`: the host was lost before it could say. */
  async begun(): Promise<'yes' | 'no' | 'perhaps'> {
    try {
      await this.changes[0];
      return 'yes';
    } catch (error) {
      if (error instanceof NotRun) return 'no';
      return error instanceof CommandError ? 'yes' : 'perhaps';
    }
  }

  /** From now on its output is of interest: it is the task's turn. */
  watch(onLine: (command: Command, line: string) => void): void {
    this.#onLine = onLine;
  }

  #lineOf(command: Command): Line {
    return (line) => this.#onLine?.(command, line);
  }
}
