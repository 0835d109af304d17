import type { DefinitionError } from '../core/errors.ts';
import { WrongVariables } from '../core/wrong-variables.ts';
import { WrongPlays } from './wrong-plays.ts';

/** What is wrong with plays and their hosts, gathered so that all of it is said at once. */
export interface PlayProblems {
  readonly add: (play: string, host: string, error: DefinitionError) => void;
  /** Throws a WrongPlays for all of them, if there are any. */
  readonly end: () => void;
}

interface Found {
  readonly play: string;
  readonly hosts: string[];
  readonly error: DefinitionError;
}

const namedHosts = 3;

/** The same wrong variable of many hosts, as one of a group is, is one problem. */
export function playProblems(): PlayProblems {
  const found = new Map<string, Found>();
  const note = (text: string, play: string, host: string, error: DefinitionError) => {
    const known = found.get(text) ?? { play, hosts: [], error };
    known.hosts.push(host);
    found.set(text, known);
  };
  return {
    add: (play, host, error) => {
      if (!(error instanceof WrongVariables)) return note(`${play} › ${error.message}`, play, host, error);
      for (const { variable, complaint, where } of error.problems) {
        const place = where === undefined ? '' : `\n    set at ${where}`;
        note(`${play} › ${variable}: ${complaint}${hostMark}${place}`, play, host, error);
      }
    },
    end: () => {
      if (found.size === 0) return;
      throw new WrongPlays(
        [...found].map(([text, { play, hosts, error }]) => ({
          play,
          host: hosts[0] ?? '',
          text: text.replace(hostMark, namesOf(hosts)),
          error,
        })),
      );
    },
  };
}

/** Where the hosts are named, once all are known; no message holds it. */
const hostMark = '\0';

function namesOf(hosts: readonly string[]): string {
  const named = hosts.slice(0, namedHosts).join(', ');
  const more = hosts.length - namedHosts;
  return `, for ${named}${more > 0 ? ` and ${more} more` : ''}`;
}
