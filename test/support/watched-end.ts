import type { Connection } from '../../src/core/connection.ts';

/** What became of a channel: its program left by itself, or it was given up by us. */
type End = 'left' | 'given up';

export interface WatchedEnd {
  readonly connection: Connection;
  readonly order: readonly End[];
}

/** The same connection, which tells how its channels end, in that order. */
export function watchedEnd(connection: Connection): WatchedEnd {
  const order: End[] = [];
  const open: Connection['open'] = async (command) => {
    const { stdin, stdout, stderr, closed, close } = await connection.open(command);
    void closed.then(() => order.push('left'));
    const giveUp = () => {
      order.push('given up');
      close();
    };
    return { stdin, stdout, stderr, closed, close: giveUp };
  };
  const dispose = () => connection[Symbol.asyncDispose]();
  return { order, connection: { open, lost: connection.lost, [Symbol.asyncDispose]: dispose } };
}
