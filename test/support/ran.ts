import { buffer, text } from 'node:stream/consumers';
import type { Channel, Exit } from '../../src/core/connection.ts';

export interface Ran {
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly exit: Exit;
}

/** Gives a program its input, if any, and waits for all that it says. */
export async function ran(channel: Channel, input?: Uint8Array | string): Promise<Ran> {
  channel.stdin.end(input);
  const [stdout, stderr, exit] = await Promise.all([
    buffer(channel.stdout),
    text(channel.stderr),
    channel.closed,
  ]);
  return { stdout, stderr, exit };
}
