import { type Shell, sh } from '../../core/sh.ts';
import { textOfBytes } from './text-of-bytes.ts';

/**
 * Prints what a program reads so that all its bytes arrive, whatever they are: as they are where they are ASCII, else
 * coded. `through` gives the program its input.
 */
export function printText(through: (program: Shell) => Shell): Shell {
  return sh`if [ "$(${through(sh`LC_ALL=C tr -d '\1-\177'`)} | wc -c)" -eq 0 ]; then echo ascii; ${through(sh`cat`)}
elif command -v base64 >/dev/null 2>&1; then echo base64; ${through(sh`base64`)}
else echo hex; ${through(sh`od -An -v -tx1`)}; fi`;
}

/** The text of what `printText` printed, as `textOfBytes` has it. */
export function textPrinted(how: string, printed: string): string {
  return textOfBytes(bytesPrinted(how, printed));
}

/** The bytes of what `printText` printed: on its first line how, and then what. */
export function bytesPrinted(how: string, printed: string): Uint8Array {
  if (how === 'ascii') return Buffer.from(printed);
  return how === 'base64' ? Buffer.from(printed, 'base64') : Buffer.from(printed.replace(/\s+/g, ''), 'hex');
}
