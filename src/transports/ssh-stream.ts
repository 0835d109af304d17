import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';

/**
 * A forwarded connection as a stream that behaves as a socket does. ssh2's own channel does not close when it is
 * destroyed, and forgets the callbacks of writes when the connection is lost.
 */
export function sshStream(channel: ClientChannel): Duplex {
  const stream: Duplex = new Duplex({
    allowHalfOpen: false,
    read: () => void channel.resume(),
    write: (chunk: Buffer, _encoding, done) => void channel.write(chunk, () => done()),
    final: (done) => {
      channel.end();
      done();
    },
    destroy: (error, done) => {
      channel.close();
      done(error);
    },
  });
  channel.on('error', () => {});
  channel.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) channel.pause();
  });
  channel.on('end', () => void stream.push(null));
  channel.on('close', () => {
    if (stream.destroyed) return;
    stream.push(null);
    // What came before the end is still to be read.
    if (stream.readableEnded) stream.destroy();
    else stream.once('end', () => stream.destroy());
  });
  return stream;
}
