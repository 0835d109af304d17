import { type Host, play } from 'drover';
import { assert } from 'drover/modules';
import { isAtLeast } from 'drover/reporters';
import { z } from 'zod';
import { auditVariables } from './portal-audit/audit-variables.ts';
import { type PortalLook, portalLook } from './portal-audit/portal-look.ts';
import { variables } from './secure-portal/variables.ts';

const vars = z.intersection(variables, auditVariables);
const looks = new WeakMap<Host, PortalLook>();

/** Only looks at portals, secured or not, and fails on hosts where there is something to do. */
export default [
  play({
    name: 'What is found at the portal',
    hosts: 'portal',
    become: true,
    vars,
    tasks: ({ host, vars }) => {
      const look = portalLook(vars, 'now');
      looks.set(host, look);
      return { tasks: [look.node], report: look.report };
    },
  }),
  // A play of its own: what was found is reported of hosts that fail, too.
  play({
    name: 'Verdict',
    hosts: 'portal',
    vars,
    tasks: ({ host, vars: { audit_fails_from: from } }) => [
      assert(
        `No finding is ${from} or worse`,
        (scope) => {
          const found = looks.get(host)?.found(scope) ?? [];
          const serious = found.filter(({ severity }) => isAtLeast(severity, from));
          return {
            that: serious.length === 0,
            message: `${serious.length} of ${found.length} observations are ${from} or worse: ${serious.map(({ subject }) => subject).join(', ')}`,
            hint: 'Each is in the report with the command that shows it; --report FILE.html writes it down.',
          };
        },
        { tags: ['verify'] },
      ),
    ],
  }),
];
