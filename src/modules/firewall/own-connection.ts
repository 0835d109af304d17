import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { rulesFile } from './nft-text.ts';

/** The SSH connection that we come by, as the host sees it. */
export interface OwnConnection {
  readonly client: string;
  readonly port: number;
}

/** Of sudo and its like, the environment is that of the login. */
export const ownScript = sh`c=$SSH_CONNECTION p=$$
while [ -z "$c" ] && [ "$p" -gt 1 ] 2>/dev/null; do
c=$(tr '\0' '\n' 2>/dev/null <"/proc/$p/environ" | sed -n 's/^SSH_CONNECTION=//p')
p=$(sed 's/.*) //' "/proc/$p/stat" 2>/dev/null | cut -d ' ' -f 2)
done; echo "$c"`;

/** Asks by which connection we come; undefined: by none of SSH or, in a check, it is not known what will be let in. */
export const ownConnection: Query<OwnConnection | undefined> = query<OwnConnection | undefined>(ownScript, {
  reads: [`file:${rulesFile}`],
  parse: ({ stdout }) => {
    const [, client, port] = /^(\S+) \d+ \S+ (\d+)$/m.exec(stdout) ?? [];
    return client === undefined ? undefined : { client: client.replace(/%.*/, ''), port: Number(port) };
  },
  afterTouch: () => undefined,
});
