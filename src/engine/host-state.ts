import type { Host } from '../core/host.ts';
import type { Resources } from '../core/resource.ts';
import type { Scope } from '../core/scope.ts';
import type { Memory } from './memory.ts';

/** What a run knows of one host in one play, as it goes along. */
export class HostState {
  readonly check: boolean;
  readonly memory: Memory;
  readonly scope: Scope;
  /** Check mode: what would have been touched by now. */
  touched: Resources = [];

  constructor(host: Host, check: boolean, memory: Memory) {
    this.check = check;
    this.memory = memory;
    this.scope = this.memory.scope(host, check);
  }
}
