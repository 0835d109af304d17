import { type Query, query } from '../../core/query.ts';
import { type Shell, sh } from '../../core/sh.ts';
import type { AclParams } from './params.ts';

/** The entries of one file by their names, such as `user:1000` or `default:mask`, with their rights. */
export type AclEntries = ReadonlyMap<string, string>;

/** The access control lists at a path, and below it where recursive. */
export type AclState =
  | { readonly is: 'absent' }
  /** In check mode, something before would make it or change it. */
  | { readonly is: 'coming' }
  | {
      readonly is: 'lists';
      /** The number of the user or group; undefined: there is none of that name. */
      readonly id: string | undefined;
      readonly directories: readonly AclEntries[];
      readonly files: readonly AclEntries[];
      /** All of it as `setfacl --restore` takes it. */
      readonly text: string;
    };

/** Asks for the access control lists. Of what is below, links are left alone. */
export function aclState(given: AclParams): Query<AclState> {
  const { path, recursive, etype, entity } = given;
  const depth = recursive ? [] : ['-maxdepth', 0];
  const ask = sh`-exec getfacl -p -n -E -- {} + 2>/dev/null || :`;
  const script = sh`LC_ALL=C; export LC_ALL
[ -e ${path} ] || { echo absent; exit 0; }
command -v getfacl >/dev/null 2>&1 || { echo absent; exit 0; }
echo lists; ${idScript(given)}
find -H ${path} ${depth} -type d ${ask}
echo '# files'
find -H ${path} ${depth} ! -type d ! -type l ${ask}`;
  const account =
    entity === undefined || etype === 'mask' || etype === 'other' ? [] : [`${etype}:${entity}` as const];
  return query<AclState>(script, {
    reads: [`file:${path}`, 'package:acl', ...account],
    parse: ({ stdout }) => parse(stdout),
    afterTouch: () => ({ is: 'coming' }),
  });
}

/** Prints the number of the account, or an empty line. */
function idScript({ etype, entity }: AclParams): Shell {
  if (entity === undefined || /^\d+$/.test(entity)) return sh`echo ${entity ?? '-'}`;
  if (etype === 'user') return sh`id -u -- ${entity} 2>/dev/null || echo`;
  return sh`i=; while IFS=: read -r n _ g _; do [ "$n" != ${entity} ] || i=$g; done <<.
$(getent group ${entity} 2>/dev/null || cat /etc/group)
.
echo "$i"`;
}

function parse(stdout: string): AclState {
  const [is, id, ...lines] = stdout.split('\n');
  if (is !== 'lists') return { is: 'absent' };
  const border = lines.indexOf('# files');
  const [directories, files] = [lines.slice(0, border).join('\n'), lines.slice(border + 1).join('\n')];
  return {
    is,
    id: id || undefined,
    directories: entriesOf(directories),
    files: entriesOf(files),
    text: `${directories}\n${files}`,
  };
}

function entriesOf(text: string): readonly AclEntries[] {
  const blocks = text.split('\n\n').filter((block) => block.trim() !== '');
  return blocks.map((block) => {
    const found = [...block.matchAll(/^((?:default:)?[a-z]+:\d*):([r-][w-][x-])$/gm)];
    return new Map(found.map(([, name = '', rights = '']) => [name, rights]));
  });
}
