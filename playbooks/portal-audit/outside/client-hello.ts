import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { type Protocol, protocols } from './protocols.ts';

export interface Hello {
  readonly protocol: Protocol;
  readonly suites: readonly number[];
  readonly servername: string;
}

/**
 * The first message of a handshake, made here: what a server offers can then be seen whatever OpenSSL on this machine
 * still speaks, SSLv3 and export ciphers too.
 */
export function clientHello({ protocol, suites, servername }: Hello): Buffer {
  const version = protocols[protocol];
  const body = Buffer.concat([
    uint16(Math.min(version, protocols['TLSv1.2'])),
    randomBytes(32),
    sized(1, randomBytes(32)),
    sized(2, Buffer.concat(suites.map(uint16))),
    // Deflate is offered as well: a server that takes it is open to CRIME.
    sized(1, version === protocols['TLSv1.3'] ? Buffer.of(0) : Buffer.of(1, 0)),
    ...(protocol === 'SSLv3' ? [] : [sized(2, extensions(protocol, servername))]),
  ]);
  const message = Buffer.concat([Buffer.of(1, 0), sized(2, body)]);
  return Buffer.concat([Buffer.of(22), uint16(Math.min(version, protocols.TLSv1)), sized(2, message)]);
}

function extensions(protocol: Protocol, servername: string): Buffer {
  const name = Buffer.from(servername);
  const isModern = protocol === 'TLSv1.3';
  return Buffer.concat([
    ...(isIP(servername) === 0 ? [extension(0, sized(2, Buffer.of(0), sized(2, name)))] : []),
    extension(10, sized(2, ...[0x001d, 0x0017, 0x0018, 0x0019].map(uint16))),
    extension(11, sized(1, Buffer.of(0))),
    extension(13, sized(2, ...signatures.map(uint16))),
    extension(0xff01, Buffer.of(0)),
    ...(isModern ? [] : [extension(35, Buffer.alloc(0))]),
    ...(isModern ? [extension(43, sized(1, uint16(protocols['TLSv1.3'])))] : []),
    // Any 32 bytes are a public key of X25519. The handshake goes no further.
    ...(isModern ? [extension(51, sized(2, uint16(0x001d), sized(2, randomBytes(32))))] : []),
  ]);
}

/** ECDSA, RSA-PSS and RSA with SHA-2, then what old servers sign by. */
const signatures = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201, 0x0202,
] as const;

function extension(type: number, body: Buffer): Buffer {
  return Buffer.concat([uint16(type), sized(2, body)]);
}

function uint16(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}

/** The parts as one, with their length before them. */
function sized(width: 1 | 2, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length = Buffer.alloc(width);
  length.writeUIntBE(body.length, 0, width);
  return Buffer.concat([length, body]);
}
