import type { TarEntry } from './tar-stream.ts';

/** All that is in a tar archive begins at a multiple of so many bytes. */
export const tarBlock = 512;

const types = { file: '0', link: '2', directory: '5', longName: 'L', longTarget: 'K' } as const;

type Type = keyof typeof types;

interface Head {
  readonly type: Type;
  readonly name: string;
  readonly mode: string;
  readonly bytes: number;
  readonly target: string;
}

/** Names and targets of this length and more stand before the entry, as GNU tar has it and busybox knows it. */
const nameBytes = 100;

/** What stands in a tar archive before the bytes of a file, or for a directory or link. No owner, no time. */
export function tarHead(entry: TarEntry): Uint8Array {
  // No name begins with a dash then.
  const name = `./${entry.name}${entry.is === 'directory' ? '/' : ''}`;
  const target = entry.is === 'link' ? entry.target : '';
  const mode = entry.is === 'link' ? '0777' : entry.mode;
  const bytes = entry.is === 'file' ? entry.bytes : 0;
  return Buffer.concat([
    ...long('longName', name),
    ...long('longTarget', target),
    block({ type: entry.is, name, mode, bytes, target }),
  ]);
}

function long(type: Type, text: string): readonly Uint8Array[] {
  const bytes = Buffer.from(`${text}\0`);
  if (bytes.length <= nameBytes) return [];
  const rest = (tarBlock - (bytes.length % tarBlock)) % tarBlock;
  const head = block({ type, name: '././@LongLink', mode: '0644', bytes: bytes.length, target: '' });
  return [head, bytes, new Uint8Array(rest)];
}

function block({ type, name, mode, bytes, target }: Head): Uint8Array {
  const head = Buffer.alloc(tarBlock);
  head.set(Buffer.from(name).subarray(0, nameBytes), 0);
  head.write(octal(Number.parseInt(mode, 8), 8), 100);
  head.write(octal(0, 8), 108);
  head.write(octal(0, 8), 116);
  head.set(sizeField(bytes), 124);
  head.write(octal(0, 12), 136);
  head.write(types[type], 156);
  head.set(Buffer.from(target).subarray(0, nameBytes), 157);
  head.write('ustar  \0', 257);
  // The sum of all bytes, blanks in place of itself.
  head.fill(' ', 148, 156);
  head.write(
    `${octal(
      head.reduce((one, other) => one + other),
      7,
    )} `,
    148,
  );
  return head;
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}

/** From 8 GiB on, digits do not suffice: bytes then, behind one with its first bit set. */
function sizeField(bytes: number): Uint8Array {
  const digits = octal(bytes, 12);
  if (digits.length === 12) return Buffer.from(digits);
  const field = Buffer.alloc(12);
  field.writeUInt8(0x80, 0);
  field.writeBigUInt64BE(BigInt(bytes), 4);
  return field;
}
