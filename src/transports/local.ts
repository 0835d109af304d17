import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Channel, Connection, Transport } from '../core/connection.ts';
import { ConnectionError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import { connectionSettings } from './connection-settings.ts';
import { ProgramChannel } from './program-channel.ts';

export interface LocalOptions {
  /** How long output may stay silent and open once its program has ended. Default: 2 s. */
  readonly graceMs?: number;
}

/** Runs programs on this machine, each in a process group of its own. */
export function localTransport({ graceMs = 2_000 }: LocalOptions = {}): Transport {
  const connect = async (host: Host, signal: AbortSignal): Promise<Connection> => {
    const { name } = connectionSettings(host);
    signal.throwIfAborted();
    return localConnection(name, graceMs);
  };
  return { name: 'local', connect };
}

function localConnection(name: string, graceMs: number): Connection {
  const { promise: lost, resolve } = Promise.withResolvers<undefined>();
  const channels = new Set<Channel>();
  let isOpen = true;
  const ended = () => new ConnectionError(`The connection to ${name} was ended by us`);
  return {
    lost,
    open: async (command) => {
      if (!isOpen) throw ended();
      const channel = await start(command, { name, graceMs });
      channels.add(channel);
      void channel.closed.then(() => channels.delete(channel));
      if (isOpen) return channel;
      channel.close();
      throw ended();
    },
    [Symbol.asyncDispose]: async () => {
      isOpen = false;
      for (const channel of channels) channel.close();
      resolve(undefined);
    },
  };
}

async function start(
  command: string,
  { name, graceMs }: { name: string; graceMs: number },
): Promise<Channel> {
  try {
    // A group of its own: Ctrl-C at the terminal is ours to handle, and what ends a session ends its group.
    const child = spawn('/bin/sh', ['-c', command], { detached: true, stdio: 'pipe' });
    const channel = localChannel(child, graceMs);
    await once(child, 'spawn');
    return channel;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConnectionError(`No shell could be started on ${name}, which is this machine: ${why}`, {
      hint: 'Is /bin/sh there, and is the number of processes limited?',
      cause,
    });
  }
}

function localChannel(child: ChildProcessWithoutNullStreams, graceMs: number): ProgramChannel {
  const { stdin, stdout, stderr } = child;
  const release = () => {
    stdin.end();
    stdout.destroy();
    stderr.destroy();
    // It may live on; nobody waits for it any more.
    child.unref();
  };
  const channel = new ProgramChannel({ stdin, stdout, stderr, release, graceMs });
  child.once('exit', (code, signal) => channel.exited({ code, signal }));
  return channel;
}
