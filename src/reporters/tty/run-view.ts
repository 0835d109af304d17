import type { RunEvent } from '../../core/event.ts';
import { PlayView } from './play-view.ts';

/** What the screen shows of a run: a fold over its events that costs the same for each, however large the run. */
export class RunView {
  check = false;
  draining = false;
  sinceMs = 0;
  /** While all hosts are looked at before the first play: how many there are, and how many were. */
  preflight: { readonly hosts: number; checked: number } | undefined;
  readonly #plays = new Map<string, PlayView>();
  readonly #notReady = new Set<string>();

  get plays(): readonly PlayView[] {
    return [...this.#plays.values()];
  }

  on(event: RunEvent, nowMs: number): void {
    switch (event.is) {
      case 'run-started':
        this.check = event.check;
        this.sinceMs = nowMs;
        for (const outline of event.plays) this.#plays.set(outline.name, new PlayView(outline));
        return;
      case 'preflight-started':
        this.preflight = { hosts: event.hosts.length, checked: 0 };
        return;
      case 'host-checked':
        if (this.preflight !== undefined) this.preflight.checked += 1;
        if (event.problems.some(({ about }) => about !== 'connection')) this.#notReady.add(event.host);
        return;
      case 'host-judged':
        if (event.findings.some(({ severity }) => severity === 'stops')) this.#notReady.add(event.host);
        return;
      case 'preflight-finished':
        this.preflight = undefined;
        return;
      case 'play-started':
        this.#playOf(event.play).start(event.hosts);
        return;
      case 'task-started':
      case 'task-progress':
      case 'task-note':
      case 'task-output':
      case 'task-finished':
        this.#playOf(event.play).onTask(event, nowMs);
        return;
      case 'host-finished':
        this.#playOf(event.play).onHostFinished(event.host, event.outcome);
        if (this.#notReady.delete(event.host)) this.#playOf(event.play).notReady += 1;
        return;
      case 'play-finished':
        this.#playOf(event.play).finish();
        return;
      case 'draining':
        this.draining = true;
        return;
      case 'host-connected':
      case 'transaction-rolled-back':
      case 'run-finished':
        return;
    }
  }

  #playOf(name: string): PlayView {
    const known = this.#plays.get(name) ?? new PlayView({ name, hosts: [], tasks: [] });
    this.#plays.set(name, known);
    return known;
  }
}
