import { type Host, play, type TaskNode, type Work } from 'drover';
import { clientHostVariables } from './secure-portal/clients/client-host-variables.ts';
import { clientsBack } from './secure-portal/clients/clients-back.ts';
import { windowsBack } from './secure-portal/clients/windows-back.ts';
import { windowsVariables } from './secure-portal/clients/windows-variables.ts';
import { plainRoll } from './secure-portal/superserver/plain-roll.ts';
import { plainTaken } from './secure-portal/superserver/plain-taken.ts';
import { superServerBack } from './secure-portal/superserver/super-server-back.ts';
import { unsecured } from './secure-portal/unsecured.ts';
import { variables } from './secure-portal/variables.ts';

const roll = plainRoll();

/** A client that is put back is noted, once all went well. */
function withoutTls({ name }: Host, back: TaskNode): Work {
  roll.join();
  return {
    tasks: [back],
    report: () => {
      roll.note(name);
      return [];
    },
  };
}

/**
 * Puts back what secure-portal replaced or changed, from what it noted on each host before the first change. In the order
 * in which nobody is cut off: the SuperServer takes clients without TLS, clients go without, then gateway and portal, and
 * the SuperServer's old level comes last.
 */
export default [
  play({
    name: 'SuperServer takes clients without TLS',
    hosts: 'portal',
    become: true,
    vars: variables,
    tasks: ({ vars, hosts }) => {
      roll.begin(hosts.map(({ name }) => name));
      return plainTaken(vars, roll);
    },
  }),
  play({
    name: 'Clients as they were',
    hosts: 'clients',
    become: true,
    vars: clientHostVariables,
    tasks: ({ host, vars }) =>
      withoutTls(
        host,
        clientsBack(vars, () => roll.isTaken(vars.client_server)),
      ),
  }),
  play({
    name: 'Windows clients as they were',
    hosts: 'windows_clients',
    vars: windowsVariables,
    tasks: ({ host, vars }) =>
      withoutTls(
        host,
        windowsBack(vars, () => roll.isTaken(vars.client_server)),
      ),
  }),
  play({
    name: 'Management Portal as it was, over plain HTTP',
    hosts: 'portal',
    become: true,
    vars: variables,
    tasks: ({ vars }) => unsecured(vars, roll),
  }),
  play({
    name: 'SuperServer as it was',
    hosts: 'portal',
    become: true,
    vars: variables,
    tasks: ({ vars }) => [superServerBack(vars, roll)],
  }),
];
