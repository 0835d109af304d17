import { readFileSync } from 'node:fs';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { TLSSocket } from 'node:tls';

export interface Page {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
  /** SHA-256 of the server's certificate; empty without TLS. */
  readonly fingerprint: string;
}

/** Fetches a page as a browser would that trusts only one CA. Follows no redirect. */
export function get(url: string, caFile?: string): Promise<Page> {
  const { promise, resolve, reject } = Promise.withResolvers<Page>();
  const ca = caFile === undefined ? {} : { ca: readFileSync(caFile) };
  const send = url.startsWith('https:') ? secure : plain;
  const request = send(url, { ...ca, agent: false, timeout: 10_000 }, (response) => {
    const { socket } = response;
    const fingerprint = socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : '';
    let body = '';
    response.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    response.on('end', () =>
      resolve({ status: response.statusCode ?? 0, location: response.headers.location, body, fingerprint }),
    );
  });
  request.on('error', reject).on('timeout', () => request.destroy(new Error(`${url} did not answer`)));
  request.end();
  return promise;
}
