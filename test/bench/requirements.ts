import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

type Peer = 'ansible' | 'mitogen';

export interface Requirements {
  readonly peers: readonly Peer[];
  /** Who does not take part, and why. */
  readonly absent: readonly string[];
}

/** Debian's packages, and how to see that they are there. */
const packages: Readonly<Record<string, string>> = {
  'openssh-server': '/usr/sbin/sshd',
  time: '/usr/bin/time',
  'ansible-core': '/usr/bin/ansible-playbook',
  'ansible-mitogen': '/usr/lib/python3/dist-packages/ansible_mitogen/__init__.py',
};

/** Installs what is missing where that can be done, and says who can take part. */
export function meetRequirements(say: (text: string) => void): Requirements {
  const missing = () => Object.keys(packages).filter((name) => !existsSync(packages[name] ?? ''));
  if (missing().length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say(`Installing ${missing().join(', ')}`);
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...missing());
  }
  const lacking = missing();
  for (const name of ['openssh-server', 'time']) {
    if (lacking.includes(name)) throw new Error(`The benchmark needs the Debian package ${name}`);
  }
  const isHere = (name: string) => !lacking.includes(name);
  const peers: readonly Peer[] = [
    ...(isHere('ansible-core') ? (['ansible'] as const) : []),
    ...(isHere('ansible-core') && isHere('ansible-mitogen') ? (['mitogen'] as const) : []),
  ];
  const absent = lacking.map((name) => `${name} is not installed`);
  return { peers, absent: [...absent, 'pyinfra is no package of Debian'] };
}

function apt(...words: readonly string[]): void {
  spawnSync('apt-get', words, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: 'ignore',
  });
}
