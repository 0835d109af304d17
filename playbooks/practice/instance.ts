import { group, type Scope, sh, type TaskNode } from 'drover';
import { command, copy, file, probe, template, user } from 'drover/modules';
import type { Variables } from '../secure-portal/variables.ts';
import { running } from './running.ts';
import type { VendorServer } from './vendor-server.ts';

const sourceFiles = [
  'csp_ini.c',
  'csp_ini.h',
  'csp_upstream.c',
  'csp_upstream.h',
  'mod_csp_standin.c',
  'portal_page.c',
  'portal_page.h',
  'superserver_standin.c',
];

/** The stand-in for an installed instance: SuperServer, gateway module, private web server, ccontrol. It then runs. */
export function instance(vars: Variables, server: VendorServer, embedded: boolean): TaskNode {
  return group('Instance', [
    ...(embedded ? [] : account(vars)),
    ...directories(vars),
    ...compiledParts(vars, server),
    ...privateServer(vars, server),
    ...settings(vars),
    ...running(vars),
  ]);
}

function account({ httpdUser: name, instanceDirectory: home }: Variables): readonly TaskNode[] {
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

function directories({
  instanceDirectory: top,
  work_directory: work,
  httpdUser,
}: Variables): readonly TaskNode[] {
  const owner = httpdUser === '' ? {} : { owner: httpdUser };
  const plain = ['', '/bin', '/csp', '/csp/bin'].map((name) =>
    file(`${top}${name} is there`, { path: `${top}${name}`, state: 'directory' }),
  );
  return [
    ...plain,
    file(`${top}/mgr is there`, { path: `${top}/mgr`, state: 'directory', ...owner }),
    file(`${work}/practice is there`, { path: `${work}/practice`, state: 'directory' }),
  ];
}

function compiledParts(vars: Variables, { includes }: VendorServer): readonly TaskNode[] {
  const { instanceDirectory: top, gatewayDirectory, work_directory: work } = vars;
  const directory = `${work}/practice`;
  const module = `${gatewayDirectory}/CSPa24.so`;
  const superserver = `${top}/bin/superserver`;
  const paths = includes.flatMap((one) => ['-I', one]);
  return [
    ...sourceFiles.map((name) =>
      copy(`${name} is there`, { path: `${directory}/${name}`, src: `practice/files/${name}` }),
    ),
    command('The gateway module is compiled', {
      directory,
      creates: module,
      touches: [`file:${module}`],
      script: sh`cc -O2 -shared -fPIC -D_GNU_SOURCE -D_REENTRANT ${paths} -o ${module} mod_csp_standin.c csp_ini.c csp_upstream.c -lssl -lcrypto`,
    }),
    command('The SuperServer is compiled', {
      directory,
      creates: superserver,
      touches: [`file:${superserver}`],
      script: sh`cc -O2 -pthread -D_GNU_SOURCE -o ${superserver} superserver_standin.c portal_page.c -lssl -lcrypto`,
    }),
  ];
}

/** Only on a new instance: later the directory is the flagship's. */
function privateServer(vars: Variables, { program, modules }: VendorServer): readonly TaskNode[] {
  const { httpdDirectory: live, instanceDirectory, httpdUser, httpdGroup } = vars;
  const found = probe('Is there a web server already?', {
    script: sh`[ -e ${`${live}/bin/httpd`} ] && echo yes || :`,
    reads: [`file:${live}/bin/httpd`],
  });
  const isNew = ({ state }: Scope) => state(found).stdout === '';
  const folders = ['', '/bin', '/conf', '/logs'].map((name) =>
    file(`${live}${name} is there`, { path: `${live}${name}`, state: 'directory' }),
  );
  const fill = (name: string, mode: string, values: Readonly<Record<string, unknown>>) =>
    template(`${live}/${name} is there`, {
      path: `${live}/${name}`,
      mode,
      src: `practice/files/${name}.ejs`,
      vars: values,
    });
  return [
    found,
    group(
      'Private web server',
      [
        ...folders,
        fill('bin/httpd', '0755', { program }),
        fill('conf/httpd.conf', '0644', { instanceDirectory, modules, user: httpdUser, group: httpdGroup }),
        copy(`${live}/conf/mime.types is there`, {
          path: `${live}/conf/mime.types`,
          content: 'text/html html htm\ntext/css css\napplication/javascript js\nimage/png png\n',
        }),
      ],
      { when: isNew },
    ),
  ];
}

function settings(vars: Variables): readonly TaskNode[] {
  const { instanceDirectory: top, gatewayDirectory, httpdUser, plainPort } = vars;
  const account = httpdUser === '' ? (vars.ansible_user ?? 'nobody') : httpdUser;
  const owner = httpdUser === '' ? {} : { owner: httpdUser };
  return [
    copy('CSP.ini is there', {
      path: `${gatewayDirectory}/CSP.ini`,
      src: 'practice/files/CSP.ini',
      mode: '0660',
      ...owner,
    }),
    template('cache.cpf is there', {
      path: `${top}/cache.cpf`,
      src: 'practice/files/cache.cpf.ejs',
      vars: { plainPort },
    }),
    template('parameters.isc is there', {
      path: `${top}/parameters.isc`,
      src: 'practice/files/parameters.isc.ejs',
      vars: { account, group: vars.httpdGroup === '' ? account : vars.httpdGroup },
    }),
    copy('The list of instances is there', { path: `${top}/bin/instances`, content: `CACHE^${top}\n` }),
    ...['ccontrol', 'iris'].map((name) =>
      copy(`${name} is there`, { path: `${top}/bin/${name}`, src: `practice/files/${name}`, mode: '0755' }),
    ),
  ];
}
