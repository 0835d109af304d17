import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from '../core/errors.ts';

/** Asks for a secret on the terminal without showing it; from a pipe, reads one line. */
export async function readSecret(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  // Only now does the terminal show nothing of what is typed, however fast that comes.
  process.stderr.write(question);
  const closed = once(reader, 'close').then(() => undefined);
  const line = await Promise.race([once(reader, 'line').then(([text]) => String(text)), closed]);
  reader.close();
  process.stderr.write('\n');
  if (line === undefined) throw new UsageError('No password was given');
  return line;
}
