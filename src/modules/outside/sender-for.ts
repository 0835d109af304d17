import type { ClientRequest, RequestOptions } from 'node:http';

/** One of Node's two functions that send a request. */
export type Sender = (options: RequestOptions) => ClientRequest;

/**
 * The function for a protocol, such as `https:`. Loaded when it is first needed: an import of `node:http` brings fetch and
 * WebSocket with it, which would be a twentieth of the time that every command takes to start.
 */
export async function senderFor(protocol: string): Promise<Sender> {
  const { request } = protocol === 'https:' ? await import('node:https') : await import('node:http');
  return request;
}
