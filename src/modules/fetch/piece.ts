import { type Shell, sh } from '../../core/sh.ts';

const blockBytes = 65_536;
const blocks = 32;

/** Prints the piece of a file with this number, as text: in base64 or, where the host has none, as hex digits. */
export function piece(path: string, number: number): Shell {
  const read = sh`dd bs=${blockBytes} skip=${number * blocks} count=${blocks} <${path} 2>/dev/null`;
  return sh`if command -v base64 >/dev/null 2>&1; then echo base64; ${read} | base64
else echo hex; ${read} | od -An -v -tx1; fi`;
}

/** The bytes that `piece` printed. */
export function bytesOfPiece(stdout: string): Buffer {
  const end = stdout.indexOf('\n');
  const encoding = stdout.slice(0, end) === 'hex' ? 'hex' : 'base64';
  return Buffer.from(stdout.slice(end + 1).replace(/\s+/g, ''), encoding);
}
