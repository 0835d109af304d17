import type { ChangeView } from '../../../core/change-view.ts';
import type { ErrorView } from '../../../core/error-view.ts';
import type { HostResult } from '../../../core/result.ts';

/** How a host answered an ad hoc task. */
export interface HostAnswer {
  readonly host: string;
  readonly outcome: 'ok' | 'changed' | 'failed' | 'unreachable' | 'cancelled';
  /** With a command: its exit code and what it printed. */
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly changes?: readonly ChangeView[];
  /** With a module that only looks: what it saw. */
  readonly state?: unknown;
  readonly error?: ErrorView;
}

interface Printed {
  readonly code?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The answer of a host, of what its only task ended with and, where it ran or looked, saw. */
export function hostAnswer({ host, outcome, error, tasks }: HostResult, state: unknown): HostAnswer {
  if (outcome !== 'ok') return { host, outcome, ...(error === undefined ? {} : { error }) };
  const ended = tasks.at(-1)?.outcome;
  const changes = ended?.is === 'changed' ? ended.changes : [];
  if (isPrinted(state)) {
    const { code, stdout, stderr } = state;
    if (code === undefined) return { host, outcome: changes.length > 0 ? 'changed' : 'ok', stdout, stderr };
    return { host, outcome: code === 0 ? 'ok' : 'failed', code, stdout, stderr };
  }
  const is = changes.length > 0 ? 'changed' : 'ok';
  return { host, outcome: is, changes, ...(state === undefined ? {} : { state }) };
}

function isPrinted(state: unknown): state is Printed {
  return typeof state === 'object' && state !== null && 'stdout' in state && 'stderr' in state;
}
