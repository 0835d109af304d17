import { CancelledError, play, type RunEvent, run, sh } from 'drover';
import { probe } from 'drover/modules';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { commandLines } from '../support/command-lines.ts';
import { eventually } from '../support/eventually.ts';

const here = { inventory: 'here,', extraVars: { ansible_connection: 'local' } };

describe('Drover in a program', () => {
  it('runs a play and gives typed states and events', async () => {
    const kernel = probe('The kernel has a name', { script: sh`uname -s` });
    const events: RunEvent[] = [];
    const result = await run(play({ name: 'look', hosts: 'all', tasks: [kernel] }), {
      ...here,
      onEvent: (event) => events.push(event),
    });
    const state = result.state('here', kernel);
    expectTypeOf(state).toEqualTypeOf<
      { readonly code: number; readonly stdout: string; readonly stderr: string } | undefined
    >();
    expect(result.ok).toBe(true);
    expect(state?.stdout).toBe('Linux\n');
    expect(events.map((event) => event.is)).toEqual([
      'run-started',
      'play-started',
      'host-checked',
      'host-connected',
      'task-started',
      'task-finished',
      'host-finished',
      'play-finished',
      'run-finished',
    ]);
  });

  it('is cancelled by an AbortSignal, and nothing is left on the host', async () => {
    const stop = new AbortController();
    const mark = `8${process.pid}5`;
    const result = await run(
      play({ name: 'wait', hosts: 'all', tasks: [probe('Endless', { script: sh`sleep ${mark}` })] }),
      {
        ...here,
        signal: stop.signal,
        onEvent: (event) => {
          if (event.is === 'task-started') setImmediate(() => stop.abort(new CancelledError('enough')));
        },
      },
    );
    expect(result.hosts[0]?.outcome).toBe('cancelled');
    await eventually(() => expect(commandLines(`sleep ${mark}`)).toEqual([]));
  });

  it('refuses a wrong playbook before it connects to anything', async () => {
    const events: RunEvent[] = [];
    const wrong = play({
      name: 'wrong',
      hosts: 'all',
      // @ts-expect-error The script is missing, which the compiler says too.
      tasks: () => [probe('Nothing to run', {})],
    });
    const promise = run(wrong, { ...here, onEvent: (event) => events.push(event) });
    await expect(promise).rejects.toThrow('"Nothing to run"');
    expect(events).toEqual([]);
  });

  it('refuses to leave hosts out where there is no preflight of all', async () => {
    const partial = run(play({ name: 'partial', hosts: 'all', tasks: [] }), { ...here, allowPartial: true });
    await expect(partial).rejects.toThrow('allowPartial leaves hosts out after a preflight of all');
  });

  it('refuses to run on no host at all', async () => {
    const nobody = run(play({ name: 'nobody', hosts: 'web', tasks: [] }), here);
    await expect(nobody).rejects.toThrow('No host of the inventory matches');
  });
});
