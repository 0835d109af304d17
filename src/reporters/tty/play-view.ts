import type { HostOutcome, PlayOutline, RunEvent, TaskPlace } from '../../core/event.ts';
import { type Row, rowBelow } from './row.ts';

type TaskEvent = Extract<RunEvent, { readonly is: `task-${string}` }>;
type TaskFinished = Extract<RunEvent, { readonly is: 'task-finished' }>;

/** A play as the screen shows it: rows made from its outline, into which events fold. A task nobody announced gets a row, too. */
export class PlayView {
  readonly name: string;
  readonly row: Row;
  hosts: readonly string[];
  state: 'waiting' | 'running' | 'finished' = 'waiting';
  /** Hosts on which nothing was begun, as they were not as they have to be. */
  notReady = 0;
  readonly ended = new Map<string, HostOutcome>();

  readonly #rows = new Map<string, Row>();
  readonly #tasks = new Set<Row>();
  readonly #reported = new Map<string, Set<Row>>();

  constructor({ name, hosts, tasks }: PlayOutline) {
    this.name = name;
    this.hosts = hosts;
    this.row = rowBelow(undefined, name, 0);
    for (const task of tasks) this.#taskAt(task);
  }

  /** How many rows there are in all. */
  get size(): number {
    return 1 + this.#rows.size;
  }

  get unreachable(): number {
    return [...this.ended.values()].filter((outcome) => outcome === 'unreachable').length;
  }

  start(hosts: readonly string[]): void {
    for (const row of this.#tasks) row.awaited += hosts.length - this.hosts.length;
    this.hosts = hosts;
    this.state = 'running';
  }

  finish(): void {
    this.state = 'finished';
    for (const row of this.#tasks) {
      row.active.clear();
      row.awaited = 0;
    }
  }

  onTask(event: TaskEvent, nowMs: number): void {
    const row = this.#taskAt(event);
    if (event.is === 'task-finished') this.#count(row, event);
    if (event.is === 'task-started') row.active.set(event.host, { sinceMs: nowMs });
    if (event.is === 'task-progress' || event.is === 'task-output') {
      const before = row.active.get(event.host) ?? { sinceMs: nowMs };
      const news = event.is === 'task-progress' ? { progress: event.progress } : { line: event.line };
      row.active.set(event.host, { ...before, ...news });
    }
  }

  onHostFinished(host: string, outcome: HostOutcome): void {
    if (this.ended.has(host)) return;
    this.ended.set(host, outcome);
    const reported = this.#reported.get(host);
    this.#reported.delete(host);
    for (const row of this.#tasks) {
      row.active.delete(host);
      if (reported?.has(row) !== true) row.awaited -= 1;
    }
  }

  #count(task: Row, { host, outcome, tookMs }: TaskFinished): void {
    const reported = this.#reported.get(host) ?? new Set();
    this.#reported.set(host, reported.add(task));
    task.active.delete(host);
    task.awaited -= 1;
    task.latest = { outcome, tookMs };
    if (outcome.is === 'failed') task.failure ??= { host, outcome };
    for (let row: Row | undefined = task; row !== undefined; row = row.parent) row.counts[outcome.is] += 1;
  }

  #taskAt({ id, name, within }: Omit<TaskPlace, 'play' | 'host'>): Row {
    const key = JSON.stringify([within, name, id]);
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = rowBelow(this.#groupAt(within), name, this.hosts.length - this.ended.size);
    this.#rows.set(key, row);
    this.#tasks.add(row);
    return row;
  }

  #groupAt(within: readonly string[]): Row {
    const title = within.at(-1);
    if (title === undefined) return this.row;
    const key = JSON.stringify(within);
    const row = this.#rows.get(key) ?? rowBelow(this.#groupAt(within.slice(0, -1)), title, 0);
    this.#rows.set(key, row);
    return row;
  }
}
