import { type Scope, type Shell, sh, type TaskNode, transaction } from 'drover';
import { copy, httpProbe, service, tlsProbe, treeSwap } from 'drover/modules';
import { type Certificate, trustedBy } from './certificate.ts';
import { bracketed, commandLineOf, httpdConf } from './configuration.ts';
import type { Variables } from './variables.ts';

const unit = 'portal-httpd.service';
const unitFile = `/etc/systemd/system/${unit}`;

/**
 * The new server takes the old one's place: stop and wait, keep the old tree, put the new one, start, and look from
 * outside. When any of it fails, the old server is put back and serves again.
 */
export function swap(vars: Variables, certificate: Certificate): TaskNode {
  const { httpdDirectory: live, stagedTree } = vars;
  const moved = treeSwap('The new server is in place of the old one', {
    from: stagedTree,
    path: live,
    stop: stopScript(vars),
    startOld: startOldScript(vars),
  });
  return transaction(
    'Swap',
    [
      moved,
      httpdConf('httpd.conf is in place', vars, { path: `${live}/conf/httpd.conf`, tree: live }),
      ...(vars.service_manager === 'systemd' ? [unitIsThere(vars)] : []),
      runs(vars),
      ...probes(vars, certificate),
    ],
    { tags: ['swap'] },
  );
}

function runs(vars: Variables): TaskNode {
  const { httpdDirectory: live, certificateFile, keyFile } = vars;
  const restartAfter = [`${live}/bin/httpd`, `${live}/conf/httpd.conf`, certificateFile, keyFile];
  const name = 'The portal server runs';
  if (vars.service_manager === 'systemd') {
    const manager = { is: 'systemd' as const, enabled: true };
    return service(name, { name: unit, manager, restartAfter: [...restartAfter, unitFile] });
  }
  const manager = {
    is: 'pidfile' as const,
    pidFile: `${live}/logs/httpd.pid`,
    start: [`${live}/bin/httpd`, '-d', live, ...commandLineOf(vars)],
    errorLog: `${live}/logs/error.log`,
  };
  return service(name, { name: 'httpd', manager, restartAfter });
}

function unitIsThere({ httpdDirectory: live }: Variables): TaskNode {
  return copy('The unit of the portal server is in place', {
    path: unitFile,
    mode: '0644',
    content: `# Written by drover (playbooks/secure-portal.ts)
[Unit]
Description=InterSystems Management Portal over HTTPS
After=network.target

[Service]
Type=forking
PIDFile=${live}/logs/httpd.pid
ExecStart=${live}/bin/httpd -d ${live} -k start
ExecReload=${live}/bin/httpd -d ${live} -k graceful
KillMode=mixed
Restart=on-failure

[Install]
WantedBy=multi-user.target
`,
  });
}

/** Looks at the portal as its users see it: from the controller, by TLS, with the right chain. */
function probes(vars: Variables, certificate: Certificate): readonly TaskNode[] {
  const { publicName, address, tlsPort, plainPort, portal_path: path, portal_text: text } = vars;
  const trust = (scope: Scope) => {
    const ca = trustedBy(vars, certificate, scope);
    return ca === undefined ? {} : { ca };
  };
  const name = bracketed(publicName);
  const portal = `https://${name}:${tlsPort}${path}`;
  return [
    tlsProbe('TLS answers with the right chain', (scope) => ({
      host: address,
      port: tlsPort,
      servername: publicName,
      ...trust(scope),
    })),
    httpProbe('The portal answers over HTTPS', (scope) => ({
      url: portal,
      address,
      ...trust(scope),
      expect: { status: 200, bodyIncludes: text },
    })),
    httpProbe('The plain port redirects', {
      url: `http://${name}:${plainPort}${path}`,
      address,
      expect: { status: 301, location: portal },
    }),
  ];
}

/** Ends whatever serves from the live tree and waits until it is gone: started too early, httpd exits 0 and then nothing runs. */
function stopScript({ httpdDirectory: live, service_manager: manager }: Variables): Shell {
  const byUnit = sh`if systemctl -q is-active ${unit} 2>/dev/null; then systemctl stop ${unit} || exit; fi`;
  return sh`${manager === 'systemd' ? byUnit : sh`:`}
pid=$(cat ${`${live}/logs/httpd.pid`} 2>/dev/null) || exit 0
kill "$pid" 2>/dev/null || exit 0
tries=0
while kill -0 "$pid" 2>/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -lt 300 ] || { echo "httpd (pid $pid) did not stop within 30 s" >&2; exit 1; }
  sleep 0.1
done`;
}

function startOldScript({ httpdDirectory: live, service_manager: manager, plainPort }: Variables): Shell {
  const byUnit = sh`if [ -e ${unitFile} ]; then systemctl daemon-reload; systemctl start ${unit}; exit; fi`;
  return sh`${manager === 'systemd' ? byUnit : sh`:`}
${`${live}/bin/httpd`} -d ${live} -c ${`Listen ${plainPort}`} </dev/null >/dev/null 2>&1`;
}
