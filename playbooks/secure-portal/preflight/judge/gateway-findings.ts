import type { GateFinding } from 'drover';
import { existingLayouts } from '../../existing-layouts.ts';
import type { Variables } from '../../variables.ts';
import type { GatewayModule } from '../look/gateway-modules.ts';
import type { PortalState } from '../portal-preflight.ts';
import { finding } from './finding.ts';

/** Whether the gateway's modules can be loaded by httpd 2.4, and which web servers there are beside. */
export function gatewayFindings(state: PortalState, vars: Variables): readonly GateFinding[] {
  return [...moduleFindings(state, vars), ...serverFindings(state, vars)];
}

function moduleFindings(
  { modules }: PortalState,
  { gatewayDirectory: directory }: Variables,
): readonly GateFinding[] {
  const runtime = modules.find(({ name }) => name === 'CSPa24.so');
  const pages = modules.find(({ name }) => name === 'CSPa24Sys.so');
  if (runtime === undefined) return [absent(modules, directory)];
  const wrong = whyNot(runtime);
  if (wrong !== undefined)
    return [finding('stops', 'gateway', `${directory}/CSPa24.so ${wrong.what}`, wrong.hint)];
  if (pages !== undefined) return [];
  const message = `There is no ${directory}/CSPa24Sys.so beside CSPa24.so`;
  return [finding('warns', 'gateway', message, "The gateway's management pages may not open.")];
}

function absent(modules: readonly GatewayModule[], directory: string): GateFinding {
  const others = modules.map(({ name }) => name).join(', ');
  return finding(
    'stops',
    'gateway',
    others === ''
      ? `There is no gateway module in ${directory}`
      : `In ${directory} are modules for another server: ${others}`,
    'Put CSPa24.so and CSPa24Sys.so there, from the kit of the Web Gateway, or set gateway_directory.',
  );
}

function whyNot({ isReadable, apache, fits, missing }: GatewayModule) {
  if (!isReadable) return { what: 'cannot be read', hint: 'Look at its mode.' };
  if (fits === false)
    return { what: 'is for another kind of machine', hint: 'Take the one from the kit for this host.' };
  if (apache !== undefined && apache !== '2.4') {
    return {
      what: `is a module for httpd ${apache}`,
      hint: 'Take CSPa24.so from the kit of the Web Gateway.',
    };
  }
  if (missing.length === 0) return undefined;
  return { what: `needs ${missing.join(', ')}`, hint: 'Install the packages that bring these libraries.' };
}

function serverFindings({ webServers }: PortalState, vars: Variables): readonly GateFinding[] {
  const { portal_route: route, privateDirectory, existing_layout: layout, httpdDirectory } = vars;
  const { programs, gatewayFiles, there } = webServers;
  const others = programs.filter((program) => !program.startsWith(`${httpdDirectory}/`));
  if (route === 'existing') {
    const { program, modules } = existingLayouts[layout];
    if (!there.includes(program)) {
      const hint = 'Set existing_layout, or choose portal_route: standalone.';
      return [finding('stops', 'server', `There is no web server ${program}`, hint)];
    }
    if (there.includes(`${modules}/mod_ssl.so`)) return [];
    return [
      finding('stops', 'server', `There is no ${modules}/mod_ssl.so`, 'Install it: dnf install mod_ssl.'),
    ];
  }
  if (route === 'private' && !there.includes(privateDirectory)) {
    const message = `The instance has no private web server in ${privateDirectory}`;
    return [finding('stops', 'server', message, 'Choose portal_route: standalone.')];
  }
  if (gatewayFiles.length > 0) {
    const message = `Another web server has a gateway in it: ${gatewayFiles.join(', ')}`;
    return [
      finding('warns', 'server', message, 'It stays as it is; portal_route: existing would secure that one.'),
    ];
  }
  return others.length === 0 ? [] : [finding('notes', 'server', `Stays as it is: ${others.join(', ')}`)];
}
