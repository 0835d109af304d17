import type { PlanOptions } from '../../plan-of.ts';
import { type RolloutFlags, rolloutOf } from './rollout-options.ts';

/** The flags that decide which tasks stand before which hosts. */
export interface SelectionFlags extends RolloutFlags {
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly startAtTask?: string;
  readonly limit?: string;
  readonly become: boolean;
  readonly becomeUser?: string;
  readonly atMost: Readonly<Record<string, number>>;
}

type Selection = Omit<PlanOptions, 'inventory' | 'directory' | 'drain'>;

/** What the flags say of the tasks and the hosts, as a run takes it. */
export function selectionOf(flags: SelectionFlags): Selection {
  const { tags, skipTags, limit, startAtTask, become, becomeUser, atMost } = flags;
  return {
    tags,
    skipTags,
    become,
    atMost,
    rollout: rolloutOf(flags),
    ...(limit === undefined ? {} : { limit }),
    ...(startAtTask === undefined ? {} : { startAtTask }),
    ...(becomeUser === undefined ? {} : { becomeUser }),
  };
}
