import { StringDecoder } from 'node:string_decoder';

/** A longer one is of no use to anybody who watches lines. */
const longestLine = 16 * 1024;

/**
 * Cuts bytes into lines as they come; a carriage return ends a line too, as progress meters use it. A line of more than
 * 16 KiB is left out: its beginning could end with half a secret.
 */
export function lineSplitter(onLine: (line: string) => void): (bytes: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return (bytes) => {
    const parts = (rest + decoder.write(bytes)).split(/\r\n|\n|\r/);
    rest = (parts.pop() ?? '').slice(0, longestLine + 1);
    for (const line of parts) if (line !== '' && line.length <= longestLine) onLine(line);
  };
}
