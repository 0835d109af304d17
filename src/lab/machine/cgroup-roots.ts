/** Where this machine's cgroup hierarchies are mounted, as far as a host needs a group of its own in them. */
export interface CgroupRoots {
  /** The hierarchy of version 2. */
  readonly unified: string;
  /** Hierarchies of version 1 beside it; empty on a machine that has version 2 alone. */
  readonly legacy: readonly string[];
}

const needed = ['name=systemd', 'memory', 'pids'];

/** Reads the hierarchies out of `/proc/self/mountinfo`; `undefined` when there is none of version 2. */
export function cgroupRoots(mountInfo: string): CgroupRoots | undefined {
  const mounts = mountInfo.split('\n').flatMap(mountOf);
  const unified = mounts.find(({ type }) => type === 'cgroup2');
  if (unified === undefined) return undefined;
  const legacy = mounts.filter(
    ({ type, options }) => type === 'cgroup' && options.some((one) => needed.includes(one)),
  );
  return { unified: unified.path, legacy: legacy.map(({ path }) => path) };
}

interface Mount {
  readonly path: string;
  readonly type: string;
  readonly options: readonly string[];
}

function mountOf(line: string): readonly Mount[] {
  const [place, source] = line.split(' - ');
  const path = place?.split(' ')[4];
  const [type, , options] = source?.split(' ') ?? [];
  if (path === undefined || type === undefined) return [];
  return [{ path, type, options: options?.split(',') ?? [] }];
}
