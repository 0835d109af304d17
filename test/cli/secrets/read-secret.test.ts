import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readSecret } from '../../../src/cli/secrets/read-secret.ts';

/** Somebody who pipes or types, and what was written to them. */
function person(isTTY: boolean, ...chunks: readonly string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  for (const chunk of chunks) input.write(chunk);
  const modes: boolean[] = [];
  const asking = {
    input: Object.assign(input, { isTTY, setRawMode: (raw: boolean) => modes.push(raw) }),
    output,
  };
  return {
    input,
    ask: (question = '?') => readSecret(question, asking),
    said: () => String(output.read()),
    modes,
  };
}

describe('a secret from a pipe', () => {
  it('is a line, and the next one is the next line, in whatever pieces they come', async () => {
    const { ask, input } = person(false, 'pw\nsu', 'do\r\n', ' last one ');
    input.end();
    expect([await ask(), await ask(), await ask()]).toEqual(['pw', 'sudo', ' last one ']);
    await expect(ask()).rejects.toThrow('No password was given');
  });

  it('leaves what is behind it to others', async () => {
    const { ask, input } = person(false, 'pw\ny\nn\n');
    await ask();
    expect(String(input.read())).toBe('y\nn\n');
  });

  it('is waited for', async () => {
    const { ask, input } = person(false);
    const answer = ask();
    input.write('late\n');
    expect(await answer).toBe('late');
    input.end();
    await expect(ask()).rejects.toThrow('No password was given');
  });
});

describe('a secret that is typed', () => {
  it('is not shown, may be corrected, and may be typed ahead', async () => {
    const { ask, said, modes } = person(true, 'wrong\x15pq\x7fẅ\rsudo\r');
    expect([await ask('Vault? '), await ask('sudo? ')]).toEqual(['pẅ', 'sudo']);
    expect(said()).toBe('Vault? \nsudo? \n');
    expect(modes).toEqual([true, false, true, false]);
  });

  it.each([
    ['Ctrl-C', '\x03', 'cancelled'],
    ['Ctrl-D', '\x04', 'usage'],
  ])('is none after %s, and the terminal is as before', async (_, key, code) => {
    const { ask, modes } = person(true, `half${key}`);
    await expect(ask()).rejects.toMatchObject({ code });
    expect(modes.at(-1)).toBe(false);
  });
});
