import { all, mapQuery, type Query, query, sh } from 'drover';
import { type InstanceAccounts, instanceAccounts } from '../../instances/instance-accounts.ts';
import type { Variables } from '../../variables.ts';

/** Who the portal's server is to run as. */
export interface AccountThere extends InstanceAccounts {
  /** Names of users and groups that were given, and that the host does not know. */
  readonly unknown: readonly string[];
}

/** Asks who the instance runs as, and whether the host knows who was given. */
export function accountThere(vars: Variables): Query<AccountThere> {
  const { product, instanceDirectory: directory, httpd_user: user = '', httpd_group: group = '' } = vars;
  const parts = all({
    own: instanceAccounts.spec.inspect({ product, directory }),
    unknown: query(
      sh`[ -z ${user} ] || id -- ${user} >/dev/null 2>&1 || printf 'user %s\n' ${user}
[ -z ${group} ] || cut -d : -f 1 /etc/group | grep -qxF -- ${group} || ! command -v getent >/dev/null || getent group ${group} >/dev/null || printf 'group %s\n' ${group}`,
      { reads: 'everything', parse: ({ stdout }) => stdout.split('\n').filter((line) => line !== '') },
    ),
  });
  return mapQuery(parts, ({ own, unknown }) => ({ ...own, unknown }));
}
