import { play } from 'drover';
import { instance } from './practice/instance.ts';
import { vendorServer } from './practice/vendor-server.ts';
import { bracketed } from './secure-portal/configuration.ts';
import { variables } from './secure-portal/variables.ts';

/**
 * Makes a practice host look as if Caché was installed on it: a stand-in, for trying the flagship out. It is not
 * InterSystems software, and no host of a real user is ever in its group.
 */
export default play({
  name: 'Practice instance (a stand-in, not InterSystems software)',
  hosts: 'practice',
  become: true,
  vars: variables,
  tasks: ({ vars, host }) => {
    const embedded = host.vars['practice_kind'] === 'embedded';
    const server = vendorServer(vars, embedded);
    return {
      tasks: [server.node, instance(vars, server, embedded)],
      report: () => [`Before   http://${bracketed(vars.publicName)}:${vars.plainPort}${vars.portal_path}`],
    };
  },
});
