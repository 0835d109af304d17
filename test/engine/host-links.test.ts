import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/core/host.ts';
import { play } from '../../src/core/play.ts';
import { compile } from '../../src/engine/compile.ts';
import { HostLinks } from '../../src/engine/host-links.ts';
import { localTransport } from '../../src/transports/local.ts';

const hostOf = (name: string): Host => ({ name, groups: [], vars: {} });
const [a, b, c] = [hostOf('a'), hostOf('b'), hostOf('c')];

/** Two plays on the hosts, of which one may keep its connection between its turns. */
function twoPlaysOn(hosts: readonly Host[]) {
  const plays = ['first', 'second'].map((name) => play({ name, hosts: 'all', tasks: [] }));
  const plan = compile(plays, { hosts, select: () => hosts }, { tags: [], skipTags: [] });
  const open = new Set<string>();
  const transport = localTransport();
  const links = new HostLinks(plan, {
    reachOf: (host) => ({
      connect: async (signal) => {
        const connection = await transport.connect(host, signal);
        open.add(host.name);
        void connection.lost.then(() => open.delete(host.name));
        return connection;
      },
      shell: 'sh',
      becomePassword: undefined,
    }),
    atMost: {},
    signal: new AbortController().signal,
    mostIdle: 1,
  });
  const takeTurn = async (host: Host) => {
    await links.take(host).connect();
    await links.giveBack(host, 'played');
  };
  return { links, open: () => [...open], takeTurn };
}

describe('connections between the turns of hosts', () => {
  it('are as many as may be', async () => {
    const { open, takeTurn } = twoPlaysOn([a, b]);
    await takeTurn(a);
    await takeTurn(b);
    expect(open()).toEqual(['a']);
  });

  it('are not thought to be more for a host whose turn did not come', async () => {
    const { links, open, takeTurn } = twoPlaysOn([a, b]);
    await links.giveBack(a, 'played');
    await takeTurn(b);
    expect(open()).toEqual(['b']);
  });

  it('are not thought to be more once the last turn of a host does not come', async () => {
    const { links, open, takeTurn } = twoPlaysOn([a, b, c]);
    await takeTurn(a);
    await links.giveBack(a, 'played');
    await takeTurn(b);
    await links.giveBack(b, 'lost');
    await takeTurn(c);
    expect(open()).toEqual(['c']);
  });
});
