import { UsageError } from '../../../core/errors.ts';
import { exitCodeOf } from '../../../core/exit-code.ts';
import { play } from '../../../core/play.ts';
import { sh } from '../../../core/sh.ts';
import type { Task } from '../../../core/task.ts';
import { paintWith } from '../../../reporters/paint.ts';
import { terminalOf } from '../../terminal-of.ts';
import type { HostFlags } from '../options/host-flags.ts';
import { runOnHosts } from '../run-on-hosts.ts';
import { adHoc } from './ad-hoc.ts';
import { answerLines } from './answer-lines.ts';
import { type HostAnswer, hostAnswer } from './host-answer.ts';
import { listHosts } from './list-hosts.ts';
import { moduleTask } from './module-task.ts';
import { progressOf } from './progress-of.ts';
import { scriptOf } from './script-of.ts';

export interface ExecFlags extends HostFlags {
  readonly module?: string;
  readonly args: readonly string[];
  readonly shell: boolean;
  readonly check: boolean;
  readonly diff: boolean;
  readonly listHosts: boolean;
  readonly json: boolean;
}

/** Runs one command, or one task of a module, on the hosts of a pattern, and returns the exit code. */
export async function exec(pattern: string, words: readonly string[], flags: ExecFlags): Promise<number> {
  if (flags.listHosts) return listHosts(pattern, flags);
  const task = taskOf(words, flags);
  const { check, diff, json, become, becomeUser = 'root' } = flags;
  const user = become || flags.becomeUser !== undefined ? becomeUser : false;
  const adHocPlay = play({ name: pattern, hosts: pattern, become: user, tasks: [task] });
  const { result, redactor } = await runOnHosts(adHocPlay, flags, {
    check,
    reporters: [progressOf(flags.verbose)],
  });
  const answers = result.hosts.map((host) =>
    hostAnswer(host, redactor.mask(plainOf(result.state(host.host, task), task))),
  );
  const style = { paint: paintWith(terminalOf(process.stdout).colours), check, diff };
  const lines = json ? answers.map((answer) => JSON.stringify(answer)) : answerLines(answers, style);
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return exitCodeOf({ ...result, hosts: result.hosts.map((host, index) => judged(host, answers[index])) });
}

function taskOf(words: readonly string[], { module, args, shell }: ExecFlags): Task {
  if (module !== undefined) {
    if (words.length === 0) return moduleTask(module, args);
    throw new UsageError(`With -m ${module} there is no command "${words.join(' ')}"`, {
      hint: 'Give its parameters with -a, such as -a name=nginx,state=started.',
    });
  }
  if (args.length > 0) {
    throw new UsageError('-a gives the parameters of a module, and none is named', {
      hint: 'Name it with -m, or write the command after --.',
    });
  }
  if (words.length === 0) {
    throw new UsageError('There is no command to run', {
      hint: 'Write it after --, such as: drover exec web -i inventory -- uptime; or name a module with -m.',
    });
  }
  const script = shell ? scriptOf(words.join(' ')) : sh`${words}`;
  return adHoc(words.join(' '), { script });
}

/** What a task saw, as plain data; of a task that brings something about only what it printed. */
function plainOf(state: unknown, { verifies }: Task): unknown {
  const isShown = verifies || (typeof state === 'object' && state !== null && 'stdout' in state);
  if (!isShown || state === undefined) return undefined;
  const plain: unknown = JSON.parse(JSON.stringify(state));
  return plain;
}

function judged<T extends { readonly outcome: string }>(host: T, answer: HostAnswer | undefined): T {
  return answer?.outcome === 'failed' ? { ...host, outcome: 'failed' } : host;
}
