import { group, type Scope, sh, type TaskNode } from 'drover';
import { command, copy, file, probe, template } from 'drover/modules';
import { practiceDirectories } from './practice-directories.ts';
import { productOf } from './product.ts';
import type { PracticeVariables } from './variables.ts';

/** What the vendor ships is put in place, once: later these files are the administrator's, and the flagship's. */
export function installation(vars: PracticeVariables): readonly TaskNode[] {
  const parameterFile = `${vars.instanceDirectory}/${productOf(vars).cpf}`;
  const found = probe('Is there an instance already?', {
    script: sh`[ -e ${parameterFile} ] && echo yes || :`,
    reads: [`file:${parameterFile}`],
  });
  const isNew = ({ state }: Scope) => state(found).stdout === '';
  return [
    found,
    group('Installation', [...shipped(vars), ...gatewayFiles(vars), ...parameterFiles(vars)], {
      when: isNew,
    }),
    ...choices(vars),
  ];
}

function shipped(vars: PracticeVariables): readonly TaskNode[] {
  const { instanceDirectory: top, practice_web: web } = vars;
  const { vendor, gateway } = practiceDirectories(vars);
  const modules = ['CSPa24.so', 'CSPa24Sys.so'];
  return [
    ...(web === 'webgateway'
      ? []
      : [
          command('The private web server is installed', {
            script: sh`cp -R ${`${vendor}/httpd`} ${top}`,
            creates: `${top}/httpd`,
            touches: [`file:${top}/httpd`],
          }),
        ]),
    command("The gateway's modules are installed", {
      script: sh`cp ${modules.map((name) => `${vendor}/csp/bin/${name}`)} ${gateway}`,
      creates: `${gateway}/CSPa24Sys.so`,
      touches: modules.map((name) => `file:${gateway}/${name}` as const),
    }),
  ];
}

function gatewayFiles(vars: PracticeVariables): readonly TaskNode[] {
  const { gateway } = practiceDirectories(vars);
  const { httpdUser, practice_web: web, practice_superserver_port: superserverPort } = vars;
  const worker = web === 'webgateway' ? 'www-data' : httpdUser;
  const owner = worker === '' ? {} : { owner: worker };
  return [
    template('CSP.ini is there', {
      path: `${gateway}/CSP.ini`,
      src: 'practice/files/CSP.ini.ejs',
      mode: '0660',
      vars: {
        superserverPort,
        product: vars.product === 'iris' ? 2 : 0,
        settled: vars.practice_csp_ini === 'settled',
      },
      ...owner,
    }),
    copy('CSP.log is there', { path: `${gateway}/CSP.log`, content: '', mode: '0660', ...owner }),
    ...(web === 'webgateway'
      ? [file('The cache of the gateway is there', { path: `${gateway}/temp`, state: 'directory', ...owner })]
      : []),
  ];
}

/** The parameter file comes last: that it is there says that all the rest is. */
function parameterFiles(vars: PracticeVariables): readonly TaskNode[] {
  const { instanceDirectory: top, httpdUser, httpdGroup, plainPort, practice_web: web } = vars;
  const { cpf, version, family, instance } = productOf(vars);
  const account = httpdUser === '' ? (vars.ansible_user ?? 'nobody') : httpdUser;
  const owner = httpdUser === '' ? {} : { owner: httpdUser };
  return [
    template('parameters.isc is there', {
      path: `${top}/parameters.isc`,
      src: 'practice/files/parameters.isc.ejs',
      vars: { account, group: httpdGroup === '' ? account : httpdGroup, family },
    }),
    template(`${cpf} is there`, {
      path: `${top}/${cpf}`,
      src: 'practice/files/cpf.ejs',
      vars: {
        product: family === 'iris' ? 'IRIS' : 'Cache',
        version,
        plainPort,
        superserverPort: vars.practice_superserver_port,
        bindAddress: vars.practice_kind === 'embedded' ? '127.0.0.1' : '',
        webServer: web === 'webgateway' ? 0 : 1,
        prefix: web === 'webgateway' ? instance.toLowerCase() : '',
      },
      ...owner,
    }),
  ];
}

/** What a test may choose, at any time. */
function choices(vars: PracticeVariables): readonly TaskNode[] {
  const { instanceDirectory: top, practice_caretaker_seconds: seconds } = vars;
  const { gateway } = practiceDirectories(vars);
  const chosen = Object.entries({
    QlistFields: vars.practice_qlist_fields,
    Status: vars.practice_status,
    State: vars.practice_state,
    Generation: vars.practice_generation,
    LevelChange: vars.practice_level_change,
  }).filter(([, value]) => value !== undefined);
  const conf = (directory: string, values: readonly (readonly [string, unknown])[]) =>
    template(`${directory}/practice.conf is there`, {
      path: `${directory}/practice.conf`,
      src: 'practice/files/practice.conf.ejs',
      vars: { chosen: values },
    });
  return [conf(`${top}/mgr`, chosen), conf(gateway, [['CaretakerSeconds', seconds]])];
}
