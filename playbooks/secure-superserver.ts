import { play } from 'drover';
import clients from './secure-clients.ts';
import { accounts } from './secure-portal/accounts.ts';
import { superServerPlays } from './secure-portal/superserver/superserver-plays.ts';
import { variables } from './secure-portal/variables.ts';

const { accept, after } = superServerPlays();

/**
 * Puts SuperServer, gateway and clients on TLS without a break: the SuperServer accepts it, gateway and clients are put on
 * it, each is seen to get an answer, and only then it is required.
 */
export default [
  play({
    name: 'SuperServer and gateway over TLS',
    hosts: 'portal',
    become: true,
    vars: variables,
    tasks: ({ vars: given }) => {
      const vars = { ...given, superserver_level: given.superserver_level ?? 1 } as const;
      const who = accounts(vars);
      const { tasks, ...rest } = accept(vars, who);
      return { ...rest, tasks: [...who.nodes, ...tasks] };
    },
  }),
  ...clients,
  ...after,
];
