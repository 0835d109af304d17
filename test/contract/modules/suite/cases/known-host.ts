import { knownHost } from '../../../../../src/modules/known-host.ts';
import type { ModuleCase } from '../module-case.ts';

const one = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
const two = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGyKMHPRnPXvRM1HBFnSZCmS1wjqJbQF9Bv5pQmRVGpS';

export const knownHostCase: ModuleCase = {
  module: 'knownHost',
  before: `printf '# ours\\na.example,b.example ${one} old\\n*.example ${one}\\n' >there; chmod 640 there; echo 'a.example ${one}' >gone; echo 'a.example ${two}' >"-it's hashed"`,
  tasks: (place) => [
    knownHost('changed', { path: `${place}/there`, name: 'a.example', key: two }),
    knownHost('hashed', { path: `${place}/-it's hashed`, name: '[a.example]:2222', key: one, hash: true }),
    knownHost('gone', { path: `${place}/gone`, name: 'a.example', state: 'absent' }),
    knownHost('new', { path: `${place}/new`, name: '192.0.2.1', key: one, mode: '0600' }),
  ],
  wrong: { call: () => knownHost('k', { name: 'a', key: `a ${one}` }), says: 'key: must be a public key' },
};
