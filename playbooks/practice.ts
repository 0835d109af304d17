import { play } from 'drover';
import { instance } from './practice/instance.ts';
import { practiceVariables } from './practice/variables.ts';
import { vendorServer } from './practice/vendor-server.ts';
import { bracketed } from './secure-portal/bracketed.ts';

/**
 * Makes a practice host look as if Caché or IRIS was installed on it: a stand-in, for trying the flagship out. It is not
 * InterSystems software, and no host of a real user is ever in its group.
 */
export default play({
  name: 'Practice instance (a stand-in, not InterSystems software)',
  hosts: 'practice',
  become: true,
  vars: practiceVariables,
  tasks: ({ vars }) => {
    const server = vendorServer(vars);
    return {
      tasks: [server.node, instance(vars, server)],
      report: () => [`Before   http://${bracketed(vars.publicName)}:${vars.plainPort}${vars.portal_path}`],
    };
  },
});
