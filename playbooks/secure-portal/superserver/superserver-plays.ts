import { resolve } from 'node:path';
import { DefinitionError, type Play, play, RefusedError, type Scope, type Work } from 'drover';
import type { Accounts } from '../accounts.ts';
import { type GatewayStage, gatewayReport, lockedGateway } from '../gateway.ts';
import { acceptTls, requireTls, type SuperServerOptions } from '../superserver.ts';
import { type Variables, variables } from '../variables.ts';
import { clientPlays } from './client-plays.ts';
import { type ClientRoll, clientRoll } from './client-roll.ts';
import { portalAnswers } from './portal-answers.ts';
import { superServerSettings } from './superserver-settings.ts';

export interface SuperServerPlays {
  /** The first part, on the host of the instance: level 1 and the gateway, of which only its pages where no level is asked for. */
  readonly accept: (vars: Variables, who: Accounts) => Work;
  /** What comes after the clients were converted: each dials, then level 2. */
  readonly after: readonly Play[];
}

/** The parts of a run that put a SuperServer on TLS: they share who has answered. */
export function superServerPlays(): SuperServerPlays {
  const roll = clientRoll();
  return {
    accept: (vars, who) => {
      roll.clear();
      return acceptWork(vars, who, roll);
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

function acceptWork(vars: Variables, who: Accounts, roll: ClientRoll): Work {
  const settings = superServerSettings(vars);
  const options = optionsOf(vars);
  if (vars.superserver_level === undefined) {
    if (!vars.gateway_lockdown) return { tasks: [] };
    const stage = lockedGateway(settings, options.portalAnswers('The portal still answers by the gateway'));
    return { tasks: [stage.node], report: (scope) => findings(scope, stage) };
  }
  const { node, gateway, decisive } = acceptTls(settings, options, who);
  return {
    tasks: [node],
    report: (scope) => {
      // The plays that follow look at the host anew, and know nothing of what a check has foreseen.
      if (scope.check && decisive.some((task) => isSure(() => scope.changed(task))))
        roll.foresee(scope.host.name);
      return findings(scope, gateway);
    },
  };
}

/** Of some tasks a check cannot tell whether they would change. */
function isSure(claim: () => boolean): boolean {
  try {
    return claim();
  } catch {
    return false;
  }
}

/** Without the stage gateway nothing is known of CSP.ini. */
function findings(scope: Scope, { task }: GatewayStage): readonly string[] {
  try {
    return gatewayReport(scope.state(task));
  } catch (error) {
    if (error instanceof DefinitionError || error instanceof RefusedError) return [];
    throw error;
  }
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
