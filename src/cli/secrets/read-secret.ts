import type { Readable, Writable } from 'node:stream';
import { CancelledError, UsageError } from '../../core/errors.ts';
import { takeLine } from './take-line.ts';
import { typedText } from './typed-text.ts';

/** Where a person sits, or what stands for one. */
export interface Asking {
  readonly input: Readable & { readonly isTTY?: boolean; readonly setRawMode?: (isRaw: boolean) => unknown };
  readonly output: Writable;
}

const here: Asking = { input: process.stdin, output: process.stderr };

const interrupt = 0x03;
const endOfInput = 0x04;
const enter = [0x0a, 0x0d];

/**
 * Asks for a secret on the terminal without showing it; from a pipe, reads one line. What comes behind the line is left
 * for the next question. Rejects with a UsageError at the end of the input, with a CancelledError for Ctrl-C.
 */
export async function readSecret(question: string, { input, output }: Asking = here): Promise<string> {
  const isTyped = input.isTTY === true;
  if (isTyped) input.setRawMode?.(true);
  // Only now does the terminal show nothing of what is typed, however fast that comes.
  output.write(question);
  try {
    const line = await takeLine(input, isTyped ? [...enter, interrupt, endOfInput] : [0x0a]);
    if (line?.end === interrupt) throw new CancelledError('Cancelled by Ctrl-C');
    if (line === undefined || line.end === endOfInput) throw new UsageError('No password was given');
    const text = line.bytes.toString('utf8');
    return isTyped ? typedText(text) : text.replace(/\r$/, '');
  } finally {
    if (isTyped) input.setRawMode?.(false);
    output.write('\n');
  }
}
