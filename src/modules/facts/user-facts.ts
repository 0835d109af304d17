import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import type { Facts } from './facts-schema.ts';

/** Asks for the users of a host's own files: those of a directory service are left out, since they may be very many. */
export function userFacts(): Query<Facts['users']> {
  return query(sh`cat /etc/passwd 2>/dev/null; printf '\0'; cat /etc/group 2>/dev/null; :`, {
    reads: ['file:/etc/passwd', 'file:/etc/group'],
    parse: ({ stdout }) => parse(stdout),
  });
}

function parse(stdout: string): Facts['users'] {
  const [passwd = '', group = ''] = stdout.split('\0');
  const groups = recordsOf(group).map(([name = '', , gid = '', members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(','),
  }));
  return recordsOf(passwd).map(([name = '', , uid, gid, comment = '', home = '', shell = '']) => {
    const own = groups.filter((one) => one.gid === Number(gid));
    const others = groups.filter((one) => one.gid !== Number(gid) && one.members.includes(name));
    const names = [...own, ...others].map((one) => one.name);
    return { name, uid: Number(uid), gid: Number(gid), comment, home, shell, groups: names };
  });
}

/** Lines of NIS (`+::`) and comments are none. */
function recordsOf(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n').map((line) => line.split(':'));
  return lines.filter(([name = '', , id = '']) => !/^[+#-]/.test(name) && /^\d+$/.test(id));
}
