import type { Command } from '../core/command.ts';
import { cutMark } from '../core/cut-mark.ts';
import { CommandError, LostError } from '../core/errors.ts';
import type { Answer, HostQuery } from '../core/query.ts';
import type { Resources } from '../core/resource.ts';
import type { Secret } from '../core/secret.ts';
import type { Shell } from '../core/sh.ts';
import { askInBatches } from './batches.ts';
import { NotRun } from './not-run.ts';
import type { OnLine } from './on-line.ts';
import type { FrameResult, ShellSession } from './shell-session.ts';
import { isStream } from './stdin.ts';

/** Of what a failed program said, so much of a line is told. */
const longestLine = 1_000;

const queryTimeoutMs = 5 * 60_000;
export const commandTimeoutMs = 10 * 60_000;

export interface RunOptions {
  readonly onLine?: OnLine;
  /** Commands and questions behind the same gate: once one fails, the rest are not run. */
  readonly gate?: string;
  /** It is known to end soon, so that much may be written behind it. Default: false. */
  readonly isQuick?: boolean;
}

/**
 * One user's shell on a host. What is written is done in that order, and answered in that order; nobody has to wait
 * for one answer before writing the next. Frames behind the same gate: once one fails, the rest reject with NotRun.
 */
export class UserShell {
  readonly #session: ShellSession;
  readonly #host: string;
  readonly #apart: () => Promise<UserShell | undefined>;

  /** `apart` gives another shell, in which nothing prints that was left behind in this one; undefined: there is none. */
  constructor(session: ShellSession, host: string, apart: () => Promise<UserShell | undefined>) {
    this.#session = session;
    this.#host = host;
    this.#apart = apart;
  }

  /** One answer for each question. Each rejects with a CommandError when its exit code is not 0. */
  ask(leaves: readonly HostQuery[], gate?: string): readonly Promise<Answer>[] {
    if (gate === undefined && this.#session.mayHaveStrays) return this.#askAlone(leaves);
    const options = { timeoutMs: queryTimeoutMs, isQuick: true, ...behind(gate) };
    const ask = (script: Shell, stdin?: Secret) => {
      const given = stdin === undefined ? {} : { stdin };
      return this.#answer(script, this.#session.frame(script, { ...options, ...given }));
    };
    const answers = askInBatches(leaves, { ask });
    // Whoever waits for one is told; nobody may wait for an answer that was asked ahead.
    for (const answer of answers) answer.catch(() => {});
    return answers;
  }

  /** Rejects with a CommandError when the exit code is not 0. `onLine` is told of each line as it comes. */
  run(
    { script, stdin, timeoutMs = commandTimeoutMs, touches }: Command,
    { onLine, gate, isQuick = false }: RunOptions = {},
  ): Promise<Answer> {
    if (mayLeaveStrays(touches)) this.#session.mayHaveStrays = true;
    const given = stdin === undefined || isStream(stdin) ? {} : { stdin };
    const watched = onLine === undefined ? {} : { onLine };
    const result = this.#session.frame(script, { timeoutMs, isQuick, ...given, ...watched, ...behind(gate) });
    const answer = this.#answer(script, result);
    answer.catch(() => {});
    return answer;
  }

  /** Asks together with whether something else prints here. Where it does, these answers count for nothing. */
  #askAlone(leaves: readonly HostQuery[]): readonly Promise<Answer>[] {
    const { strays } = this.#session;
    this.#session.mayHaveStrays = false;
    const others = this.#session.frame(strays, { timeoutMs: queryTimeoutMs, isQuick: true });
    const here = this.ask(leaves);
    const valid = others.then(async ({ stdout }) => {
      const other = stdout.trim() === '' ? undefined : await this.#apart();
      return other?.ask(leaves) ?? here;
    });
    const answers = here.map((answer, index) => valid.then((all) => all[index] ?? answer));
    for (const answer of answers) answer.catch(() => {});
    return answers;
  }

  async #answer(script: Shell, result: Promise<FrameResult>): Promise<Answer> {
    return answerOf(this.#host, script, await result);
  }
}

/** What a program answered. Throws a CommandError when its exit code is not 0. */
export function answerOf(host: string, script: Shell, result: FrameResult): Answer {
  const { code, stdout, stderr } = result;
  if (code === 0) return { stdout, stderr };
  if (code === 'not-run') throw new NotRun();
  if (code < 0) throw new LostError(`The connection to ${host} was lost`);
  throw new CommandError(failureText(script, code, result));
}

/** What a command of unknown effect or the start of a service leaves running may hold on to the outputs. */
function mayLeaveStrays(touches: Resources): boolean {
  return touches === 'everything' || touches.some((one) => one.startsWith('unit:'));
}

function behind(gate: string | undefined): { readonly gate?: string } {
  return gate === undefined ? {} : { gate };
}

function failureText(script: Shell, code: number, { stderr, stdout, dropped }: FrameResult): string {
  const last = (stderr.trim() || stdout.trim()).split('\n').slice(-12);
  const said = last.map(shortened).join('\n');
  const [line = ''] = script.text.trim().split('\n');
  const cut = dropped > 0 ? ` (${dropped} bytes of output left out)` : '';
  return said === ''
    ? `"${line.slice(0, 120)}" ended with exit code ${code} and said nothing`
    : `${said}${cut} (exit code ${code})`;
}

function shortened(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}${cutMark}` : line;
}
