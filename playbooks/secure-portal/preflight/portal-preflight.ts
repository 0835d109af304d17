import { all, type Controller, defineModule, type Query } from 'drover';
import { z } from 'zod';
import { existingLayouts } from '../existing-layouts.ts';
import { type GatewayUse, gatewayUse } from '../superserver/gateway-use.ts';
import { levelQuestions } from '../superserver/server-level.ts';
import { askSession } from '../superserver/session.ts';
import type { SessionAnswer } from '../superserver/session-answer.ts';
import { type SuperServerSettings, superServerSettings } from '../superserver/superserver-settings.ts';
import type { Variables } from '../variables.ts';
import { type AccountThere, accountThere } from './look/account-there.ts';
import { type CertificatePlan, certificatePlan } from './look/certificate-plan.ts';
import { type Firewall, firewall } from './look/firewall.ts';
import { type GatewayModule, gatewayModules } from './look/gateway-modules.ts';
import { type Instances, instances } from './look/instances.ts';
import { type Listener, listeners } from './look/listeners.ts';
import { type Locks, locks } from './look/locks.ts';
import { type Room, room } from './look/room.ts';
import { type Selinux, selinux } from './look/selinux.ts';
import { type System, system } from './look/system.ts';
import { type WebServers, webServers } from './look/web-servers.ts';

/** Everything that decides whether the portal of a host can be secured. */
export interface PortalState {
  readonly instances: Instances;
  readonly account: AccountThere;
  readonly listeners: readonly Listener[];
  readonly system: System;
  readonly rooms: readonly Room[];
  readonly modules: readonly GatewayModule[];
  readonly webServers: WebServers;
  readonly selinux: Selinux;
  readonly firewall: Firewall;
  readonly locks: Locks;
  readonly certificate: CertificatePlan;
  /** What a session says of the SuperServer, where a level is asked for, and how the gateway reaches it. */
  readonly session?: SessionAnswer;
  readonly gateway?: GatewayUse;
}

const params = z.strictObject({
  vars: z.custom<Variables>().meta({ description: 'The variables of the playbook.' }),
});

/** Looks at a host before anything is done on it, by one question for all, and changes nothing. */
export const portalPreflight = defineModule({
  name: 'portalPreflight',
  summary: 'Nothing: it tells whether the portal of a host can be secured.',
  params,
  verifies: true,
  desired: async ({ vars }, controller: Controller) =>
    questions(vars, await certificatePlan(vars, controller)),
  inspect: (question) => question,
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
});

function questions(vars: Variables, certificate: Query<CertificatePlan>): Query<PortalState> {
  const {
    portal_route: route,
    superserver_level: level,
    work_directory: work,
    httpdDirectory,
    gatewayDirectory,
  } = vars;
  const settings = superServerSettings(vars);
  const { superserver_port: superServerPort, instance } = settings;
  const isBuilt = route !== 'existing';
  return all<PortalState & Record<string, unknown>>({
    instances: instances(instance),
    account: accountThere(vars),
    listeners: listeners([vars.plainPort, vars.tlsPort, superServerPort]),
    system: system(isBuilt ? 'build' : 'certificate'),
    rooms: room(isBuilt ? [work, httpdDirectory] : []),
    modules: gatewayModules(gatewayDirectory),
    webServers: webServers(pathsOf(vars)),
    selinux: selinux({ program: `${httpdDirectory}/bin/httpd`, gatewayDirectory }),
    firewall,
    locks: locks(work),
    certificate,
    ...(level === undefined ? {} : superServerQuestions(settings)),
  });
}

function superServerQuestions({
  instance,
  superserver_port: port,
  superserver_bind_address: bindAddress,
  cspIniFile,
  spellings: addresses,
}: SuperServerSettings) {
  return {
    session: askSession(instance, levelQuestions({ instance, port, bindAddress })),
    gateway: gatewayUse(cspIniFile, { port, addresses }),
  };
}

/** What the route takes for granted. */
function pathsOf({
  portal_route: route,
  privateDirectory,
  existing_layout: layout,
}: Variables): readonly string[] {
  if (route !== 'existing') return [privateDirectory];
  const { program, modules } = existingLayouts[layout];
  return [program, `${modules}/mod_ssl.so`];
}
