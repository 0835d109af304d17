import { posix } from 'node:path';
import { group, type Scope, type TaskNode } from 'drover';
import { cert, file } from 'drover/modules';
import type { Account, Accounts } from './accounts.ts';
import { certificateParams } from './certificate-params.ts';
import type { Variables } from './variables.ts';

export type Certificate = ReturnType<typeof certificateTask>;

/** The certificate of the portal and its key, from whoever signs it. */
export function certificate(
  vars: Variables,
  { server }: Accounts,
): { readonly node: TaskNode; readonly task: Certificate } {
  const task = certificateTask(vars, server);
  const folder = posix.dirname(vars.certificateFile);
  const place = file('The directory of the certificate is there', { path: folder, state: 'directory' });
  return { task, node: group('Certificate', [place, task], { tags: ['certificate'] }) };
}

/** The file on the controller with the CA that vouches for the portal; undefined: the system's own list decides. */
export function trustedBy(vars: Variables, task: Certificate, scope: Scope): string | undefined {
  return vars.trust_file ?? scope.state(task).ca?.file;
}

function certificateTask(vars: Variables, server: Accounts['server']) {
  const params = certificateParams(vars);
  return cert('The certificate is valid and matches its key', (scope) => ({
    ...params,
    ...groupOf(server(scope)),
  }));
}

/** Whoever starts the server reads the key, where it has no user of its own. */
function groupOf({ user, group }: Account): { readonly group?: string } {
  return user === '' ? {} : { group };
}
