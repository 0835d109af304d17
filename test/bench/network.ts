import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Target } from './job.ts';
import type { ProxyCounts, ProxyOrder } from './proxy-order.ts';

/** A way to hosts that takes time, and counts. Disposing ends its process. */
export interface Network extends AsyncDisposable {
  /** The same hosts, at the near end of the way. */
  readonly targets: readonly Target[];
  /** What went through since the last time this was asked. */
  readonly counts: () => Promise<ProxyCounts>;
}

/** Puts the proxy between us and hosts. */
export async function openNetwork(targets: readonly Target[], roundTripMs: number): Promise<Network> {
  const proxy = fork(fileURLToPath(new URL('delay-proxy.ts', import.meta.url)));
  const ask = async (order: ProxyOrder): Promise<unknown> => {
    const answer = once(proxy, 'message');
    proxy.send(order);
    const [message] = await answer;
    return message;
  };
  // Both ends are ours: it answers an order to open with ports, and to count with counts.
  const ports = (await ask({ is: 'open', ports: targets.map(({ port }) => port), roundTripMs })) as number[];
  return {
    targets: targets.map((target, index) => ({ ...target, port: ports[index] ?? 0 })),
    counts: async () => (await ask({ is: 'count' })) as ProxyCounts,
    [Symbol.asyncDispose]: async () => {
      const ended = once(proxy, 'exit');
      proxy.disconnect();
      await ended;
    },
  };
}
