import { DefinitionError, DroverError } from '../../core/errors.ts';
import type { Inventory } from '../../core/host.ts';
import type { Play } from '../../core/play.ts';
import { WrongVariables } from '../../core/wrong-variables.ts';
import { placeOfError } from './place-of-error.ts';
import { placedError } from './placed-error.ts';

/**
 * The exception with which plays were refused, with the place in the user's code where it comes from. What a compiler
 * of many hosts gathered has no place any more, so the plays are asked once again.
 */
export function locateProblem(error: unknown, plays: readonly Play[], inventory: Inventory): unknown {
  if (!(error instanceof DroverError)) return located(error);
  if (!(error instanceof DefinitionError)) return error;
  for (const play of plays) {
    const hosts = inventory.select(play.hosts);
    for (const host of hosts) {
      try {
        play.workOf(host, hosts);
      } catch (cause) {
        // Says where it is set by itself, and for all hosts.
        if (cause instanceof WrongVariables) return error;
        return located(cause, ` (play "${play.name}", host ${host.name})`);
      }
    }
  }
  return error;
}

function located(cause: unknown, whose = ''): unknown {
  const place = placeOfError(cause);
  if (place === undefined || !(cause instanceof Error)) return cause;
  const hint = cause instanceof DroverError ? (cause.hint ?? 'Nothing was touched.') : 'Nothing was touched.';
  const what = cause instanceof DroverError ? cause.message : `${cause.name}: ${cause.message}`;
  return placedError(`${what}${whose}`, place, { cause, hint });
}
