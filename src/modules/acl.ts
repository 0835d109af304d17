import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all } from '../core/query.ts';
import { lines, type Shell, sh } from '../core/sh.ts';
import { type AclState, aclState } from './acl/acl-state.ts';
import { hasEntry } from './acl/has-entry.ts';
import { type AclParams, aclParams } from './acl/params.ts';
import { requireTools } from './shared/require-tools.ts';
import { toolsState } from './shared/tools-state.ts';

/** `count` files and directories differ; undefined in check mode, where they are not there yet. */
interface AclChange {
  readonly is: 'entry';
  readonly count: number | undefined;
}

type Lists = Extract<AclState, { is: 'lists' }>;

/**
 * A file or directory grants rights to a user or group by an access control list. An entry that the mask holds back
 * counts as missing, different from Ansible; the mask is then made to let it through.
 */
export const acl = defineModule({
  name: 'acl',
  summary: 'An access control list has an entry for a user or group, or has none.',
  example:
    "acl('The web server reads the site', { path: '/srv/site', etype: 'user', entity: 'www-data', permissions: 'rx' })",
  params: aclParams,
  desired: (given) => given,
  inspect: (given) => all({ lists: aclState(given), tools: toolsState(['getfacl', 'setfacl']) }),
  plan: ({ lists, tools }, given): readonly AclChange[] => {
    requireTools(tools, `The access control list of ${given.path} cannot be set`);
    if (lists.is === 'coming') return [{ is: 'entry', count: undefined }];
    if (lists.is === 'absent') {
      throw new RefusedError(`There is no ${given.path}`, { hint: 'Put a task before that makes it.' });
    }
    if (lists.id === undefined) {
      if (given.state === 'absent') return [];
      throw new RefusedError(`There is no ${given.etype} ${given.entity}`, {
        hint: `Put a task ${given.etype === 'user' ? 'user' : 'userGroup'} before.`,
      });
    }
    if (given.default && lists.directories.length === 0) {
      throw new RefusedError(`${given.path} is no directory, and only these have default entries`, {
        hint: 'Leave default out, or name its directory.',
      });
    }
    const count = lackingIn(lists, lists.id, given);
    return count === 0 ? [] : [{ is: 'entry', count }];
  },
  describe: ({ count }, given) => ({ summary: wordsOf(given, count) }),
  apply: (_change, given) =>
    commandOf(applyScript(given), { touches: [`file:${given.path}`], timeoutMs: 60 * 60_000 }),
  undo: (_change, { path }, { lists }) =>
    lists.is === 'lists'
      ? commandOf(sh`setfacl --restore=-`, { stdin: lists.text, touches: [`file:${path}`] })
      : undefined,
});

function lackingIn({ directories, files }: Lists, id: string, given: AclParams): number {
  const { etype, permissions, filePermissions = permissions } = given;
  const entry = { etype, id: id === '-' ? '' : id, default: given.default };
  const lacking = [
    ...directories.filter((list) => !hasEntry(list, { ...entry, rights: permissions })),
    ...(given.default ? [] : files.filter((list) => !hasEntry(list, { ...entry, rights: filePermissions }))),
  ];
  return lacking.length;
}

function wordsOf(given: AclParams, count: number | undefined): string {
  const { etype, entity, permissions, filePermissions, state, recursive } = given;
  const who = [given.default ? 'default' : '', etype, entity ?? ''].filter((word) => word !== '').join(' ');
  const where = recursive && count !== undefined ? `, in ${count} ${count === 1 ? 'place' : 'places'}` : '';
  if (state === 'absent') return `${who} removed${where}`;
  const files = filePermissions === undefined ? '' : `, files ${filePermissions}`;
  return `${who} ${permissions}${files}${where}`;
}

function applyScript(given: AclParams): Shell {
  const { path, recursive, permissions, filePermissions = permissions } = given;
  const depth = recursive ? [] : ['-maxdepth', 0];
  const ofFiles = sh`find -H ${path} ${depth} ! -type d ! -type l -exec setfacl ${flags(given, filePermissions)} -- {} + || exit`;
  return lines([
    sh`find -H ${path} ${depth} -type d -exec setfacl ${flags(given, permissions)} -- {} + || exit`,
    given.default ? sh`:` : ofFiles,
  ]);
}

function flags({ etype, entity = '', default: isDefault }: AclParams, rights: string | undefined): string[] {
  const who = `${etype}:${entity}`;
  return [...(isDefault ? ['-d'] : []), ...(rights === undefined ? ['-x', who] : ['-m', `${who}:${rights}`])];
}
