import type { HostOutcome } from '../../core/event.ts';
import type { RunResult } from '../../core/result.ts';
import { durationText } from '../duration-text.ts';
import { endsThere } from './preflight-remarks.ts';

/** The whole run in one sentence. */
export function closingSentence(result: RunResult): string {
  const { check, hosts, tookMs } = result;
  if (hosts.length === 0) return 'No hosts: nothing was done.';
  if (endsThere(result)) return afterPreflight(result);
  const trouble = troubleOf(hosts.map(({ outcome }) => outcome));
  const open = hosts.reduce((sum, host) => sum + host.undetermined, 0);
  const done = changesOf({ check, hosts, tookMs });
  const ignored = hosts.reduce((sum, host) => sum + host.ignored, 0);
  const remarks = [
    ...(open === 0 ? [] : [`${counted(open, 'task')} cannot be told before`]),
    ...(ignored === 0 ? [] : [`${counted(ignored, 'failure')} ignored`]),
  ];
  const doubt = remarks.length === 0 ? '' : ` (${remarks.join(', ')})`;
  if (trouble === '') return done === '' ? `Nothing to change${doubt}.` : `${done}${doubt}.`;
  return `${trouble}; ${done === '' ? `nothing ${check ? 'to change on the others' : 'was changed'}` : done}${doubt}.`;
}

function afterPreflight({ hosts, preflight }: RunResult): string {
  const { lost = [], mode, verdict } = preflight ?? {};
  const untouched = mode === 'only' ? '' : ': nothing was touched';
  const cancelled = verdict === 'cancelled' ? ' (the preflight was cancelled)' : '';
  if (lost.length > 0) {
    const are = lost.length === 1 ? 'is' : 'are';
    return `${lost.length} of ${counted(hosts.length, 'host')} ${are} not ready${untouched}${cancelled}.`;
  }
  if (cancelled !== '') return 'The preflight was cancelled; nothing was touched.';
  return hosts.length === 1 ? 'The host is ready.' : `All ${hosts.length} hosts are ready.`;
}

type Told = Pick<RunResult, 'check' | 'hosts' | 'tookMs'>;

function changesOf({ check, hosts, tookMs }: Told): string {
  const changed = hosts.filter((host) => host.changed > 0);
  const tasks = changed.reduce((sum, host) => sum + host.changed, 0);
  if (tasks === 0) return '';
  const where = `on ${counted(changed.length, 'host')}`;
  if (check) return `${counted(tasks, 'task')} would change ${where}`;
  return `${counted(tasks, 'change')} ${where} in ${durationText(tookMs)}`;
}

function troubleOf(outcomes: readonly HostOutcome[]): string {
  const count = (wanted: HostOutcome) => outcomes.filter((outcome) => outcome === wanted).length;
  const parts = [
    { many: count('failed'), verb: 'failed' },
    { many: count('unreachable'), verb: count('unreachable') === 1 ? 'was not reached' : 'were not reached' },
    { many: count('cancelled'), verb: count('cancelled') === 1 ? 'was cancelled' : 'were cancelled' },
  ].filter(({ many }) => many > 0);
  return parts
    .map(({ many, verb }, index) =>
      index === 0 ? `${many} of ${counted(outcomes.length, 'host')} ${verb}` : `${many} ${verb}`,
    )
    .join(', ');
}

function counted(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? '' : 's'}`;
}
