import { commandOf, dialogue } from '../core/command.ts';
import { CommandError, RefusedError, TimeoutError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { query } from '../core/query.ts';
import { type Shell, sh } from '../core/sh.ts';
import { pause } from './shared/pause.ts';
import { condition } from './wait-for/condition.ts';
import { waitParams } from './wait-for/params.ts';
import { waitWords } from './wait-for/wait-words.ts';

export interface WaitState {
  readonly seen: 'yes' | 'no' | 'unseen' | 'pattern';
}

/** Longer than one attempt takes. */
const graceMs = 30_000;

/**
 * A port or a path of the host is in a state; if it is not yet, waits on the host until it is. `changed` says that it
 * had to wait, and all that comes behind looks anew. A check does not wait, and says that a run would. What Ansible
 * calls started and stopped is open and closed here; how a service answers is for httpProbe and tlsProbe.
 */
export const waitFor = defineModule({
  name: 'waitFor',
  summary: 'A port is open, closed or drained, or a path is present or absent, if need be after a while.',
  example: "waitFor('The database takes connections', { port: 5432, timeoutMs: 60_000 })",
  params: waitParams,
  verifies: true,
  desired: (given) => given,
  inspect: (desired) =>
    query(
      sh`( ${condition(desired)}
); case $? in 0) echo yes ;; 3) echo unseen ;; 4) echo pattern ;; *) echo no ;; esac`,
      { reads: 'everything', parse: ({ stdout }): WaitState => ({ seen: seenOf(stdout.trim()) }) },
    ),
  plan: ({ seen }, { contains, address }): readonly 'wait'[] => {
    if (seen === 'pattern') {
      throw new RefusedError(`"${contains}" is no extended regular expression for grep of this host`);
    }
    if (seen !== 'unseen') return seen === 'yes' ? [] : ['wait'];
    throw address === undefined
      ? new RefusedError('The host does not show its ports in /proc/net/tcp', {
          hint: 'Give an address, such as 127.0.0.1: then a connection to it is opened.',
        })
      : new RefusedError('There is no program on the host that opens a connection', {
          hint: 'Install one of nc (Debian: netcat-openbsd), bash with timeout, or curl.',
        });
  },
  describe: (_, desired) => ({ summary: `wait until ${waitWords(desired)}` }),
  apply: (_, desired) =>
    dialogue('everything', async (host) => {
      const { timeoutMs } = desired;
      const wait = commandOf(waiting(condition(desired), timeoutMs), {
        touches: 'everything',
        timeoutMs: timeoutMs + graceMs,
      });
      await host.run(wait).catch((cause: unknown) => {
        if (!(cause instanceof CommandError)) throw cause;
        throw new TimeoutError(`It was not so within ${timeoutMs / 1000} s that ${waitWords(desired)}`, {
          hint: 'Look at what should bring it about, or give it more time by timeoutMs.',
          cause,
        });
      });
    }),
  undo: () => commandOf(sh`:`, { touches: [] }),
});

function seenOf(word: string): WaitState['seen'] {
  return word === 'yes' || word === 'unseen' || word === 'pattern' ? word : 'no';
}

function waiting(holds: Shell, timeoutMs: number): Shell {
  return sh`end=$(($(date +%s) + ${Math.ceil(timeoutMs / 1000)}))
until ( ${holds}
); do [ "$(date +%s)" -lt "$end" ] || exit 1; ${pause(0.5)}; done`;
}
