import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import type { Client, ClientChannel } from 'ssh2';

/** One program on a channel of its own. Rejects when it fails, unless `mayFail`. Gives what it printed. */
export async function execute(
  client: Client,
  command: string,
  {
    stdin,
    mayFail = false,
  }: { readonly stdin?: string | AsyncIterable<Buffer>; readonly mayFail?: boolean } = {},
): Promise<string> {
  const channel = await open(client, command);
  let said = '';
  let code = -1;
  channel.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  channel.stderr.resume();
  channel.on('exit', (exit: number) => {
    code = exit;
  });
  const closed = once(channel, 'close');
  if (typeof stdin === 'object') await pipeline(stdin, channel);
  else channel.end(stdin);
  await closed;
  if (code !== 0 && !mayFail) throw new Error(`${command} ended with ${code}`);
  return said;
}

/** Starts a program on a channel. */
export function open(client: Client, command: string): Promise<ClientChannel> {
  const { promise, resolve, reject } = Promise.withResolvers<ClientChannel>();
  client.exec(command, (error, channel) => {
    if (error) reject(error);
    else resolve(channel);
  });
  return promise;
}
