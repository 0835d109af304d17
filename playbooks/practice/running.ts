import { sh, type TaskNode } from 'drover';
import { command, copy, file, httpProbe, service } from 'drover/modules';
import { bracketed } from '../secure-portal/configuration.ts';
import type { Variables } from '../secure-portal/variables.ts';

const unitFile = '/etc/systemd/system/practice-instance.service';

/** The practice instance runs, after a reboot too where there is systemd, and its portal answers over plain HTTP. */
export function running(vars: Variables): readonly TaskNode[] {
  const { address, plainPort, publicName, portal_path: path } = vars;
  return [
    ...(vars.service_manager === 'pidfile' ? byHand(vars) : byUnit(vars)),
    httpProbe('The plain portal answers', {
      url: `http://${bracketed(publicName)}:${plainPort}${path}`,
      address,
      expect: { status: [200, 301] },
    }),
  ];
}

function byHand({ instanceDirectory: top }: Variables): readonly TaskNode[] {
  const ccontrol = `${top}/bin/ccontrol`;
  return [
    command('The practice instance runs', {
      script: sh`${ccontrol} start CACHE quietly </dev/null >/dev/null 2>&1`,
      unless: sh`${ccontrol} qlist CACHE | grep -q '\^running,'`,
    }),
  ];
}

function byUnit({ instanceDirectory: top }: Variables): readonly TaskNode[] {
  const commands = ['ccontrol', 'iris'].map((name) =>
    file(`${name} is on the path`, {
      path: `/usr/local/bin/${name}`,
      state: 'link',
      target: `${top}/bin/${name}`,
    }),
  );
  return [
    ...commands,
    copy('The unit of the practice instance is there', {
      path: unitFile,
      content: unitText(`${top}/bin/ccontrol`),
    }),
    service('The practice instance runs', {
      name: 'practice-instance.service',
      manager: { is: 'systemd', enabled: true },
    }),
  ];
}

function unitText(ccontrol: string): string {
  return `[Unit]
Description=Practice instance (a stand-in, not InterSystems software)
After=network.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${ccontrol} start CACHE quietly
ExecStop=${ccontrol} stop CACHE quietly

[Install]
WantedBy=multi-user.target
`;
}
