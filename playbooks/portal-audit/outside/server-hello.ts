/** What a server says to the first message of a handshake. */
export type ServerReply =
  | {
      readonly is: 'hello';
      readonly version: number;
      readonly suite: number;
      readonly compresses: boolean;
      readonly renegotiatesSafely: boolean;
      readonly hasTickets: boolean;
    }
  /** An alert, or the end of the connection: it does not want this. */
  | { readonly is: 'refused' }
  /** Something else than TLS. */
  | { readonly is: 'other' };

/** Reads what a server has said so far; undefined: too little to tell. */
export function serverReply(bytes: Buffer): ServerReply | undefined {
  if (bytes.length < 5) return undefined;
  if (bytes[1] !== 3 || (bytes[0] !== 21 && bytes[0] !== 22)) return { is: 'other' };
  if (bytes[0] === 21) return { is: 'refused' };
  const record = bytes.subarray(5, 5 + bytes.readUInt16BE(3));
  if (record.length < 4) return undefined;
  if (record[0] !== 2) return { is: 'other' };
  const length = record.readUIntBE(1, 3);
  const hello = record.subarray(4, 4 + length);
  return hello.length < length ? undefined : helloIn(hello);
}

function helloIn(hello: Buffer): ServerReply {
  try {
    const at = 35 + hello.readUInt8(34);
    const extensions = extensionsIn(hello.subarray(at + 3));
    return {
      is: 'hello',
      // TLS 1.3 calls itself 1.2 here, and says the truth in an extension.
      version: extensions.get(43)?.readUInt16BE(0) ?? hello.readUInt16BE(0),
      suite: hello.readUInt16BE(at),
      compresses: hello.readUInt8(at + 2) !== 0,
      renegotiatesSafely: extensions.has(0xff01),
      hasTickets: extensions.has(35),
    };
  } catch {
    return { is: 'other' };
  }
}

function extensionsIn(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 2; at + 4 <= bytes.length; at += 4 + bytes.readUInt16BE(at + 2)) {
    found.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + bytes.readUInt16BE(at + 2)));
  }
  return found;
}
