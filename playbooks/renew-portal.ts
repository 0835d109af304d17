import { play } from 'drover';
import { accounts } from './secure-portal/accounts.ts';
import { certificate } from './secure-portal/certificate.ts';
import { isSecured, renewal } from './secure-portal/renewal.ts';
import { superServerSettings } from './secure-portal/superserver/superserver-settings.ts';
import { renewedServer } from './secure-portal/superserver.ts';
import { variables } from './secure-portal/variables.ts';

/** For a timer: renews the certificates of a secured portal, and of its SuperServer, when they are due, and nothing else. */
export default play({
  name: 'Certificates of Management Portal and SuperServer',
  hosts: 'portal',
  become: true,
  vars: variables,
  tasks: ({ vars }) => {
    const who = accounts(vars);
    const own = certificate(vars, who);
    return [
      isSecured(vars),
      ...who.nodes,
      own.node,
      renewal(vars, own.task),
      ...renewedServer(superServerSettings(vars), who),
    ];
  },
});
