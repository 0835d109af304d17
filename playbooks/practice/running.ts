import { sh, type TaskNode } from 'drover';
import { command, copy, file, httpProbe, service } from 'drover/modules';
import { bracketed } from '../secure-portal/bracketed.ts';
import { productOf } from './product.ts';
import type { PracticeVariables } from './variables.ts';

const unitFile = '/etc/systemd/system/practice-instance.service';

/** The practice instance runs, after a reboot too where there is systemd, and its portal answers over plain HTTP. */
export function running(vars: PracticeVariables): readonly TaskNode[] {
  const { address, plainPort, publicName, portal_path: path } = vars;
  return [
    ...(vars.practice_kind === 'embedded' ? byHand(vars) : byUnit(vars)),
    ...(vars.practice_web === 'webgateway' ? webgateway(vars) : []),
    httpProbe('The plain portal answers', {
      url: `http://${bracketed(publicName)}:${plainPort}${path}`,
      address,
      expect: { status: [200, 301] },
    }),
  ];
}

function byHand(vars: PracticeVariables): readonly TaskNode[] {
  const { instance, commands } = productOf(vars);
  const control = `${vars.instanceDirectory}/bin/${commands[0]}`;
  return [
    command('The practice instance runs', {
      script: sh`${control} start ${instance} quietly </dev/null >/dev/null 2>&1`,
      unless: sh`${control} list ${instance} | grep -q 'status: *running,'`,
    }),
  ];
}

function byUnit(vars: PracticeVariables): readonly TaskNode[] {
  const { instanceDirectory: top } = vars;
  const { instance, commands } = productOf(vars);
  return [
    ...[...commands, 'practice-upgrade'].map((name) =>
      file(`${name} is on the path`, {
        path: `/usr/local/bin/${name}`,
        state: 'link',
        target: `${top}/bin/${name}`,
      }),
    ),
    copy('The unit of the practice instance is there', {
      path: unitFile,
      content: unitText(`${top}/bin/${commands[0]}`, instance),
    }),
    service('The practice instance runs', {
      name: 'practice-instance.service',
      manager: { is: 'systemd', enabled: true },
    }),
  ];
}

/** A web server that was there before, with the blocks and the profile that the vendor's installer writes. */
function webgateway(vars: PracticeVariables): readonly TaskNode[] {
  const { instanceDirectory: top } = vars;
  const { instance } = productOf(vars);
  return [
    copy('The configurator of the web server is there', {
      path: `${top}/practice/webgateway`,
      src: 'practice/files/webgateway',
    }),
    command('The web server has the blocks of the instance', {
      script: sh`sh ${`${top}/practice/webgateway`} ${instance} ${top}`,
      unless: sh`grep -q ${`^#### BEGIN-ApacheCSP-SECTION-${instance} ####$`} /etc/apache2/apache2.conf`,
    }),
    service('The web server runs', {
      name: 'apache2.service',
      manager: { is: 'systemd', enabled: true },
    }),
  ];
}

function unitText(control: string, instance: string): string {
  return `[Unit]
Description=Practice instance (a stand-in, not InterSystems software)
After=network.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${control} start ${instance} quietly
ExecStop=${control} stop ${instance} quietly

[Install]
WantedBy=multi-user.target
`;
}
