import type { ChangeView } from './change-view.ts';
import type { Progress } from './command.ts';
import type { ErrorView } from './error-view.ts';
import type { GateFinding, HostCheck, PreflightVerdict } from './host-check.ts';

/**
 * How a task ended on a host. `changed` means: seen to be as desired afterwards or, in check mode, would be changed.
 * `undetermined` happens in check mode only: what the task looks at would be changed before it. `ignored` means: it
 * failed, and the play goes on as the playbook says (`ignoreErrors`).
 */
export type TaskOutcome =
  | { readonly is: 'ok' }
  | { readonly is: 'changed'; readonly changes: readonly ChangeView[] }
  | { readonly is: 'skipped'; readonly reason: string }
  | { readonly is: 'undetermined'; readonly reason: string }
  | { readonly is: 'ignored'; readonly error: ErrorView }
  | { readonly is: 'failed'; readonly error: ErrorView };

/** How a host ended. */
export type HostOutcome = 'ok' | 'failed' | 'unreachable' | 'cancelled';

/** Where a task stands: the play, the host, and its path of titles, the transaction or group first. */
export interface TaskPlace {
  readonly play: string;
  readonly host: string;
  /** Unique on the host within the play, such as `3` or `5.1`. */
  readonly id: string;
  readonly name: string;
  /** Titles of the groups and transactions around it, outermost first. */
  readonly within: readonly string[];
}

type Happening =
  | { readonly is: 'run-started'; readonly check: boolean; readonly plays: readonly PlayOutline[] }
  /** All hosts are looked at before the first play. Without this event, each host is as its turn comes. */
  | { readonly is: 'preflight-started'; readonly hosts: readonly string[] }
  | ({ readonly is: 'host-checked'; readonly host: string } & HostCheck)
  /** All hosts were looked at, or a play that is a gate has ended. */
  | ({ readonly is: 'preflight-finished' } & PreflightVerdict)
  | { readonly is: 'play-started'; readonly play: string; readonly hosts: readonly string[] }
  | { readonly is: 'host-connected'; readonly play: string; readonly host: string }
  | ({ readonly is: 'task-started'; readonly module: string } & TaskPlace)
  | ({ readonly is: 'task-progress'; readonly progress: Progress } & TaskPlace)
  | ({ readonly is: 'task-note'; readonly note: string } & TaskPlace)
  /**
   * A line that a task's command prints, as it comes. Of a flood only a part is told: `omitted` lines before this one
   * were left out. A line of more than 16 KiB is not told.
   */
  | ({
      readonly is: 'task-output';
      readonly stream: 'stdout' | 'stderr';
      readonly line: string;
      readonly omitted: number;
    } & TaskPlace)
  | ({
      readonly is: 'task-finished';
      readonly module: string;
      readonly outcome: TaskOutcome;
      readonly tookMs: number;
    } & TaskPlace)
  | {
      readonly is: 'transaction-rolled-back';
      readonly play: string;
      readonly host: string;
      readonly name: string;
      /** Summaries of the changes that were taken back, in the order in which that was done. */
      readonly undone: readonly string[];
      /** Changes that could not be taken back, each with the reason. Empty: all is as before. */
      readonly left: readonly string[];
    }
  /** What a play that is a gate found; it comes before the end of the host in that play. */
  | {
      readonly is: 'host-judged';
      readonly play: string;
      readonly host: string;
      readonly findings: readonly GateFinding[];
    }
  | {
      readonly is: 'host-finished';
      readonly play: string;
      readonly host: string;
      readonly outcome: HostOutcome;
      readonly error?: ErrorView;
      readonly report: readonly string[];
    }
  | { readonly is: 'play-finished'; readonly play: string }
  | { readonly is: 'draining' }
  | { readonly is: 'run-finished'; readonly tookMs: number };

/** What a reporter may want to know before the first host: the plays and their task titles. */
export interface PlayOutline {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly tasks: readonly {
    readonly id: string;
    readonly name: string;
    readonly within: readonly string[];
  }[];
}

/** Everything that happens in a run, as plain JSON without secrets. The result of a run is a fold over these. */
export type RunEvent = Happening & { readonly at: string };

/** Takes what happens, without the time: the engine's side of the stream. */
export type Emit = (happening: Happening) => void;
