import { resolve } from 'node:path';
import { type Play, play, type Work } from 'drover';
import { gatewayReport } from '../gateway.ts';
import { acceptTls, requireTls, type SuperServerOptions } from '../superserver.ts';
import { type Variables, variables } from '../variables.ts';
import { clientPlays } from './client-plays.ts';
import { type ClientRoll, clientRoll } from './client-roll.ts';
import { portalAnswers } from './portal-answers.ts';
import { superServerSettings } from './superserver-settings.ts';

export interface SuperServerPlays {
  /** The first part, on the host of the instance: level 1 and the gateway. Nothing where no level is asked for. */
  readonly accept: (vars: Variables) => Work;
  /** What comes after the clients were converted: each dials, then level 2. */
  readonly after: readonly Play[];
}

/** The parts of a run that put a SuperServer on TLS: they share who has answered. */
export function superServerPlays(): SuperServerPlays {
  const roll = clientRoll();
  return {
    accept: (vars) => {
      roll.clear();
      return acceptWork(vars);
    },
    after: [
      ...clientPlays(roll),
      play({
        name: 'SuperServer requires TLS',
        hosts: 'portal',
        become: true,
        vars: variables,
        tasks: ({ vars }) => requireWork(vars, roll),
      }),
    ],
  };
}

function acceptWork(vars: Variables): Work {
  if (vars.superserver_level === undefined) return { tasks: [] };
  const { node, gateway } = acceptTls(superServerSettings(vars), optionsOf(vars));
  return { tasks: [node], report: (scope) => gatewayReport(scope.state(gateway.task)) };
}

function requireWork(vars: Variables, roll: ClientRoll) {
  return vars.superserver_level === 2 ? requireTls(superServerSettings(vars), optionsOf(vars), roll) : [];
}

function optionsOf(vars: Variables): SuperServerOptions {
  const ca = resolve(vars.superserver_ca ?? vars.client.ca);
  return {
    ca,
    portalAnswers: (name) => portalAnswers(name, vars),
  };
}
