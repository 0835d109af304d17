import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { OpensshFields } from './openssh-fields.ts';
import { opensshMessage } from './openssh-message.ts';

/** Messages of the control socket, as OpenSSH's PROTOCOL.mux numbers them. */
const hello = 0x00000001;
const proxy = 0x1000000f;
const proxyAccepted = 0x8000000f;
const version = 4;

/** A control socket that now carries the SSH connection protocol itself: channels of our own, without a client each. */
export interface OpensshSocket {
  readonly socket: Socket;
  readonly receive: (take: (message: OpensshFields) => void) => void;
}

/** Connects to the control socket of a master. Rejects when there is none, or it speaks another protocol. */
export async function openOpensshSocket(path: string): Promise<OpensshSocket> {
  const socket = connect(path);
  // What goes wrong later shows when the socket closes.
  socket.on('error', () => {});
  try {
    await once(socket, 'connect');
    const messages = incoming(socket);
    socket.write(opensshMessage([hello, version]));
    const greeting = await messages.next();
    if (greeting.number() !== hello || greeting.number() !== version) throw new Error(strange);
    socket.write(opensshMessage([proxy, 0]));
    const answer = await messages.next();
    if (answer.number() !== proxyAccepted) throw new Error(strange);
    return { socket, receive: messages.forward };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

const strange = 'its control socket does not offer the proxy mode of OpenSSH 7.4 and newer';

/** Cuts what comes into messages: to be asked for one by one at first, and handed on as they come later. */
function incoming(socket: Socket) {
  let pending: Buffer = Buffer.alloc(0);
  let take: ((message: OpensshFields) => void) | undefined;
  const cut = (): Buffer | undefined => {
    const end = pending.length < 4 ? 4 : 4 + pending.readUInt32BE(0);
    if (pending.length < end) return undefined;
    const message = pending.subarray(4, end);
    pending = pending.subarray(end);
    return message;
  };
  const read = () => {
    for (;;) {
      const message = take === undefined ? undefined : cut();
      if (message === undefined) return;
      take?.(new OpensshFields(message));
    }
  };
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    read();
  });
  const next = (): Promise<OpensshFields> => {
    const { promise, resolve, reject } = Promise.withResolvers<OpensshFields>();
    const onClose = () => reject(new Error('its control socket was closed'));
    socket.once('close', onClose);
    take = (message) => {
      take = undefined;
      socket.off('close', onClose);
      resolve(message);
    };
    read();
    return promise;
  };
  const forward = (each: (message: OpensshFields) => void) => {
    take = each;
    read();
  };
  return { next, forward };
}
