import type { ByteStream, Stdin } from '../core/command.ts';
import { frameInputLimit } from './frame.ts';

/** Whether it needs a channel of its own. */
export function isStream(stdin: Stdin | undefined): stdin is ByteStream {
  return typeof stdin === 'object' && 'open' in stdin;
}

/** What is too much for a frame, as a stream. */
export function sized(stdin: Stdin | undefined): Stdin | undefined {
  if (typeof stdin !== 'string' && !(stdin instanceof Uint8Array)) return stdin;
  const bytes = Buffer.from(stdin);
  if (bytes.length <= frameInputLimit) return stdin;
  return {
    bytes: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
}
