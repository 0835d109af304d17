import type { Account } from './accounts.ts';
import type { Variables } from './variables.ts';

/** The unit of the portal's server, on the routes that have one. */
export const portalUnit = { name: 'portal-httpd.service', file: '/etc/systemd/system/portal-httpd.service' };

/** Where the check of a reload lies: the unit runs it first, whoever asks for the reload. */
export function reloadCheck({ httpdDirectory }: Pick<Variables, 'httpdDirectory'>): string {
  return `${httpdDirectory}/conf/reload-check.sh`;
}

/** The text of the unit. A reload that would end the server, such as one with another's key, is refused by its check. */
export function portalUnitText(vars: Variables, account: Account): string {
  const { httpdDirectory: live, instance_unit: instance } = vars;
  const after = ['network-online.target', ...(instance === undefined ? [] : [instance])];
  const own = vars.portal_route === 'standalone' ? sandbox(vars, account) : [];
  return `${[
    '# Written by drover (playbooks/secure-portal.ts)',
    '[Unit]',
    'Description=InterSystems Management Portal over HTTPS',
    'Wants=network-online.target',
    `After=${after.join(' ')}`,
    '',
    '[Service]',
    'Type=forking',
    `PIDFile=${live}/logs/httpd.pid`,
    `ExecStart="${live}/bin/httpd" -d "${live}" -k start`,
    `ExecReload=/bin/sh "${reloadCheck(vars)}"`,
    'ExecReload=/bin/kill -USR1 $MAINPID',
    'KillMode=mixed',
    // By the instance too, which ends what it takes for its own server when it is stopped.
    'Restart=always',
    'RestartSec=1',
    ...own,
    '',
    '[Install]',
    'WantedBy=multi-user.target',
  ].join('\n')}\n`;
}

/** RemoveIPC is left out on purpose: the instance's user is often the same, and its shared memory would go. */
function sandbox(vars: Variables, { user, group }: Account): readonly string[] {
  const { httpdDirectory, gatewayDirectory, unit_lines: more } = vars;
  const low = [vars.plainPort, vars.tlsPort].some((port) => port < 1024);
  const capability = low ? 'CAP_NET_BIND_SERVICE' : '';
  const atHome = [gatewayDirectory, vars.instanceDirectory].some((path) => /^\/(home|root)\//.test(path));
  return [
    ...(user === '' ? [] : [`User=${user}`, `Group=${group}`]),
    `CapabilityBoundingSet=${capability}`,
    ...(low ? [`AmbientCapabilities=${capability}`] : []),
    'NoNewPrivileges=yes',
    'UMask=0027',
    'LimitCORE=0',
    'ProtectSystem=strict',
    `ReadWritePaths="${httpdDirectory}/logs" "-${gatewayDirectory}"`,
    `ProtectHome=${atHome ? 'read-only' : 'yes'}`,
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'ProtectClock=yes',
    'ProtectControlGroups=yes',
    'ProtectHostname=yes',
    'ProtectKernelLogs=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelTunables=yes',
    'ProtectProc=invisible',
    'ProcSubset=pid',
    'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'LockPersonality=yes',
    'MemoryDenyWriteExecute=yes',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    'SystemCallFilter=~@privileged @obsolete',
    ...more,
  ];
}
