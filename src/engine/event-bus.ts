import { type ErrorView, viewOf } from '../core/error-view.ts';
import type { Emit, RunEvent } from '../core/event.ts';
import type { Reporter } from '../core/reporter.ts';
import type { RunResult } from '../core/result.ts';
import { runTally } from '../core/run-tally.ts';
import type { Redactor } from './redactor.ts';

/** The one stream of a run: stamps, masks, folds into the result, and hands on to whoever watches. */
export class EventBus {
  readonly #redactor: Redactor;
  #reporters: readonly Reporter[];
  #errors: readonly ErrorView[] = [];
  readonly #tally = runTally();

  constructor(reporters: readonly Reporter[], redactor: Redactor) {
    this.#reporters = reporters;
    this.#redactor = redactor;
  }

  readonly emit: Emit = (happening) => {
    const event: RunEvent = this.#redactor.mask({ ...happening, at: new Date().toISOString() });
    this.#tally.on(event);
    for (const reporter of this.#reporters) this.#tell(reporter, event);
  };

  /** Lets the reporters finish and gives the result. */
  async end(): Promise<RunResult> {
    for (const reporter of this.#reporters) {
      try {
        await reporter.end?.();
      } catch (error) {
        this.#errors = [...this.#errors, viewOf(error)];
      }
    }
    return { ...this.#tally.result(), reporterErrors: this.#errors };
  }

  #tell(reporter: Reporter, event: RunEvent): void {
    try {
      reporter.on(event);
    } catch (error) {
      this.#reporters = this.#reporters.filter((one) => one !== reporter);
      this.#errors = [...this.#errors, viewOf(error)];
    }
  }
}
