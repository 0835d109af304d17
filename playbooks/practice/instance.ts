import { group, type TaskNode } from 'drover';
import { file, user } from 'drover/modules';
import { installation } from './installation.ts';
import { practiceDirectories } from './practice-directories.ts';
import { programs } from './programs.ts';
import { running } from './running.ts';
import type { PracticeVariables } from './variables.ts';
import { type VendorServer, vendorFiles } from './vendor-server.ts';

/** The stand-in for an installed instance: SuperServer, gateway module, private web server, commands. It then runs. */
export function instance(vars: PracticeVariables, server: VendorServer): TaskNode {
  return group('Instance', [
    ...(vars.practice_kind === 'embedded' ? [] : account(vars)),
    ...directories(vars),
    ...vendorFiles(vars, server),
    ...programs(vars, server),
    ...installation(vars),
    ...running(vars),
  ]);
}

function account({ httpdUser: name, instanceDirectory: home }: PracticeVariables): readonly TaskNode[] {
  return [
    user(`The user ${name} is there`, {
      name,
      system: true,
      home,
      createHome: false,
      shell: '/usr/sbin/nologin',
    }),
  ];
}

function directories(vars: PracticeVariables): readonly TaskNode[] {
  const { instanceDirectory: top, httpdUser } = vars;
  const { vendor, sources, gateway } = practiceDirectories(vars);
  const owner = httpdUser === '' ? {} : { owner: httpdUser };
  const plain = [
    top,
    `${top}/bin`,
    `${top}/csp`,
    `${top}/csp/bin`,
    `${top}/csp/broker`,
    ...['', '/csp/bin', '/httpd/bin', '/httpd/conf', '/httpd/logs'].map((name) => `${vendor}${name}`),
    sources,
    gateway,
  ];
  return [
    ...[...new Set(plain)].map((path) => file(`${path} is there`, { path, state: 'directory' })),
    file(`${top}/mgr is there`, { path: `${top}/mgr`, state: 'directory', ...owner }),
  ];
}
