import type { Host } from '../core/host.ts';
import { HostLink } from '../session/host-link.ts';
import { type AtMost, hostLimits } from './host-limits.ts';
import type { Reach } from './reach.ts';
import type { RunPlan } from './run-plan.ts';

export interface LinksOptions {
  readonly reachOf: (host: Host) => Reach;
  readonly atMost: AtMost;
  readonly signal: AbortSignal;
  /** So many connections stay open for later plays: memory, and files that a process may have open. Default: 500. */
  readonly mostIdle?: number;
}

interface Known {
  readonly reach: Reach;
  readonly isCrowded: boolean;
  turnsLeft: number;
  link?: HostLink;
}

/**
 * The connections of a run: one a host, made when its turn comes and ended when it has nothing more to do. Between
 * its turns a host keeps its connection, unless there are very many, or more share a bastion than may at a time.
 */
export class HostLinks implements AsyncDisposable {
  readonly #signal: AbortSignal;
  readonly #known: ReadonlyMap<string, Known>;
  readonly #mostIdle: number;
  /** Names of the hosts that keep a connection between their turns. */
  readonly #idle = new Set<string>();

  /** Throws a DefinitionError when the variables of a host do not say how to reach it. */
  constructor(plan: RunPlan, { reachOf, atMost, signal, mostIdle = 500 }: LinksOptions) {
    this.#signal = signal;
    this.#mostIdle = mostIdle;
    const hosts = plan.plays.flatMap((play) => play.hosts.map(({ host }) => host));
    const isCrowded = crowding(hosts, atMost);
    const known = new Map<string, Known>();
    for (const host of hosts) {
      const before = known.get(host.name);
      if (before !== undefined) before.turnsLeft += 1;
      else known.set(host.name, { reach: reachOf(host), isCrowded: isCrowded(host), turnsLeft: 1 });
    }
    this.#known = known;
  }

  reachOf({ name }: Host): Reach {
    return this.#knownAs(name).reach;
  }

  /** The connection of a host whose turn it is. It is not made yet, or idle, or made. */
  take(host: Host): HostLink {
    const known = this.#knownAs(host.name);
    this.#idle.delete(host.name);
    known.link ??= new HostLink({ ...known.reach, host: host.name, signal: this.#signal });
    return known.link;
  }

  /**
   * Lets go of a host: for now, because it has done what it had to in a play, or because it is out of the run. It may
   * be one that was not taken, because its turn did not come.
   */
  async giveBack({ name }: Host, why: 'for now' | 'played' | 'lost'): Promise<void> {
    const known = this.#knownAs(name);
    if (why === 'played') known.turnsLeft -= 1;
    const { link } = known;
    if (link === undefined) return;
    this.#idle.delete(name);
    const returns = why !== 'lost' && known.turnsLeft > 0;
    if (returns && !known.isCrowded && this.#idle.size < this.#mostIdle) {
      this.#idle.add(name);
      return;
    }
    delete known.link;
    await link[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const links = [...this.#known.values()].flatMap(({ link }) => (link === undefined ? [] : [link]));
    await Promise.all(links.map((link) => link[Symbol.asyncDispose]()));
  }

  #knownAs(name: string): Known {
    const known = this.#known.get(name);
    if (known === undefined) throw new Error(`${name} is not in the plan`);
    return known;
  }
}

/** Whether more hosts of the run are under one of a host's limits than it lets through at a time. */
function crowding(hosts: readonly Host[], atMost: AtMost): (host: Host) => boolean {
  const names = new Map<string, Set<string>>();
  for (const host of hosts) {
    for (const { name } of hostLimits(host, [atMost])) {
      names.set(name, (names.get(name) ?? new Set()).add(host.name));
    }
  }
  return (host) => hostLimits(host, [atMost]).some(({ name, most }) => (names.get(name)?.size ?? 0) > most);
}
