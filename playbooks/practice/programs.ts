import { sh, type TaskNode } from 'drover';
import { command, copy, file } from 'drover/modules';
import { practiceDirectories } from './practice-directories.ts';
import { productOf } from './product.ts';
import type { PracticeVariables } from './variables.ts';
import type { VendorServer } from './vendor-server.ts';

const sourceFiles: Readonly<Record<string, readonly string[]>> = {
  gateway: [
    'csp_caretaker.c',
    'csp_caretaker.h',
    'csp_ini.c',
    'csp_ini.h',
    'csp_upstream.c',
    'csp_upstream.h',
    'mod_csp_standin.c',
  ],
  superserver: [
    'portal_page.c',
    'portal_page.h',
    'security_store.c',
    'security_store.h',
    'superserver_standin.c',
    'superserver_tls.c',
    'superserver_tls.h',
  ],
  session: [
    'classes.c',
    'commands.c',
    'expression.c',
    'functions.c',
    'objectscript.h',
    'properties.c',
    'properties.h',
    'security_classes.c',
    'security_classes.h',
    'session_standin.c',
    'startup.c',
    'variables.c',
  ],
};

/** The gateway's modules, compiled into what the vendor ships; SuperServer, session and commands, in place. */
export function programs(vars: PracticeVariables, { includes }: VendorServer): readonly TaskNode[] {
  const { instanceDirectory: top } = vars;
  const { vendor, sources } = practiceDirectories(vars);
  const folders = Object.keys(sourceFiles);
  const paths = includes.flatMap((one) => ['-I', one]);
  const gateway = sh`cc -O2 -shared -fPIC -D_GNU_SOURCE -D_REENTRANT ${paths}`;
  const parts = sh`gateway/*.c -lssl -lcrypto`;
  return [
    ...folders.map((name) => directory(`${sources}/${name}`)),
    ...folders.flatMap((folder) => (sourceFiles[folder] ?? []).map((name) => source(sources, folder, name))),
    compiled('The gateway module', `${vendor}/csp/bin/CSPa24.so`, sources, sh`${gateway} ${parts}`),
    compiled(
      'The module of the management pages',
      `${vendor}/csp/bin/CSPa24Sys.so`,
      sources,
      sh`${gateway} -DSYSTEM_MODULE ${parts}`,
    ),
    compiled(
      'The SuperServer',
      `${top}/bin/superserver`,
      sources,
      sh`cc -O2 -pthread -D_GNU_SOURCE superserver/*.c -lssl -lcrypto`,
    ),
    compiled(
      'The session',
      `${top}/bin/session`,
      sources,
      sh`cc -O2 -D_GNU_SOURCE -I superserver session/*.c superserver/security_store.c -lm`,
    ),
    ...commands(vars),
  ];
}

function directory(path: string): TaskNode {
  return file(`${path} is there`, { path, state: 'directory' });
}

function source(sources: string, folder: string, name: string): TaskNode {
  return copy(`${folder}/${name} is there`, {
    path: `${sources}/${folder}/${name}`,
    src: `practice/files/${folder}/${name}`,
  });
}

/** Compiled again when a source is newer; put in place in one step, since what is there may be running. */
function compiled(what: string, path: string, directory: string, compiler: ReturnType<typeof sh>): TaskNode {
  return command(`${what} is compiled`, {
    directory,
    touches: [`file:${path}`, `file:${path}.new`],
    unless: sh`[ -e ${path} ] && [ -z "$(find . -name '*.[ch]' -newer ${path})" ]`,
    script: sh`${compiler} -o ${`${path}.new`} && mv -f ${`${path}.new`} ${path}`,
  });
}

function commands(vars: PracticeVariables): readonly TaskNode[] {
  const { instanceDirectory: top } = vars;
  const { instance, commands: names } = productOf(vars);
  return [
    copy('The list of instances is there', {
      path: `${top}/bin/instances`,
      content: `${instance}^${top}\n`,
    }),
    ...names.map((name) =>
      copy(`${name} is there`, {
        path: `${top}/bin/${name}`,
        src: 'practice/files/control',
        mode: '0755',
      }),
    ),
    copy('practice-upgrade is there', {
      path: `${top}/bin/practice-upgrade`,
      src: 'practice/files/practice-upgrade',
      mode: '0755',
    }),
  ];
}
