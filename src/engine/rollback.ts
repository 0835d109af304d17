import type { Step } from '../core/command.ts';
import { viewOf } from '../core/error-view.ts';
import type { PlannedChange } from '../core/task.ts';
import { placeOfKept, usualPlaces } from './keep.ts';
import { type Performing, perform } from './perform.ts';

/** A change that was made, or begun, on a host. */
export interface AppliedChange {
  readonly task: string;
  readonly change: PlannedChange;
  readonly user: string | undefined;
}

export interface RolledBack {
  readonly undone: readonly string[];
  readonly left: readonly string[];
}

export interface RollbackOptions extends Pick<Performing, 'link' | 'signal' | 'learn'> {
  readonly keepId: string;
}

const quiet = { onProgress: () => {}, onNote: () => {}, onOutput: () => {} };

/** The way back on one host. */
export class Rollback {
  readonly #options: RollbackOptions;
  /** Users for which something could not be put back. */
  readonly #owing = new Set<string | undefined>();

  constructor(options: RollbackOptions) {
    this.#options = options;
  }

  /** Whether what a user keeps is still needed, by a person who puts it back. */
  isOwing(user: string | undefined): boolean {
    return this.#owing.has(user);
  }

  /**
   * Takes changes back, the last first, and then, in the order of the playbook, does what is due after that. One that
   * cannot be taken back does not keep the others from it.
   */
  async takeBack(applied: readonly AppliedChange[]): Promise<RolledBack> {
    const undone: string[] = [];
    const left: string[] = [];
    for (const one of applied.toReversed()) {
      const title = `${one.task}: ${one.change.view.summary}`;
      const step = one.change.undo();
      const why = step === undefined ? 'there is no way back' : await this.#whyNot(one, step);
      if (why === undefined) undone.push(title);
      else left.push(`${title} (${why}${step === undefined ? '' : await this.#keptBy(one.user)})`);
    }
    for (const one of applied) {
      const step = one.change.afterUndo();
      const why = step === undefined ? undefined : await this.#whyNot(one, step);
      if (why !== undefined) left.push(`${one.task}: back as before (${why})`);
    }
    return { undone, left };
  }

  /** Why a step could not be done; undefined: it was. */
  async #whyNot({ user }: AppliedChange, step: Step): Promise<string | undefined> {
    try {
      await perform(step, { ...this.#options, ...quiet, user });
      return undefined;
    } catch (error) {
      return viewOf(error).message;
    }
  }

  /** Says where a user keeps what could not be put back, so that a person can do it. Once is enough. */
  async #keptBy(user: string | undefined): Promise<string> {
    if (this.#owing.has(user)) return '';
    this.#owing.add(user);
    const place = await this.#placeOfKept(user);
    return place === '' ? '' : `; what was kept is in ${place}`;
  }

  async #placeOfKept(user: string | undefined): Promise<string> {
    const { link, keepId } = this.#options;
    const usual = usualPlaces(keepId);
    if (!link.isConnected) return usual;
    return link.run(placeOfKept, user).then(
      ({ stdout }) => stdout,
      () => usual,
    );
  }
}
