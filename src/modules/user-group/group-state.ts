import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { accountEntry } from '../user/account-entry.ts';
import { type AccountTools, accountTools, toolsOf } from '../user/account-tools.ts';

/** A group as a look saw it. */
export interface GroupState {
  readonly entry: { readonly gid: number; readonly members: readonly string[] } | undefined;
  readonly tools: AccountTools;
}

/** Asks about a group. */
export function groupState(name: string): Query<GroupState> {
  const script = sh`${accountTools}
n=${name}
${accountEntry('group', sh`"$n"`)}; :`;
  return query(script, {
    reads: [`group:${name}`, 'file:/etc/group'],
    parse: ({ stdout }) => {
      const [tools = '', line = ''] = stdout.split('\n');
      const [, , gid, members = ''] = line.split(':');
      const entry =
        gid === undefined
          ? undefined
          : { gid: Number(gid), members: members.split(',').filter((one) => one !== '') };
      return { entry, tools: toolsOf(tools) };
    },
  });
}
