import { type ErrorView, viewOf } from '../core/error-view.ts';
import type { Emit, RunEvent } from '../core/event.ts';
import type { Reporter } from '../core/reporter.ts';
import type { RunResult } from '../core/result.ts';
import { runTally } from '../core/run-tally.ts';
import type { Redactor } from './redactor.ts';

/** The one stream of a run: stamps, masks, folds into the result, and hands on to whoever watches. */
export class EventBus {
  readonly #redactor: Redactor;
  readonly #tally = runTally();
  readonly #untold: RunEvent[] = [];
  readonly #unsettled = new Set<Promise<unknown>>();
  #isTelling = false;
  #reporters: readonly Reporter[];
  #errors: readonly ErrorView[] = [];

  constructor(reporters: readonly Reporter[], redactor: Redactor) {
    this.#reporters = reporters;
    this.#redactor = redactor;
  }

  readonly emit: Emit = (happening) => {
    this.#untold.push(this.#redactor.mask({ ...happening, at: new Date().toISOString() }));
    // A reporter may bring about the next event, as by aborting: all are told of this one before.
    if (!this.#isTelling) this.#tellAll();
  };

  /** Lets the reporters finish and gives the result. */
  async end(): Promise<RunResult> {
    await Promise.all(this.#unsettled);
    for (const reporter of this.#reporters) {
      try {
        await reporter.end?.();
      } catch (error) {
        this.#errors = [...this.#errors, viewOf(error)];
      }
    }
    return { ...this.#tally.result(), reporterErrors: this.#errors };
  }

  #tellAll(): void {
    this.#isTelling = true;
    for (let event = this.#untold.shift(); event !== undefined; event = this.#untold.shift()) {
      this.#tally.on(event);
      for (const reporter of this.#reporters) this.#tell(reporter, event);
    }
    this.#isTelling = false;
  }

  #tell(reporter: Reporter, event: RunEvent): void {
    try {
      const telling = reporter.on(event);
      if (telling !== undefined) this.#await(reporter, telling);
    } catch (error) {
      this.#detach(reporter, error);
    }
  }

  #await(reporter: Reporter, telling: unknown): void {
    const settled: Promise<unknown> = Promise.resolve(telling)
      .catch((error: unknown) => this.#detach(reporter, error))
      .finally(() => this.#unsettled.delete(settled));
    this.#unsettled.add(settled);
  }

  #detach(reporter: Reporter, error: unknown): void {
    if (!this.#reporters.includes(reporter)) return;
    this.#reporters = this.#reporters.filter((one) => one !== reporter);
    this.#errors = [...this.#errors, viewOf(error)];
  }
}
