import { Writable } from 'node:stream';
import type { Channel, Connection, Transport } from '../../src/core/connection.ts';

/** The same transport, whose first connection is lost right after so many writes to a program on it. */
export function cutAfter(transport: Transport, writes: number): Transport {
  let left = writes;
  const connect: Transport['connect'] = async (host, signal) => {
    const connection = await transport.connect(host, signal);
    const cut = () => void connection[Symbol.asyncDispose]();
    const open: Connection['open'] = async (command) => {
      const channel = await connection.open(command);
      return withStdin(channel, () => {
        left -= 1;
        if (left === 0) cut();
      });
    };
    return { open, lost: connection.lost, [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose]() };
  };
  return { name: transport.name, connect };
}

function withStdin(channel: Channel, onWritten: () => void): Channel {
  const { stdin: inner, stdout, stderr, closed, close } = channel;
  const stdin = new Writable({
    write: (chunk, encoding, done) => {
      inner.write(chunk, encoding, (error) => {
        done(error);
        onWritten();
      });
    },
    final: (done) => {
      inner.end(done);
    },
  });
  void closed.then(() => stdin.destroy());
  return { stdin, stdout, stderr, closed, close };
}
