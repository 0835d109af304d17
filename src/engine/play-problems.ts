import { DefinitionError } from '../core/errors.ts';
import { WrongVariables } from '../core/wrong-variables.ts';

/** What is wrong with plays and their hosts, gathered so that all of it is said at once. */
export interface PlayProblems {
  readonly add: (play: string, error: DefinitionError) => void;
  /** Throws one DefinitionError for all of them, if there are any. */
  readonly end: () => void;
}

const namedHosts = 3;

/** The same wrong variable of many hosts, as one of a group is, is one problem. */
export function playProblems(): PlayProblems {
  const found = new Map<string, string[]>();
  const note = (text: string, host?: string) => {
    const hosts = found.get(text) ?? [];
    found.set(text, host === undefined ? hosts : [...hosts, host]);
  };
  return {
    add: (play, error) => {
      if (!(error instanceof WrongVariables)) return note(`${play} › ${error.message}`);
      for (const { variable, complaint, where } of error.problems) {
        const place = where === undefined ? '' : `\n    set at ${where}`;
        note(`${play} › ${variable}: ${complaint}${hostMark}${place}`, error.host);
      }
    },
    end: () => {
      if (found.size === 0) return;
      const texts = [...found].map(([text, hosts]) => text.replace(hostMark, namesOf(hosts)));
      throw new DefinitionError(listed(texts), { hint: 'Nothing was touched.' });
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

function listed(problems: readonly string[]): string {
  const [first = ''] = problems;
  return problems.length === 1
    ? first
    : `${problems.length} problems:\n${problems.map((one) => `  ${one}`).join('\n')}`;
}
