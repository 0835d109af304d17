import type { Step } from '../core/command.ts';
import { viewOf } from '../core/error-view.ts';
import { ConnectionError, TimeoutError } from '../core/errors.ts';
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

type Attempt =
  | { readonly is: 'done' }
  | { readonly is: 'no step' }
  | { readonly is: 'failed'; readonly why: string };

const quiet = { onProgress: () => {}, onNote: () => {}, onOutput: () => {} };

/** The way back on one host, out of a transaction and then those around it. */
export class Rollback {
  readonly #options: RollbackOptions;
  /** Users for which something could not be put back. */
  readonly #owing = new Set<string | undefined>();

  #takenBack: readonly AppliedChange[] = [];
  /** Why the host is not asked any more. */
  #whyLost: string | undefined;

  constructor(options: RollbackOptions) {
    this.#options = options;
  }

  /** What was taken back, or could not be, in the order of the playbook. */
  get takenBack(): readonly AppliedChange[] {
    return this.#takenBack;
  }

  /** Whether what a user keeps is still needed, by a person who puts it back, or cannot be reached. */
  isOwing(user: string | undefined): boolean {
    return this.#whyLost !== undefined || this.#owing.has(user);
  }

  /** Takes changes back, the last first. One that cannot be taken back does not keep the others from it. */
  async takeBack(applied: readonly AppliedChange[]): Promise<RolledBack> {
    const undone: string[] = [];
    const left: string[] = [];
    for (const one of applied.toReversed()) {
      const title = `${one.task}: ${one.change.view.summary}`;
      const attempt = await this.#attempt(one, () => one.change.undo());
      if (attempt.is === 'done') undone.push(title);
      else if (attempt.is === 'no step') left.push(`${title} (there is no way back)`);
      else left.push(`${title} (${attempt.why}${await this.#keptBy(one.user)})`);
    }
    this.#takenBack = [...applied, ...this.#takenBack];
    return { undone, left };
  }

  /** Once all is back: does, in the order of the playbook, what is due then. Gives what could not be done. */
  async finish(): Promise<readonly string[]> {
    const left: string[] = [];
    for (const one of this.#takenBack) {
      const attempt = await this.#attempt(one, () => one.change.afterUndo());
      if (attempt.is === 'failed') left.push(`${one.task}: back as before (${attempt.why})`);
    }
    return left;
  }

  /** A host that is lost is not dialled for again: what it said once holds for all that is still to do. */
  async #attempt({ user }: AppliedChange, stepOf: () => Step | undefined): Promise<Attempt> {
    try {
      const step = stepOf();
      if (step === undefined) return { is: 'no step' };
      if (this.#whyLost !== undefined) return { is: 'failed', why: this.#whyLost };
      await perform(step, { ...this.#options, ...quiet, user });
      return { is: 'done' };
    } catch (error) {
      const why = viewOf(error).message;
      const isOfLink = error instanceof ConnectionError || error instanceof TimeoutError;
      if (isOfLink && !this.#options.link.isConnected) this.#whyLost = why;
      return { is: 'failed', why };
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
    if (this.#whyLost !== undefined) return usual;
    return link.run(placeOfKept, user).then(
      ({ stdout }) => stdout,
      () => usual,
    );
  }
}
