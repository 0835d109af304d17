import { DefinitionError, group, RefusedError, type Scope, type Work } from 'drover';
import { clientsBack } from '../clients/clients-back.ts';
import { superServerPlace } from '../superserver.ts';
import type { Variables } from '../variables.ts';
import type { PlainRoll } from './plain-roll.ts';
import { superServer } from './super-server.ts';
import { superServerLevel } from './super-server-level.ts';
import { superServerRecord } from './superserver-record.ts';
import { superServerSettings } from './superserver-settings.ts';

/**
 * Before any client goes without TLS, the SuperServer takes it so. Then the clients on its own host go, and the roll says
 * which SuperServers the others may dial.
 */
export function plainTaken(vars: Variables, roll: PlainRoll): Work {
  const settings = superServerSettings(vars);
  const record = superServerRecord(settings);
  const place = superServerPlace(settings);
  const { instance, port, bindAddress } = place;
  const lowered = superServer(
    'The SuperServer takes clients without TLS again',
    (scope) => ({ ...place, bound: 'at-most', level: record.level(scope)?.level === 2 ? 2 : 1 }),
    { when: (scope) => record.level(scope) !== undefined },
  );
  const now = superServerLevel('The level of the SuperServer is known', { instance, port, bindAddress });
  const isTaken = (scope: Scope) => scope.changed(lowered) || (scope.state(now) ?? 2) < 2;
  return {
    tasks: [
      group('SuperServer', [...record.read, lowered, now], { tags: ['superserver', 'clients'] }),
      clientsBack(vars, isTaken),
    ],
    report: (scope) => {
      if (!isKnown(() => isTaken(scope))) return [];
      roll.take(vars.inventory_hostname, settings.spellings);
      roll.note(vars.inventory_hostname);
      return [];
    },
  };
}

/** Tags may have left it out: then nobody is told that he may go. */
function isKnown(claim: () => boolean): boolean {
  try {
    return claim();
  } catch (error) {
    if (error instanceof DefinitionError || error instanceof RefusedError) return false;
    throw error;
  }
}
