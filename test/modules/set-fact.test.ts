import { expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { sh } from '../../src/core/sh.ts';
import { assert } from '../../src/modules/assert.ts';
import { command } from '../../src/modules/command.ts';
import { debug } from '../../src/modules/debug.ts';
import { probe } from '../../src/modules/probe.ts';
import { setFact } from '../../src/modules/set-fact.ts';
import { runHere } from '../support/local-host.ts';

it.each([false, true])('keeps values with their types, and changes nothing (check: %s)', async (check) => {
  const said = probe('said', { script: sh`echo 8080` });
  const where = setFact('where', ({ host, state }) => ({
    values: { port: Number(state(said).stdout), root: `/srv/${host.name}`, on: true },
  }));
  const used = assert('used', ({ state }) => {
    const { port, root, on }: { port: number; root: string; on: boolean } = state(where);
    return { that: on && port + 1 === 8081 && root === '/srv/here', message: 'others' };
  });
  const { outcomes } = await runHere([said, where, used], { check });
  expect(outcomes).toEqual({ said: 'ok', where: 'ok', used: 'ok' });
});

it('lets a secret be none but a secret', async () => {
  const keys = setFact('keys', { values: { password: new Secret('hunter2') } });
  const shown = debug('shown', ({ state }) => ({ value: state(keys) }));
  const piped = command('piped', ({ state }) => ({ script: sh`wc -c`, stdin: state(keys).password }));
  const { events, outcomes } = await runHere([keys, shown, piped]);
  expect(outcomes).toEqual({ keys: 'ok', shown: 'ok', piped: 'changed' });
  expect(JSON.stringify(events)).not.toContain('hunter2');
});

it('is as little known in a check as what it is made of', async () => {
  const run = command('run', { script: sh`echo now` });
  const kept = setFact('kept', ({ state }) => ({ values: { said: state(run).stdout } }));
  const used = debug('used', ({ state }) => ({ message: state(kept).said }));
  const { outcomes } = await runHere([run, kept, used], { check: true });
  expect(outcomes).toEqual({ run: 'changed', kept: 'undetermined', used: 'undetermined' });
});

it('refuses to keep nothing', () => {
  expect(() => setFact('f', { values: {} })).toThrow('values: keeps nothing');
});
