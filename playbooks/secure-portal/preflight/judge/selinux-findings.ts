import type { GateFinding } from 'drover';
import { superServerSettings } from '../../superserver/superserver-settings.ts';
import type { Variables } from '../../variables.ts';
import type { Selinux } from '../look/selinux.ts';
import type { PortalState } from '../portal-preflight.ts';
import { finding } from './finding.ts';

/** What an enforcing SELinux has to be told, as the commands that do it. Source: the vendor's guide (WGG, appendix D). */
export function selinuxFindings({ selinux }: PortalState, vars: Variables): readonly GateFinding[] {
  if (!selinux.isEnforcing) return [];
  const commands = vars.portal_route === 'existing' ? confined(selinux, vars) : unconfined(selinux, vars);
  if (commands.length === 0)
    return [finding('notes', 'selinux', 'SELinux is enforcing, and knows the ports and files')];
  return [
    finding('warns', 'selinux', 'SELinux is enforcing, and may stop the web server', commands.join(' && ')),
  ];
}

/** The system's httpd is confined: it may use what is labelled for it, and nothing else. */
function confined({ mayConnect, ports, types }: Selinux, vars: Variables): readonly string[] {
  const { gatewayDirectory: gateway } = vars;
  const wanted = [vars.plainPort, vars.tlsPort, superServerSettings(vars).superserver_port];
  const unknown = wanted.filter(
    (port) => !(ports ?? usual).some(([first, last]) => first <= port && port <= last),
  );
  const isModule = ['httpd_modules_t', 'lib_t', undefined].includes(types['CSPa24.so']);
  const isOwn = ['CSP.ini', 'CSP.log'].every((file) =>
    ['httpd_sys_rw_content_t', undefined].includes(types[file]),
  );
  return [
    ...(mayConnect === true ? [] : ['setsebool -P httpd_can_network_connect 1']),
    ...unknown.map((port) => `semanage port -a -t http_port_t -p tcp ${port}`),
    ...(isModule ? [] : [`semanage fcontext -a -t httpd_modules_t '${gateway}/CSPa.*\\.so'`]),
    ...(isOwn
      ? []
      : [`semanage fcontext -a -t httpd_sys_rw_content_t '${gateway}/(CSP.*\\.(ini|log)|temp(/.*)?)'`]),
    ...(isModule && isOwn ? [] : [`restorecon -R ${gateway}`]),
  ];
}

/** What it is told of http_port_t by itself. */
const usual = [
  [80, 81],
  [443, 443],
  [488, 488],
  [8008, 8009],
  [8443, 8443],
  [9000, 9000],
] as const;

/** A server of ours is started as any other program is, where its program is labelled as one. */
function unconfined({ programType }: Selinux, { httpdDirectory: tree }: Variables): readonly string[] {
  if (programType === undefined || /^(bin_t|httpd_exec_t|usr_t)$/.test(programType)) return [];
  return [`semanage fcontext -a -t bin_t '${tree}/bin(/.*)?'`];
}
