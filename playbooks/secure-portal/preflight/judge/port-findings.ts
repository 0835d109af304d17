import type { GateFinding } from 'drover';
import { superServerSettings } from '../../superserver/superserver-settings.ts';
import type { Variables } from '../../variables.ts';
import type { Listener, Process } from '../look/listeners.ts';
import type { PortalState } from '../portal-preflight.ts';
import { finding } from './finding.ts';

/** Whether ports are held by whom they should be, and are those that the instance knows. */
export function portFindings(state: PortalState, vars: Variables): readonly GateFinding[] {
  return [
    ...webFindings(state, vars),
    ...plainPortOfInstance(state, vars),
    ...(vars.superserver_level === undefined ? [] : superServerFindings(state, vars)),
  ];
}

/** The ports of the portal may be held by nobody, by the server that is replaced, or by the one that is to have them. */
function webFindings({ listeners }: PortalState, vars: Variables): readonly GateFinding[] {
  const ports = [
    { port: vars.tlsPort, variable: 'tls_port' },
    { port: vars.plainPort, variable: 'plain_port' },
  ];
  const held = ports.flatMap(({ port, variable }) => {
    const listener = listeners.find((one) => one.port === port);
    if (listener === undefined || isOurs(listener, vars)) return [];
    return [
      finding(
        'stops',
        'ports',
        `Port ${port} is held by ${nameOf(listener)}`,
        `Stop it, or set ${variable}.`,
      ),
    ];
  });
  return [...held, ...nobody(listeners, vars)];
}

/** Without it nothing can be put back to compare with, but it can be replaced. */
function nobody(
  listeners: readonly Listener[],
  { plainPort, portal_route: route }: Variables,
): readonly GateFinding[] {
  if (route === 'standalone' || listeners.some(({ port }) => port === plainPort)) return [];
  const whose = route === 'private' ? 'private web server of the instance' : 'web server';
  return [
    finding(
      'warns',
      'ports',
      `Nobody listens on port ${plainPort}`,
      `Does the ${whose} run? Is plain_port right?`,
    ),
  ];
}

function isOurs({ process }: Listener, vars: Variables): boolean {
  if (process === undefined) return false;
  if (vars.portal_route === 'existing') return /(^|\/)(apache2|httpd)( \(deleted\))?$/.test(process.program);
  return [vars.privateDirectory, vars.httpdDirectory].some((tree) => belongs(process, tree));
}

/** By its program, or because it was started for this tree. */
function belongs({ program, words }: Process, tree: string): boolean {
  return program.startsWith(`${tree}/`) || words.includes(tree);
}

function nameOf({ process }: Listener): string {
  return process === undefined ? 'another process' : `${process.name} (process ${process.id})`;
}

/** The old address leads on to the new one only where the old port is known. */
function plainPortOfInstance({ instances: { own } }: PortalState, vars: Variables): readonly GateFinding[] {
  if (vars.portal_route === 'existing' || own?.webPort === undefined || own.webPort === vars.plainPort)
    return [];
  return [
    finding(
      vars.portal_route === 'private' ? 'stops' : 'warns',
      'ports',
      `The web server of ${own.name} is for port ${own.webPort}, and plain_port is ${vars.plainPort}`,
      `Set plain_port: ${own.webPort}.`,
    ),
  ];
}

function superServerFindings(
  { instances: { own }, listeners }: PortalState,
  vars: Variables,
): readonly GateFinding[] {
  const { superserver_port: port } = superServerSettings(vars);
  if (own?.superServerPort !== undefined && own.superServerPort !== port) {
    return [
      finding(
        'stops',
        'superserver',
        `The SuperServer of ${own.name} is on port ${own.superServerPort}, not on ${port}`,
        `Set superserver_port: ${own.superServerPort}.`,
      ),
    ];
  }
  const listener = listeners.find((one) => one.port === port);
  if (listener === undefined) {
    const hint = 'Is the instance up, and superserver_port right?';
    return [
      finding(
        'stops',
        'superserver',
        `Nobody listens on port ${port}, which is to be the SuperServer's`,
        hint,
      ),
    ];
  }
  if (listener.process === undefined || belongs(listener.process, vars.instanceDirectory)) return [];
  return [
    finding(
      'warns',
      'superserver',
      `Port ${port} is held by ${nameOf(listener)}, whose program is not in ${vars.instanceDirectory}`,
      'Is that the SuperServer of the instance?',
    ),
  ];
}
