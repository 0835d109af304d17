import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ConnectionSettings } from './connection-settings.ts';
import { opensshDestination } from './openssh-destination.ts';

/** Where `ssh` would go. */
export interface OpensshWay {
  readonly address: string;
  readonly port: string;
  /** The server that the way begins at, as ProxyJump names it: `[user@]host[:port]`. */
  readonly firstHop?: string;
}

const run = promisify(execFile);
const limitMs = 10_000;

/**
 * Where `ssh` would go, by its own account of its arguments and its configuration. Where it gives none, the connection
 * will fail and say why: then it is what the arguments say. Throws a DefinitionError for those that cannot be read.
 */
export async function opensshWay(program: string, settings: ConnectionSettings): Promise<OpensshWay> {
  const args = ['-G', ...opensshDestination(settings)];
  const said = await run(program, args, { timeout: limitMs }).catch(() => ({ stdout: '' }));
  const value = (keyword: string) => new RegExp(`^${keyword} (.+)$`, 'm').exec(said.stdout)?.[1];
  const [firstHop] = value('proxyjump')?.split(',') ?? [];
  return {
    address: value('hostname') ?? settings.address,
    port: value('port') ?? String(settings.port ?? 22),
    ...(firstHop === undefined ? {} : { firstHop }),
  };
}
