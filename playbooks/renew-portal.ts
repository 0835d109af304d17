import { play } from 'drover';
import { accounts } from './secure-portal/accounts.ts';
import { certificate } from './secure-portal/certificate.ts';
import { isSecured, renewal } from './secure-portal/renewal.ts';
import { variables } from './secure-portal/variables.ts';

/** For a timer: renews the certificate of a secured portal when it is due, and nothing else. */
export default play({
  name: 'Certificate of the Management Portal',
  hosts: 'portal',
  become: true,
  vars: variables,
  tasks: ({ vars }) => {
    const who = accounts(vars);
    const own = certificate(vars, who);
    return [isSecured(vars), ...who.nodes, own.node, renewal(vars, own.task)];
  },
});
