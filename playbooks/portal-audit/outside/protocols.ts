/** The protocols that a server may offer, oldest first, with their number in a handshake. */
export const protocols = {
  SSLv3: 0x0300,
  TLSv1: 0x0301,
  'TLSv1.1': 0x0302,
  'TLSv1.2': 0x0303,
  'TLSv1.3': 0x0304,
} as const;

export type Protocol = keyof typeof protocols;
