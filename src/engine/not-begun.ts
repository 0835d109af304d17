import { viewOf } from '../core/error-view.ts';
import { CancelledError } from '../core/errors.ts';
import type { HostOutcome } from '../core/event.ts';
import type { Host } from '../core/host.ts';
import type { RunContext } from './run-context.ts';

/** Says of a host that its turn did not come, and why. */
export function notBegun(
  play: string,
  { name: host }: Host,
  why: string,
  { emit }: Pick<RunContext, 'emit'>,
): HostOutcome {
  const error = viewOf(new CancelledError(`Not begun: ${why}`));
  emit({ is: 'host-finished', play, host, outcome: 'cancelled', error, report: [] });
  return 'cancelled';
}
