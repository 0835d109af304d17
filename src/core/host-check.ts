/** What of a host was not as a run needs it, or may come to matter. */
export interface Finding {
  /** In a word: connection, shell, become, tools, space, clock, or a word of the playbook. */
  readonly about: string;
  readonly message: string;
  readonly hint?: string;
}

/** What a play that is a gate found on a host. */
export interface GateFinding extends Finding {
  /** stops: the host takes no part in what comes after. warns: it may come to matter. notes: good to know. */
  readonly severity: 'stops' | 'warns' | 'notes';
}

/** What a preflight measured on a host; what was not measured is left out. */
export interface HostFigures {
  readonly tookMs: number;
  /** By how much the host's clock is ahead of ours at least; negative: behind. 0: no difference could be seen. */
  readonly clockAheadMs?: number;
  /** Bytes that are left to write, by directory, where one of the users may write. */
  readonly freeBytes?: Readonly<Record<string, number>>;
}

/** How a host was found before anything was done on it. */
export interface HostCheck {
  /** Who was tried: the login as an empty text, and users to become. */
  readonly users: readonly string[];
  /** With any of these the host takes no part in the run. */
  readonly problems: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly figures: HostFigures;
}

/** How a look at all hosts ended: the preflight before the first play, or a play that is a gate. */
export interface PreflightVerdict {
  /** `only`: nothing else was asked for. */
  readonly mode: 'all' | 'only' | 'gate';
  /** `stop`: a host is not as the run needs it, and nothing more is done anywhere. */
  readonly verdict: 'go' | 'stop' | 'cancelled';
  readonly lost: readonly string[];
  /** The play that is the gate; absent for a preflight. */
  readonly play?: string;
}
