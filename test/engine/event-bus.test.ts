import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import type { Reporter } from '../../src/core/reporter.ts';
import { EventBus } from '../../src/engine/event-bus.ts';
import { Redactor } from '../../src/engine/redactor.ts';

const fails = (): never => {
  throw new Error('the database is down');
};

function watcher(): Reporter & { readonly seen: readonly string[] } {
  const seen: string[] = [];
  return { seen, on: (event: RunEvent) => void seen.push(event.is), end: () => void seen.push('end') };
}

describe('a reporter', () => {
  it.each([
    ['throws', { on: fails }],
    ['rejects', { on: async () => fails() }],
    ['rejects later', { on: () => new Promise<void>((resolve) => setImmediate(resolve)).then(fails) }],
  ])('that %s is detached and told once, and the others go on', async (_, { on }) => {
    const other = watcher();
    const bus = new EventBus([{ on, end: fails }, other], new Redactor());
    bus.emit({ is: 'run-started', check: false, plays: [] });
    bus.emit({ is: 'run-finished', tookMs: 1 });
    expect((await bus.end()).reporterErrors).toMatchObject([{ message: 'the database is down' }]);
    expect(other.seen).toEqual(['run-started', 'run-finished', 'end']);
  });

  it('sees events in their order, also those that one before it brings about', async () => {
    const other = watcher();
    const on = ({ is }: RunEvent) => {
      if (is === 'run-started') bus.emit({ is: 'draining' });
    };
    const bus: EventBus = new EventBus([{ on }, other], new Redactor());
    bus.emit({ is: 'run-started', check: false, plays: [] });
    expect(other.seen).toEqual(['run-started', 'draining']);
  });
});
