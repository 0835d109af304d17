import { describe, expect, it } from 'vitest';
import { sh } from '../../src/core/sh.ts';
import { assert } from '../../src/modules/assert.ts';
import { command } from '../../src/modules/command.ts';
import { probe } from '../../src/modules/probe.ts';
import { runHere } from '../support/local-host.ts';

const touchAll = () => command('c', { argv: [':'] });
const touchHosts = () => command('c', { argv: [':'], touches: ['file:/etc/hosts'] });

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it.each([
    ['echo out; echo err >&2', { code: 0, stdout: 'out\n', stderr: 'err\n' }],
    ['printf "no newline"; exit 7', { code: 7, stdout: 'no newline', stderr: '' }],
    ['printf "\\n\\n12\\n"', { code: 0, stdout: '\n\n12\n', stderr: '' }],
    ['true # a comment', { code: 0, stdout: '', stderr: '' }],
    ['kill -9 $$$$ 2>/dev/null; false', { code: 1, stdout: '', stderr: '' }],
  ])('gives the answer of %j', async (script, answer) => {
    const asked = probe('p', { script: sh`eval ${script}`, expect: () => undefined });
    const seen = assert('seen', ({ state }) => ({
      that: JSON.stringify(state(asked)) === JSON.stringify(answer),
      message: JSON.stringify(state(asked)),
    }));
    expect((await runHere([asked, seen], { shell })).outcomes).toEqual({ p: 'ok', seen: 'ok' });
  });

  it('asks in a directory, with variables', async () => {
    const asked = probe('p', {
      script: sh`[ "$(pwd)$A" = /etcb ]`,
      directory: '/etc',
      environment: { A: 'b' },
    });
    expect((await runHere([asked], { shell })).outcomes).toEqual({ p: 'ok' });
  });

  it('fails where its directory is not there', async () => {
    const asked = probe('p', { script: sh`true`, directory: '/no/such' });
    expect((await runHere([asked], { shell })).outcomes['p']).toMatch(
      /^failed: "true" ended with exit code \d+: .*\/no\/such/,
    );
  });
});

describe('a probe', () => {
  it('fails by default with exit code and last words', async () => {
    const { outcomes } = await runHere([probe('p', { script: sh`seq 9 >&2; exit 3` })]);
    expect(outcomes['p']).toBe('failed: "seq 9 >&2; exit 3" ended with exit code 3: 5\n6\n7\n8\n9');
  });

  it('fails with the sentence of what was expected', async () => {
    const expectation = ({ stdout }: { readonly stdout: string }) =>
      stdout === 'up\n' ? undefined : `it is ${stdout.trim()}, not up`;
    const of = (word: string) => [probe('p', { script: sh`echo ${word}; exit 1`, expect: expectation })];
    expect((await runHere(of('up'))).outcomes['p']).toBe('ok');
    expect((await runHere(of('down'))).outcomes['p']).toBe('failed: it is down, not up');
  });

  it('is asked in a check, unless what it reads would have changed', async () => {
    const hosts = { script: sh`true`, reads: ['file:/etc/passwd'] } as const;
    const outcomes = async (...tasks: Parameters<typeof runHere>[0]) =>
      (await runHere(tasks, { check: true })).outcomes['p'];
    expect(await outcomes(probe('p', { script: sh`true` }))).toBe('ok');
    expect(await outcomes(touchHosts(), probe('p', hosts))).toBe('ok');
    expect(await outcomes(touchHosts(), probe('p', { script: sh`true` }))).toBe('undetermined');
    expect(await outcomes(touchAll(), probe('p', hosts))).toBe('undetermined');
  });
});
