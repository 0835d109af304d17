import { type ErrorView, viewOf } from '../../core/error-view.ts';
import { CancelledError } from '../../core/errors.ts';
import type { HostOutcome } from '../../core/event.ts';
import type { Host } from '../../core/host.ts';
import type { Finding } from '../../core/host-check.ts';
import type { HostLink } from '../../session/host-link.ts';
import type { RunContext } from '../run-context.ts';
import { checkHost } from './check-host.ts';
import { neededUsers } from './needed-users.ts';

export interface Applicant {
  /** The play in which it takes part first. */
  readonly play: string;
  readonly host: Host;
  readonly link: HostLink;
  /** Told once the host was asked: what is written now travels with that. */
  readonly onAsked?: () => void;
}

/** Looks at a host once in a run, and says how it was found. For one that is not as it has to be, that is the end. */
export async function admit(applicant: Applicant, context: RunContext): Promise<HostOutcome> {
  const { play, host, link, onAsked } = applicant;
  const { emit, check, signal, ready, plansOf } = context;
  const { name } = host;
  if (ready.has(name)) return 'ok';
  const end = (outcome: HostOutcome, error: ErrorView): HostOutcome => {
    emit({ is: 'host-finished', play, host: name, outcome, error, report: [] });
    return outcome;
  };
  try {
    const users = neededUsers(plansOf(name), check);
    const found = await checkHost(link, { users, signal, ...(onAsked === undefined ? {} : { onAsked }) });
    emit({ is: 'host-checked', host: name, ...found });
    const { problems } = found;
    if (problems.some(({ about }) => about === 'connection')) {
      return end('unreachable', { code: 'unreachable', ...wordsOf(problems) });
    }
    if (problems.length > 0) return end('failed', { code: 'refused', ...wordsOf(problems) });
    ready.add(name);
    return 'ok';
  } catch (error) {
    return end(error instanceof CancelledError || signal.aborted ? 'cancelled' : 'failed', viewOf(error));
  }
}

function wordsOf(problems: readonly Finding[]): Omit<ErrorView, 'code'> {
  const hint = problems.find((one) => one.hint !== undefined)?.hint;
  const message = problems.map((one) => one.message).join('\n');
  return { message, ...(hint === undefined ? {} : { hint }) };
}
