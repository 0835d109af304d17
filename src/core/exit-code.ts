import { viewOf } from './error-view.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { RunResult } from './result.ts';

/**
 * The exit code of a run: 0 all well, 1 a host failed, 3 a host was not reached or the preflight ended the run,
 * 130 cancelled. Failed comes first.
 */
export function exitCodeOf(result: RunResult): 0 | 1 | 3 | 130 {
  if (result.preflight?.verdict === 'stop') {
    return result.reporterErrors.length > 0 ? exitCodes.failed : exitCodes.unreachable;
  }
  const outcomes = new Set(result.hosts.map((host) => host.outcome));
  if (outcomes.has('cancelled')) return exitCodes.cancelled;
  if (outcomes.has('failed') || result.reporterErrors.length > 0) return exitCodes.failed;
  return outcomes.has('unreachable') ? exitCodes.unreachable : exitCodes.ok;
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
