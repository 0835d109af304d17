import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { play } from '../../../../src/core/play.ts';
import { quote } from '../../../../src/core/sh.ts';
import type { LabHost } from '../../../../src/lab/machine/lab-host.ts';
import { sshTransport } from '../../../../src/transports/ssh.ts';
import { cutAfter } from '../../../support/cut-after.ts';
import { runOn } from '../../../support/run-on.ts';
import { outcomesOf } from './outcomes-of.ts';
import type { World } from './world.ts';

const execute = promisify(execFile);

/** A guest, as its operator with sudo. */
export function guestWorld(name: string, guest: LabHost): World {
  const vars = {
    ansible_host: guest.address,
    ansible_user: 'op',
    ansible_private_key_file: guest.keyFile,
    drover_host_key: guest.hostKey,
  };
  const host = { name: guest.name, groups: [], vars };
  return {
    name,
    isRoot: true,
    run: async (tasks, { cutAfterWrites, ...options } = {}) => {
      const ssh = sshTransport();
      const transport = cutAfterWrites === undefined ? ssh : cutAfter(ssh, cutAfterWrites);
      const connect = (signal: AbortSignal) => transport.connect(host, signal);
      const reachOf = () => ({ connect, shell: 'sh', becomePassword: undefined });
      const plays = [play({ name: 'test', hosts: 'all', become: true, tasks })];
      const { events } = await runOn([host], plays, { ...options, reachOf, preflight: 'none' });
      return { events, outcomes: outcomesOf(events) };
    },
    on: async (script, ...words) => {
      const [program = 'ssh', ...args] = guest.sshCommand('root');
      const command = ['sh', '-c', script, 'sh', ...words].map(quote).join(' ');
      return (await execute(program, [...args, command])).stdout;
    },
  };
}
