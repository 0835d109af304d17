import { type Host, type Play, play } from 'drover';
import { assert } from 'drover/modules';
import { isAtLeast } from 'drover/reporters';
import { z } from 'zod';
import { auditVariables } from './portal-audit/audit-variables.ts';
import { clientLook } from './portal-audit/client-look.ts';
import type { Look } from './portal-audit/look-report.ts';
import { portalLook } from './portal-audit/portal-look.ts';
import { windowsLook } from './portal-audit/windows-look.ts';
import { clientHostVariables } from './secure-portal/clients/client-host-variables.ts';
import { windowsVariables } from './secure-portal/clients/windows-variables.ts';
import { variables } from './secure-portal/variables.ts';

interface Audited<Vars extends z.ZodType> {
  /** What is looked at, as a title has it. */
  readonly what: string;
  readonly hosts: string;
  readonly become: boolean;
  readonly vars: Vars;
  readonly lookOf: (vars: z.output<Vars>) => Look;
}

/** Looks, and then a verdict: a play of its own, since what was found is reported of hosts that fail, too. */
function audited<Vars extends z.ZodType>({
  what,
  hosts,
  become,
  vars,
  lookOf,
}: Audited<Vars>): readonly Play[] {
  const looks = new WeakMap<Host, Look>();
  return [
    play({
      name: `What is found at ${what}`,
      hosts,
      become,
      vars: z.intersection(vars, auditVariables),
      tasks: ({ host, vars: given }) => {
        const look = lookOf(given);
        looks.set(host, look);
        return { tasks: [look.node], report: look.report };
      },
    }),
    play({
      name: `Verdict on ${what}`,
      hosts,
      vars: auditVariables,
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
}

/** Only looks at portals and clients, secured or not, and fails on hosts where there is something to do. */
export default [
  ...audited({
    what: 'the portal',
    hosts: 'portal',
    become: true,
    vars: variables,
    lookOf: (vars) => portalLook(vars, 'now'),
  }),
  ...audited({
    what: 'clients',
    hosts: 'clients',
    become: true,
    vars: clientHostVariables,
    lookOf: (vars) => clientLook(vars, 'now'),
  }),
  ...audited({
    what: 'Windows clients',
    hosts: 'windows_clients',
    become: false,
    vars: windowsVariables,
    lookOf: (vars) => windowsLook(vars, 'now'),
  }),
];
