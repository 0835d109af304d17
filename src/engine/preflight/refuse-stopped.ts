import { RefusedError } from '../../core/errors.ts';
import type { GateFinding } from '../../core/host-check.ts';

/** Throws a RefusedError that says all that stops a host, if anything does. */
export function refuseStopped(findings: readonly GateFinding[]): void {
  const problems = findings.filter(({ severity }) => severity === 'stops');
  if (problems.length === 0) return;
  const hint = problems.find((one) => one.hint !== undefined)?.hint;
  const message = problems.map((one) => one.message).join('\n');
  throw new RefusedError(message, hint === undefined ? {} : { hint });
}
