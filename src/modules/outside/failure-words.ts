/** Why nothing could be asked of a server, by the code of Node's error. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'closed the connection without an answer',
  EPIPE: 'closed the connection without an answer',
  EHOSTUNREACH: 'cannot be reached: no route to the host',
  ENETUNREACH: 'cannot be reached: no route to the network',
  ETIMEDOUT: 'did not accept the connection in time',
  ENOTFOUND: 'has no address: its name is not known',
  EAI_AGAIN: 'has no address: the name server did not answer',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'does not speak TLS',
  ERR_SSL_HTTP_REQUEST: 'does not speak TLS',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'offers none of the protocols that were asked for',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'offers none of the protocols that were asked for',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'refused the handshake: no cipher in common',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE': 'refused the handshake: no cipher in common',
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: 'refused the name that it was called by',
  HPE_INVALID_CONSTANT: 'does not speak HTTP',
  CERT_HAS_EXPIRED: 'is not to be trusted: a certificate of its chain has expired',
  CERT_NOT_YET_VALID: 'is not to be trusted: a certificate of its chain is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is not to be trusted: its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'is not to be trusted: the root of its chain is unknown here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'is not to be trusted: unable to verify the first certificate (the chain is incomplete, or its CA unknown here)',
  UNABLE_TO_GET_ISSUER_CERT: 'is not to be trusted: the chain is incomplete, or its CA unknown here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'is not to be trusted: the chain is incomplete, or its CA unknown here',
};

/** What an error of Node's net, tls or http says about the server, as the end of a sentence that it begins. */
export function failureWords(error: unknown): string {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return (code === undefined ? undefined : words[code]) ?? `failed: ${message || code}`;
}

/**
 * The code of an error of Node, such as `ECONNREFUSED` or `ERR_SSL_WRONG_VERSION_NUMBER`. OpenSSL's reason has no code
 * of its own where the error comes up while something is written: then it is read from the message.
 */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return undefined;
  if (error.code !== 'EPROTO') return error.code;
  const [, reason] = /:SSL routines:[^:]*:([^:]+):/.exec(error.message) ?? [];
  return reason === undefined ? error.code : `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}`;
}
