import type { Agent } from 'node:https';
import type { loadAcme } from './load-acme.ts';

type Acme = Awaited<ReturnType<typeof loadAcme>>;

/** By the origin of a server, what it is asked with. */
const agents = new Map<string, Agent>();

/** Has a server be asked with its own CA in place of the public ones. The library knows no way for one client alone. */
export async function trustServer({ axios }: Acme, server: string, ca: string): Promise<void> {
  // Loaded when it is needed, as in `senderFor`.
  const https = await import('node:https');
  if (agents.size === 0) {
    axios.interceptors.request.use((request) => {
      const agent = agents.get(originOf(request.url ?? ''));
      return agent === undefined ? request : Object.assign(request, { httpsAgent: agent });
    });
  }
  agents.set(originOf(server), new https.Agent({ ca }));
}

function originOf(url: string): string {
  return URL.parse(url)?.origin ?? '';
}
