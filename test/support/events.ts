import type { ErrorView } from '../../src/core/error-view.ts';
import type { Emit, PlayOutline, RunEvent, TaskOutcome, TaskPlace } from '../../src/core/event.ts';

export type Happening = Parameters<Emit>[0];

/** Happenings as the events of a run, one second apart. */
export function recorded(happenings: readonly Happening[]): readonly RunEvent[] {
  const start = Date.parse('2026-01-01T00:00:00.000Z');
  return happenings.map((one, index) => ({ ...one, at: new Date(start + index * 1000).toISOString() }));
}

/** A place in the play `Portal`, with the name of the task as its id. */
export function placeOf(host: string, name: string, within: readonly string[] = []): TaskPlace {
  return { play: 'Portal', host, id: name, name, within };
}

export function outlineOf(hosts: readonly string[], tasks: readonly TaskPlace[]): PlayOutline {
  return { name: 'Portal', hosts, tasks: tasks.map(({ id, name, within }) => ({ id, name, within })) };
}

export function started(place: TaskPlace): Happening {
  return { is: 'task-started', module: 'file', ...place };
}

export function finished(place: TaskPlace, outcome: TaskOutcome, tookMs = 100): Happening {
  return { is: 'task-finished', module: 'file', outcome, tookMs, ...place };
}

export function changed(...summaries: readonly string[]): TaskOutcome {
  return { is: 'changed', changes: summaries.map((summary) => ({ summary })) };
}

export function failed(message: string, hint?: string): TaskOutcome {
  return { is: 'failed', error: errorOf(message, hint) };
}

export function ignored(message: string): TaskOutcome {
  return { is: 'ignored', error: errorOf(message) };
}

export function errorOf(message: string, hint?: string, code: ErrorView['code'] = 'command'): ErrorView {
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}

export interface FleetOptions {
  readonly hosts: readonly string[];
  readonly tasks: readonly TaskPlace[];
  readonly outcomeOf: (host: string, task: number) => TaskOutcome;
  readonly check?: boolean;
}

/** A whole run in which every host does its tasks in order and all hosts keep step; a failure ends its host. */
export function fleetRun({ hosts, tasks, outcomeOf, check = false }: FleetOptions): readonly RunEvent[] {
  const out = new Set<string>();
  const work = tasks.flatMap((task, index) =>
    hosts.flatMap((host): readonly Happening[] => {
      if (out.has(host)) return [];
      const outcome = outcomeOf(host, index);
      if (outcome.is === 'failed') out.add(host);
      return [started({ ...task, host }), finished({ ...task, host }, outcome)];
    }),
  );
  return recorded([
    { is: 'run-started', check, plays: [outlineOf(hosts, tasks)] },
    { is: 'play-started', play: 'Portal', hosts },
    ...hosts.map((host): Happening => ({ is: 'host-connected', play: 'Portal', host })),
    ...work,
    ...hosts.map(
      (host): Happening => ({
        is: 'host-finished',
        play: 'Portal',
        host,
        outcome: out.has(host) ? 'failed' : 'ok',
        report: [],
      }),
    ),
    { is: 'play-finished', play: 'Portal' },
    { is: 'run-finished', tookMs: 41_000 },
  ]);
}

/** `web001`, `web002`, … */
export function hostNames(many: number): readonly string[] {
  return Array.from({ length: many }, (_, index) => `web${String(index + 1).padStart(3, '0')}`);
}
