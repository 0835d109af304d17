import { DefinitionError } from '../core/errors.ts';
import type { Host } from '../core/host.ts';
import { connectionSettings } from './connection-settings.ts';
import { sharedTransports } from './shared-transports.ts';

/**
 * Makes a look-up of where the way to a host begins, by its variables and ssh_config: gives the same host, which then
 * knows it. Connects to nothing, and looks once for each name.
 */
export function firstHops(): (host: Host) => Promise<Host> {
  const known = new Map<string, Promise<Host>>();
  return (host) => {
    const looking = known.get(host.name) ?? look(host);
    known.set(host.name, looking);
    return looking;
  };
}

async function look(host: Host): Promise<Host> {
  const firstHop = await firstHopOf(host);
  return firstHop === undefined ? host : { ...host, firstHop };
}

async function firstHopOf(host: Host): Promise<string | undefined> {
  try {
    const { connection } = connectionSettings(host);
    return connection === 'local' ? undefined : await sharedTransports[connection].firstHopOf(host);
  } catch (error) {
    // What is wrong with its connection is told when that is to be made.
    if (error instanceof DefinitionError) return undefined;
    throw error;
  }
}
