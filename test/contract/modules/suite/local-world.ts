import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { play } from '../../../../src/core/play.ts';
import { localTransport } from '../../../../src/transports/local.ts';
import { cutAfter } from '../../../support/cut-after.ts';
import { runOn } from '../../../support/run-on.ts';
import { outcomesOf } from './outcomes-of.ts';
import type { World } from './world.ts';

const execute = promisify(execFile);

/** This machine, in one of its shells; `user`: by sudo as that user. */
export function localWorld(name: string, shell: string, user?: string): World {
  const host = { name: 'here', groups: [], vars: {} };
  const words = user === undefined ? [] : ['sudo', '-n', '-u', user, '--'];
  return {
    name,
    isRoot: user === undefined && process.getuid?.() === 0,
    run: async (tasks, { cutAfterWrites, ...options } = {}) => {
      const local = localTransport();
      const transport = cutAfterWrites === undefined ? local : cutAfter(local, cutAfterWrites);
      const connect = (signal: AbortSignal) => transport.connect(host, signal);
      const plays = [
        play({ name: 'test', hosts: 'all', tasks, ...(user === undefined ? {} : { become: user }) }),
      ];
      const reachOf = () => ({ connect, shell, becomePassword: undefined });
      const { events } = await runOn([host], plays, { ...options, reachOf, preflight: 'none' });
      return { events, outcomes: outcomesOf(events) };
    },
    on: async (script, ...given) => {
      const [program = '', ...args] = [...words, 'sh', '-c', script, 'sh', ...given];
      return (await execute(program, args, { cwd: '/' })).stdout;
    },
  };
}
