import type { Emit } from '../core/event.ts';
import type { Rollout } from '../core/rollout.ts';
import type { Confirm } from './confirm.ts';
import type { AtMost } from './host-limits.ts';
import type { HostLinks } from './host-links.ts';
import type { Memory } from './memory.ts';
import type { HostPlan } from './run-plan.ts';

/** What all hosts of a run have in common. */
export interface RunContext {
  /** What a host has to do in all plays. */
  readonly plansOf: (host: string) => readonly HostPlan[];
  readonly check: boolean;
  readonly lookAhead: boolean;
  /** Whether hosts are looked at before anything is done on them. */
  readonly preflight: boolean;
  readonly directory: string;
  /** Hosts at a time, at most; undefined: as many as plays say. */
  readonly concurrency?: number | undefined;
  readonly atMost: AtMost;
  /** Stands over what plays say. */
  readonly rollout: Rollout;
  /** Why no host begins any more; undefined: they do. */
  readonly halt: { why: string | undefined };
  readonly drain: AbortSignal;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  /** Told of every secret before it is sent. */
  readonly learn: (secret: unknown) => void;
  readonly links: HostLinks;
  readonly memories: Map<string, Memory>;
  /** Hosts that were looked at, and found to be as they have to be. */
  readonly ready: Set<string>;
  /** Hosts that take no part any more. */
  readonly lost: Set<string>;
  /** Asked before every task; undefined: nobody is. */
  readonly confirm: Confirm | undefined;
  /** Names what this run keeps on the hosts. */
  readonly keepId: string;
}
