import type { RunEvent } from './event.ts';
import { type HostResult, nothingYet, type RunResult, reduce } from './result.ts';

/** The result of a run while it grows. */
export interface RunTally {
  readonly on: (event: RunEvent) => void;
  readonly result: () => RunResult;
}

/** Counts events host by host, so that one event costs the same however many hosts there are. */
export function runTally(): RunTally {
  const hosts = new Map<string, RunResult>();
  let whole = nothingYet;
  const count = (host: string, event: RunEvent) => {
    hosts.set(host, reduce(hosts.get(host) ?? nothingYet, event));
  };
  return {
    on: (event) => {
      if (event.is === 'play-started' || event.is === 'preflight-started') {
        for (const host of event.hosts) count(host, { ...event, hosts: [host] });
        return;
      }
      if ('host' in event) count(event.host, event);
      else whole = reduce(whole, event);
    },
    result: () => {
      const all = [...hosts.values()].flatMap((result): readonly HostResult[] => result.hosts);
      return { ...whole, hosts: all, ok: all.every((host) => host.outcome === 'ok') };
    },
  };
}
