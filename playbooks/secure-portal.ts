import { resolve } from 'node:path';
import { play } from 'drover';
import { clientLookPlays } from './portal-audit/client-look-plays.ts';
import { portalLook } from './portal-audit/portal-look.ts';
import secureClients from './secure-clients.ts';
import { accounts } from './secure-portal/accounts.ts';
import { build } from './secure-portal/build.ts';
import { buildTools, certificateTool } from './secure-portal/build-tools.ts';
import { certificate } from './secure-portal/certificate.ts';
import { clients } from './secure-portal/clients.ts';
import { configuration } from './secure-portal/configuration.ts';
import { portalOrigin } from './secure-portal/portal-origin.ts';
import { preflight } from './secure-portal/preflight.ts';
import { sources } from './secure-portal/sources.ts';
import { superServerPlays } from './secure-portal/superserver/superserver-plays.ts';
import { swap } from './secure-portal/swap.ts';
import { variables } from './secure-portal/variables.ts';

/** A play of its own before and after, so that what was found is told of a host where the work failed, too. */
const found = (moment: 'before' | 'after') =>
  play({
    name: `What is found ${moment}`,
    hosts: 'portal',
    become: true,
    vars: variables,
    tasks: ({ vars }) => {
      const look = portalLook(vars, moment);
      return { tasks: [look.node], report: look.report };
    },
  });

/** Of the SuperServer nothing, unless a level is asked for by superserver_level. */
const superServer = superServerPlays();

const portal = play({
  name: 'Management Portal over HTTPS',
  hosts: 'portal',
  become: true,
  // What goes wrong goes wrong on one host: the others have not been touched.
  rollout: { waves: [1, '25%'], failureBudget: 0 },
  vars: variables,
  tasks: ({ vars }) => {
    const archives = sources(vars);
    const who = accounts(vars);
    const own = certificate(vars, who);
    const isBuilt = vars.portal_route !== 'existing';
    const accepting = superServer.accept(vars, who);
    return {
      // In this order: sources, build, certificate, configuration, swap, gateway, superserver, clients, verify.
      tasks: [
        ...(isBuilt ? [buildTools(vars), archives.node, build(vars, archives)] : [certificateTool(vars)]),
        ...who.nodes,
        own.node,
        ...(isBuilt ? [configuration(vars, who)] : []),
        swap(vars, own.task, who),
        ...accepting.tasks,
        clients(vars, (scope) => {
          // In a check there may be no CA yet; alone, this stage takes the one that is there.
          if (scope.changed(own.task)) scope.state(own.task);
          return vars.client.ca;
        }),
      ],
      report: (scope) => {
        // Known without the task: the stages can be run alone.
        const made =
          vars.certificate_from === 'private-ca' ? resolve(vars.ca_directory, 'ca.pem') : undefined;
        const ca = vars.trust_file ?? made;
        return [
          `Portal   ${portalOrigin(vars)}${vars.portal_path}`,
          ...(ca === undefined ? [] : [`Trust    ${ca}`]),
          ...(accepting.report?.(scope) ?? []),
          ...(vars.note === undefined ? [] : [vars.note]),
        ];
      },
    };
  },
});

/** Puts the Management Portal of Caché or IRIS behind TLS, by a web server that is built from source or was there. */
export default [
  preflight,
  found('before'),
  ...clientLookPlays('before'),
  portal,
  ...secureClients,
  ...superServer.after,
  found('after'),
  ...clientLookPlays('after'),
];
