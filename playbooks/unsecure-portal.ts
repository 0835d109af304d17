import { play } from 'drover';
import { unsecured } from './secure-portal/unsecured.ts';
import { variables } from './secure-portal/variables.ts';

/** Puts back what secure-portal replaced: the old server serves again over plain HTTP, and starts as it did. */
export default play({
  name: 'Management Portal as it was, over plain HTTP',
  hosts: 'portal',
  become: true,
  vars: variables,
  tasks: ({ vars }) => [unsecured(vars)],
});
