import { pipeline } from 'node:stream/promises';
import type { Client, ClientChannel } from 'ssh2';

interface ExecuteOptions {
  readonly stdin?: string | AsyncIterable<Buffer>;
  readonly mayFail?: boolean;
}

/** One program on a channel of its own. Rejects when it fails, unless `mayFail`. Gives what it printed. */
export async function execute(
  client: Client,
  command: string,
  { stdin, mayFail = false }: ExecuteOptions = {},
): Promise<string> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  let said = '';
  let code = -1;
  const channel = await open(client, command, (channel) => {
    channel.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    channel.stderr.resume();
    channel.on('exit', (exit: number) => {
      code = exit;
    });
    channel.on('close', resolve);
  });
  if (typeof stdin === 'object') await pipeline(stdin, channel);
  else channel.end(stdin);
  await closed;
  if (code !== 0 && !mayFail) throw new Error(`${command} ended with ${code}`);
  return said;
}

/** Starts a program on a channel. `listen` is called at once: a short program may have ended a moment later. */
export function open(
  client: Client,
  command: string,
  listen: (channel: ClientChannel) => void = () => {},
): Promise<ClientChannel> {
  const { promise, resolve, reject } = Promise.withResolvers<ClientChannel>();
  client.exec(command, (error, channel) => {
    if (error) {
      reject(error);
      return;
    }
    listen(channel);
    resolve(channel);
  });
  return promise;
}
