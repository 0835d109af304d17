import { RefusedError } from '../../core/errors.ts';
import type { ServiceState } from './service-state.ts';

/** The file that was changed after the service began to run; in doubt it was. Undefined: none was. */
export function restartDue({ since, now, files, running }: ServiceState): string | undefined {
  if (!running) return undefined;
  const found = files.find(
    ({ at, vague }) => at !== undefined && (since === undefined || since <= at + vague),
  );
  if (found?.at === undefined) return undefined;
  if (since === undefined) {
    throw new RefusedError('The host does not tell when the service was started', {
      hint: 'Mount /proc there, or name the pid file in the init script (# pidfile: /run/…). Or leave out restartAfter.',
    });
  }
  // A restart now would still seem to come before the change, again and again.
  if (found.at !== Number.POSITIVE_INFINITY && found.at > now + 1) {
    throw new RefusedError(`${found.path} was changed in the future: the host's clock was set back since`, {
      hint: `Set the clock right, or run on the host: touch ${found.path}`,
    });
  }
  return found.path;
}

/** The file that was changed after the service last read its settings. Undefined: none was. */
export function reloadDue({ readSince: since, settings: files, ...state }: ServiceState): string | undefined {
  return restartDue({ ...state, readSince: since, settings: files, since, files });
}

/**
 * How long to wait before a start, in seconds, so that the next look can tell it from the last change of a file: the
 * kernel counts a start in hundredths of a second, and some hosts say the time in whole seconds only.
 */
export function pauseBeforeStart({ now, vague, files, settings }: ServiceState): number {
  const known = [...files, ...settings].flatMap(({ at, vague: late }) =>
    at === undefined || at === Number.POSITIVE_INFINITY ? [] : [at + late],
  );
  if (known.length === 0) return 0;
  const tellable = Math.max(...known) + vague;
  return Math.min(5, Math.max(0, Math.ceil((tellable - now) * 100) / 100));
}
