import { viewOf } from './error-view.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { failedAtWork } from './failed-at-work.ts';
import type { RunResult } from './result.ts';

/**
 * The exit code of a run, what comes first winning: 130 hosts were cut short because somebody asked for it, whatever
 * had become of others by then; 1 a host or a reporter failed; 3 a host was not reached, or the preflight ended the
 * run; 0 all well.
 */
export function exitCodeOf(result: RunResult): 0 | 1 | 3 | 130 {
  const outcomes = new Set(result.hosts.map((host) => host.outcome));
  // A host may also have had no turn because of others: that is for them to say.
  const isLost = outcomes.has('failed') || outcomes.has('unreachable');
  if (outcomes.has('cancelled') && (result.cancelled || !isLost)) return exitCodes.cancelled;
  if (result.reporterErrors.length > 0) return exitCodes.failed;
  if (isEndedByPreflight(result)) return exitCodes.unreachable;
  if (outcomes.has('failed')) return exitCodes.failed;
  return outcomes.has('unreachable') ? exitCodes.unreachable : exitCodes.ok;
}

/** And by nothing else: a host that failed before a gate counts as any that failed. */
function isEndedByPreflight({ preflight, hosts }: RunResult): boolean {
  return preflight?.verdict === 'stop' && !hosts.some((host) => failedAtWork(host, preflight));
}

const byError: Readonly<Record<ReturnType<typeof viewOf>['code'], ExitCode>> = {
  usage: exitCodes.usage,
  definition: exitCodes.definition,
  'nothing-matched': exitCodes.nothingMatched,
  unreachable: exitCodes.unreachable,
  command: exitCodes.failed,
  refused: exitCodes.failed,
  'not-converged': exitCodes.failed,
  timeout: exitCodes.failed,
  cancelled: exitCodes.cancelled,
  internal: exitCodes.bug,
};

/** The exit code of a program that ends by an exception. */
export function exitCodeOfError(error: unknown): ExitCode {
  return byError[viewOf(error).code];
}
