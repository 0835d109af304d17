import type { ErrorView } from './error-view.ts';
import type { HostOutcome, RunEvent, TaskOutcome, TaskPlace } from './event.ts';
import type { GateFinding, HostCheck, PreflightVerdict } from './host-check.ts';

/** One task on one host, as it ended. */
export interface TaskResult extends TaskPlace {
  readonly module: string;
  readonly outcome: TaskOutcome;
  readonly tookMs: number;
}

/** A transaction that was taken back: what was undone, and what could not be, each with the reason. */
export interface RolledBack {
  readonly name: string;
  readonly undone: readonly string[];
  readonly left: readonly string[];
}

/** One host, over all plays. `outcome` is the worst of them. */
export interface HostResult {
  readonly host: string;
  readonly outcome: HostOutcome;
  readonly error?: ErrorView;
  /** How it was found before anything was done; absent when it was not looked at. */
  readonly preflight?: HostCheck;
  /** What plays that are gates found on it. */
  readonly findings: readonly GateFinding[];
  readonly ok: number;
  readonly changed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Tasks that failed, which was ignored. */
  readonly ignored: number;
  readonly undetermined: number;
  readonly rolledBack: readonly RolledBack[];
  readonly report: readonly string[];
  readonly tasks: readonly TaskResult[];
}

/** The result of a run: a fold over its events. */
export interface RunResult {
  readonly check: boolean;
  /** How the look at all hosts ended, when there was one: the last gate, else the preflight before the first play. */
  readonly preflight?: PreflightVerdict;
  /** True when every host ended `ok`. */
  readonly ok: boolean;
  readonly hosts: readonly HostResult[];
  /** Somebody asked it to end before its end, such as by Ctrl-C. */
  readonly cancelled: boolean;
  readonly tookMs: number;
  /** Reporters that threw or rejected were detached; the run went on. */
  readonly reporterErrors: readonly ErrorView[];
}

const severity: Record<HostOutcome, number> = { ok: 0, cancelled: 1, failed: 2, unreachable: 3 };

export const nothingYet: RunResult = {
  check: false,
  ok: true,
  hosts: [],
  cancelled: false,
  tookMs: 0,
  reporterErrors: [],
};

/** One event more. Pure: `events.reduce(reduce, nothingYet)` is the result. */
export function reduce(result: RunResult, event: RunEvent): RunResult {
  switch (event.is) {
    case 'run-started':
      return { ...result, check: event.check };
    case 'preflight-started':
    case 'play-started':
      return event.hosts.reduce((so, host) => change(so, host, (one) => one), result);
    case 'host-checked': {
      const { users, problems, warnings, figures } = event;
      const preflight = { users, problems, warnings, figures };
      return change(result, event.host, (host) => ({ ...host, preflight }));
    }
    case 'host-judged': {
      const { findings } = event;
      return change(result, event.host, (host) => ({ ...host, findings: [...host.findings, ...findings] }));
    }
    case 'preflight-finished': {
      const { is: _is, at: _at, ...preflight } = event;
      return { ...result, preflight };
    }
    case 'task-finished': {
      const { is: _is, at: _at, ...task } = event;
      return change(result, event.host, (host) => counted(host, task));
    }
    case 'transaction-rolled-back':
      return change(result, event.host, (host) => ({
        ...host,
        rolledBack: [...host.rolledBack, { name: event.name, undone: event.undone, left: event.left }],
      }));
    case 'host-finished':
      return change(result, event.host, (host) => ended(host, event));
    case 'run-finished':
      return { ...result, tookMs: event.tookMs };
    case 'host-connected':
    case 'task-started':
    case 'task-progress':
    case 'task-note':
    case 'task-output':
    case 'play-finished':
      return result;
    case 'draining':
      return { ...result, cancelled: true };
  }
}

function change(result: RunResult, name: string, update: (host: HostResult) => HostResult): RunResult {
  const known = result.hosts.some((host) => host.host === name);
  const hosts = known
    ? result.hosts.map((host) => (host.host === name ? update(host) : host))
    : [...result.hosts, update(emptyHost(name))];
  return { ...result, hosts, ok: hosts.every((host) => host.outcome === 'ok') };
}

function emptyHost(host: string): HostResult {
  const counts = { ok: 0, changed: 0, failed: 0, skipped: 0, ignored: 0, undetermined: 0 };
  return { host, outcome: 'ok', findings: [], ...counts, rolledBack: [], report: [], tasks: [] };
}

function counted(host: HostResult, task: TaskResult): HostResult {
  return { ...host, [task.outcome.is]: host[task.outcome.is] + 1, tasks: [...host.tasks, task] };
}

function ended(host: HostResult, event: Extract<RunEvent, { is: 'host-finished' }>): HostResult {
  const outcome = severity[event.outcome] > severity[host.outcome] ? event.outcome : host.outcome;
  const error = event.error ?? host.error;
  return {
    ...host,
    outcome,
    ...(error === undefined ? {} : { error }),
    report: [...host.report, ...event.report],
  };
}
