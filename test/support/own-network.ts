import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchDirectory } from './scratch-directory.ts';

export interface OwnNetwork {
  /** A shell, by its path: each time in a new network, with the same copy of /etc. */
  readonly shell: string;
  /** Where that copy is. */
  readonly etc: string;
}

interface NetworkOptions {
  /** The shell itself. Default: dash. */
  readonly inside?: string;
  /** What is done before it, where /etc, /run and the network are its own. */
  readonly before?: string;
  /** More directories of which it has a copy, beside /etc. */
  readonly copies?: readonly string[];
}

/** As root: a shell in a network of its own, which ends with it, and with a copy of /etc. */
export async function ownNetwork({
  inside = 'dash',
  before = ':',
  copies = [],
}: NetworkOptions = {}): Promise<OwnNetwork> {
  const root = await scratchDirectory();
  const [shell, prepare, etc] = [join(root, 'shell'), join(root, 'prepare'), join(root, 'etc')];
  await mkdir(etc);
  const mounts = copies.map((path, at) => {
    const copy = join(root, String(at));
    return `[ -e ${copy} ] || cp -a ${path} ${copy} || exit; mount --bind ${copy} ${path} || exit\n`;
  });
  await writeFile(
    prepare,
    `[ -e ${etc}/.copied ] || { cp -a /etc/. ${etc} && : >${etc}/.copied; } || exit
mount --bind ${etc} /etc && mount -t tmpfs none /run && ip link set lo up || exit
${mounts.join('')}{ ${before}
} >/dev/null 2>&1 </dev/null || exit
exec ${inside} "$@"
`,
  );
  await writeFile(
    shell,
    `#!/bin/sh\nexec unshare --mount --net --pid --fork --kill-child --mount-proc sh ${prepare} "$@"\n`,
  );
  await chmod(shell, 0o755);
  return { shell, etc };
}
