import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { sh } from '../../src/core/sh.ts';
import { command } from '../../src/modules/command.ts';
import { debug } from '../../src/modules/debug.ts';
import { probe } from '../../src/modules/probe.ts';
import { runHere } from '../support/local-host.ts';

async function shown(
  tasks: Parameters<typeof runHere>[0],
  options: Parameters<typeof runHere>[1] = {},
): Promise<readonly string[]> {
  const { events } = await runHere(tasks, options);
  return events.flatMap((event) => (event.is === 'task-note' ? [event.note] : []));
}

describe('debug', () => {
  it.each([false, true])('shows a message line by line and changes nothing (check: %s)', async (check) => {
    const { outcomes } = await runHere([debug('d', { message: 'one' })], { check });
    expect(outcomes).toEqual({ d: 'ok' });
    expect(await shown([debug('d', { message: 'one\ntwo' })], { check })).toEqual(['one', 'two']);
  });

  it('shows what an earlier task saw', async () => {
    const kernel = probe('kernel', { script: sh`echo tick` });
    const tell = debug('d', ({ state }) => ({ value: state(kernel).stdout }));
    expect(await shown([kernel, tell])).toEqual([String.raw`'tick\n'`]);
  });

  it('hides secrets, however deep', async () => {
    const value = { user: 'ann', password: new Secret('hunter2') };
    expect(await shown([debug('d', { value })])).toEqual(["{ user: 'ann', password: [secret] }"]);
  });

  it('does not show in a check what only the run can tell', async () => {
    const run = command('c', { argv: ['echo', 'now'] });
    const tell = debug('d', ({ state }) => ({ value: state(run).stdout }));
    const { outcomes } = await runHere([run, tell], { check: true });
    expect(outcomes).toEqual({ c: 'changed', d: 'undetermined' });
  });

  it('has one thing to show', () => {
    expect(() => debug('d', {})).toThrow('give either message or value');
    expect(() => debug('d', { message: 'm', value: 1 })).toThrow('give either message or value');
  });
});
