import { describe, expect, it } from 'vitest';
import { cgroupRoots } from '../../../src/lab/machine/cgroup-roots.ts';

const hybrid = `31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`;
const pure = `24 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate
`;

describe('cgroupRoots', () => {
  it('takes the one hierarchy of a machine that has version 2 alone', () => {
    expect(cgroupRoots(pure)).toEqual({ unified: '/sys/fs/cgroup', legacy: [] });
  });

  it('takes those of version 1 in which systemd keeps hosts apart, where both are mounted', () => {
    expect(cgroupRoots(hybrid)).toEqual({
      unified: '/sys/fs/cgroup/unified',
      legacy: ['/sys/fs/cgroup/memory', '/sys/fs/cgroup/systemd'],
    });
  });

  it('finds none where version 2 is not mounted', () => {
    expect(cgroupRoots('32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n')).toBeUndefined();
  });
});
