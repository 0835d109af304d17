import { spawn } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import type { HostCgroup } from './host-cgroup.ts';
import type { HostPaths } from './host-paths.ts';
import type { HostRecord } from './lab-record.ts';
import { systemPath } from './system-path.ts';

interface Boot {
  readonly machine: string;
  readonly paths: HostPaths;
  readonly record: HostRecord;
  /** Path of the network namespace. */
  readonly namespace: string;
  /** The host's own. With one for two hosts, the one's systemd would end the other's processes. */
  readonly cgroup: HostCgroup;
  /** Of the loops that start hosts again; it must hold nothing else. */
  readonly loops: HostCgroup;
}

/** 133 is how nspawn says that the host wants to boot again: with `--keep-unit` it does not do so by itself. */
const loop = `
enter() { old=$IFS; IFS=:; for group in $1; do echo "$2" >"$group/cgroup.procs"; done; IFS=$old; }
enter "$LOOP_GROUPS" $$
mount -t tmpfs tmpfs /run/systemd/nspawn
code=133
while [ "$code" = 133 ]; do
  code=0
  ( own=$(exec sh -c 'echo $PPID'); enter "$HOST_GROUPS" "$own"; exec systemd-nspawn "$@" ) || code=$?
done
`;

/** Lets a prepared host boot, and returns at once. The host outlives this process. */
export async function bootHost(boot: Boot): Promise<void> {
  const { paths, cgroup, loops } = boot;
  await Promise.all([cgroup.make(), loops.make(), mkdir('/run/systemd/nspawn', { recursive: true })]);
  await using log = await open(paths.console, 'a');
  // A mount namespace of its own: nspawn wants its folder in memory, and nothing is left of that afterwards.
  const child = spawn(
    'unshare',
    ['--mount', '--propagation', 'slave', 'sh', '-c', loop, 'sh', ...argsOf(boot)],
    {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: {
        PATH: systemPath(),
        LOOP_GROUPS: loops.directories.join(':'),
        HOST_GROUPS: cgroup.directories.join(':'),
        SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1',
      },
    },
  );
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
}

function argsOf({ machine, paths, record, namespace }: Boot): readonly string[] {
  return [
    '--quiet',
    `--directory=${paths.root}`,
    `--machine=${machine}`,
    `--hostname=${record.name}`,
    '--boot',
    '--register=no',
    '--keep-unit',
    `--network-namespace-path=${namespace}`,
    '--resolv-conf=off',
    '--timezone=off',
    '--link-journal=no',
    '--console=pipe',
    ...record.binds.map(({ host, guest }) => `--bind=${host}:${guest}`),
  ];
}
