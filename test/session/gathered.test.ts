import { describe, expect, it } from 'vitest';
import { gathered } from '../../src/session/gathered.ts';

describe('what is gathered', () => {
  it('is written at once, in its order', async () => {
    const written: string[] = [];
    const write = gathered((text) => written.push(text));
    write('a');
    write('b');
    expect(written).toEqual([]);
    await Promise.resolve();
    expect(written).toEqual(['ab']);
  });

  it('is written apart when it comes in turns apart', async () => {
    const written: string[] = [];
    const write = gathered((text) => written.push(text));
    write('a');
    await Promise.resolve();
    write('b');
    await Promise.resolve();
    expect(written).toEqual(['a', 'b']);
  });
});
