import { describe, expect, it } from 'vitest';
import { Turns } from '../../src/transports/turns.ts';

const never = new AbortController().signal;

describe('Turns', () => {
  it('lets so many run at once, and the others in their order', async () => {
    const turns = new Turns(2);
    const ran: string[] = [];
    const take = async (name: string) => {
      const turn = await turns.take('a', never);
      ran.push(name);
      return turn;
    };
    const [first, second] = await Promise.all([take('1'), take('2')]);
    const others = [take('3'), take('4')];
    expect(ran).toEqual(['1', '2']);
    second[Symbol.dispose]();
    (await others[0])?.[Symbol.dispose]();
    await others[1];
    first[Symbol.dispose]();
    expect(ran).toEqual(['1', '2', '3', '4']);
  });

  it('keeps kinds apart', async () => {
    const turns = new Turns(1);
    await turns.take('a', never);
    await expect(turns.take('b', never)).resolves.toBeDefined();
  });

  it('forgets whoever gives up, and leaves no listener', async () => {
    const turns = new Turns(1);
    const controller = new AbortController();
    const first = await turns.take('a', never);
    const second = turns.take('a', controller.signal);
    const third = turns.take('a', never);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    first[Symbol.dispose]();
    await expect(third).resolves.toBeDefined();
  });
});
