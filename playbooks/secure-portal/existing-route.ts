import { sh, type TaskNode } from 'drover';
import { service } from 'drover/modules';
import { confFile } from './conf-file.ts';
import { certificateHere, hostValues } from './configuration.ts';
import { existingLayouts } from './existing-layouts.ts';
import type { Variables } from './variables.ts';

const modules = ['socache_shmcb', 'headers', 'rewrite', 'alias'];

/** An httpd that is there already gets a file of ours more; all else in it stays. It is tested, then reloaded. */
export function existingRoute(vars: Variables): readonly TaskNode[] {
  const { program, conf, unit, modules: moduleDirectory } = existingLayouts[vars.existing_layout];
  return [
    confFile('The configuration of the portal is in place', {
      path: conf,
      src: 'secure-portal/existing.conf.ejs',
      ...certificateHere(vars),
      vars: {
        ...hostValues(vars),
        modules,
        moduleDirectory,
        listens: listensBy(vars),
        paths: vars.existing_paths.map((path) => path.slice(1).replaceAll('.', String.raw`\.`)),
      },
      // With all the rest of its configuration, and with this file in the stead of the one that is there.
      validate: (written) =>
        sh`${program} -t -D drover_portal_other -c 'UnDefine drover_portal_other' -c 'Include '${written}`,
    }),
    service('The web server has read its settings', { name: unit, reloadAfter: [conf, vars.pairInUse] }),
  ];
}

/** Who says `Listen` for the port: distributions do for 443, as soon as mod_ssl is there. */
function listensBy({ existing_listens: known, tlsPort }: Variables): 'elsewhere' | 'with-module' | 'always' {
  if (known.includes(tlsPort)) return 'elsewhere';
  return tlsPort === 443 ? 'with-module' : 'always';
}
