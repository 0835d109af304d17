import { RefusedError, type Scope, type TaskNode } from 'drover';
import { instanceAccounts } from './instances/instance-accounts.ts';
import type { Variables } from './variables.ts';

export interface Account {
  readonly user: string;
  readonly group: string;
}

/** Who things belong to: as variables say, else as the instance itself does. */
export interface Accounts {
  /** Looks who the instance runs as; before all tasks that need to know. Nothing where variables say all. */
  readonly nodes: readonly TaskNode[];
  /** Who the portal's server runs as. Empty names: whoever starts it. */
  readonly server: (scope: Scope) => Account;
  /** Whose members may read the key of the SuperServer's own certificate. Empty: only its owner. */
  readonly keyGroup: (scope: Scope) => string;
}

type Given = Pick<
  Variables,
  'product' | 'instanceDirectory' | 'httpd_user' | 'httpd_group' | 'superserver_group' | 'superserver_level'
>;

export function accounts(vars: Given): Accounts {
  const { product, instanceDirectory: directory, httpd_user: user, httpd_group: group } = vars;
  const look = instanceAccounts(
    'Who the instance runs as is known',
    { product, directory },
    { tags: ['always'] },
  );
  const known = (scope: Scope, what: 'user' | 'group', variable: string) => {
    const found = scope.state(look)[what];
    if (found !== undefined) return found;
    throw new RefusedError(`${directory}/parameters.isc does not say which ${what} the instance runs as`, {
      hint: `Set ${variable}.`,
    });
  };
  const isNeeded =
    user === undefined || (vars.superserver_level !== undefined && vars.superserver_group === undefined);
  return {
    nodes: isNeeded ? [look] : [],
    server: (scope) => ({
      user: user ?? known(scope, 'user', 'httpd_user'),
      group: group ?? user ?? known(scope, 'group', 'httpd_group'),
    }),
    keyGroup: (scope) => vars.superserver_group ?? known(scope, 'group', 'superserver_group'),
  };
}
