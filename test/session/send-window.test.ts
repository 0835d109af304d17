import { describe, expect, it } from 'vitest';
import { SendWindow } from '../../src/session/send-window.ts';

function window() {
  const written: string[] = [];
  const sends = new SendWindow((text) => written.push(text[0] ?? ''));
  const send = (name: string, bytes: number, isQuick = false) => sends.send(name.padEnd(bytes, '.'), isQuick);
  return { send, answered: () => sends.answered(), written: () => written.join('') };
}

describe('what is sent ahead', () => {
  it('is all there is while everything before it is quick', () => {
    const { send, written } = window();
    for (const name of 'abc') send(name, 100_000, true);
    send('d', 100_000);
    expect(written()).toBe('abcd');
  });

  it('is no more than a pipe holds behind what may take long', () => {
    const { send, written } = window();
    send('a', 1_000_000);
    send('b', 20_000, true);
    send('c', 20_000, true);
    send('d', 10, true);
    expect(written()).toBe('ab');
  });

  it('follows in order as answers come', () => {
    const { send, answered, written } = window();
    for (const name of 'abcd') send(name, 20_000);
    expect(written()).toBe('ab');
    answered();
    expect(written()).toBe('abc');
    answered();
    answered();
    answered();
    expect(written()).toBe('abcd');
    send('e', 500_000);
    expect(written()).toBe('abcde');
  });

  it('counts bytes, not characters', () => {
    const { send, written } = window();
    send('a', 10);
    send('ü', 10);
    send(`b${'ü'.repeat(15_000)}`, 0);
    expect(written()).toBe('aü');
  });
});
