import { type Play, play } from 'drover';
import { judge } from './preflight/judge.ts';
import { portalPreflight } from './preflight/portal-preflight.ts';
import { variables } from './variables.ts';

/** Looks at all hosts before anything is done on any; unless all are as the rest needs them, the run ends here. */
export const preflight: Play = play({
  name: 'Preflight',
  hosts: 'portal',
  become: true,
  gate: true,
  vars: variables,
  tasks: ({ vars }) => {
    const look = portalPreflight('The host was looked at', { vars }, { tags: ['preflight'] });
    return { tasks: [look], findings: ({ state }) => judge(state(look), vars) };
  },
});
