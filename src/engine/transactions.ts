import { forgetKept, keepSetting, noKeepSetting } from './keep.ts';
import { type AppliedChange, Rollback, type RollbackOptions, type RolledBack } from './rollback.ts';

export interface TransactionsOptions extends RollbackOptions {
  /** Told of each that was taken back. */
  readonly onRolledBack: (rolledBack: RolledBack & { readonly name: string }) => void;
}

/** The transactions of one host in one play: what is changed in one is taken back when it fails. */
export class Transactions {
  readonly #options: TransactionsOptions;
  readonly #rollback: Rollback;
  /** How many are around the present task. */
  #depth = 0;

  constructor(options: TransactionsOptions) {
    this.#options = options;
    this.#rollback = new Rollback(options);
  }

  /** Carries out what is in a transaction. Rejects as that does, once its changes are taken back; else they are told to `outer`. */
  async carryOut(
    name: string,
    outer: AppliedChange[],
    walk: (applied: AppliedChange[]) => Promise<void>,
  ): Promise<void> {
    const { link, keepId } = this.#options;
    const applied: AppliedChange[] = [];
    const isOutermost = this.#depth === 0;
    if (isOutermost) link.define(keepSetting(keepId));
    this.#depth += 1;
    try {
      await walk(applied);
      outer.push(...applied);
    } catch (error) {
      await this.#takeBack(name, applied);
      throw error;
    } finally {
      this.#depth -= 1;
      if (isOutermost) await this.#forget(applied);
    }
  }

  /** What is due once all is back waits for the outermost: until then, not all is. */
  async #takeBack(name: string, applied: readonly AppliedChange[]): Promise<void> {
    const { undone, left } = await this.#rollback.takeBack(applied);
    const due = this.#depth === 1 ? await this.#rollback.finish() : [];
    this.#options.onRolledBack({ name, undone, left: [...left, ...due] });
  }

  async #forget(applied: readonly AppliedChange[]): Promise<void> {
    const { link } = this.#options;
    const users = new Set([...applied, ...this.#rollback.takenBack].map(({ user }) => user));
    for (const user of users) {
      if (!this.#rollback.isOwing(user)) await link.run(forgetKept, user).catch(() => {});
    }
    link.define(noKeepSetting);
  }
}
