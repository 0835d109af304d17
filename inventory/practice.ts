import { practiceHosts } from 'drover/lab';
import { embeddedVariables } from '../playbooks/practice/embedded-variables.ts';

/** The practice hosts of `drover lab up`, with what is different on those that are only an SSH server on loopback. */
export default async function practice() {
  const hosts = Object.entries(await practiceHosts());
  return {
    practice: {
      hosts: Object.fromEntries(hosts.map(([name, vars]) => [name, { ...vars, ...embeddedVariables(vars) }])),
      vars: { note: 'Practice host, not InterSystems software. Stop it: npm run lab down' },
    },
  };
}
