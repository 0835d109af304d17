import { authorizedKey } from '../../../../../src/modules/authorized-key.ts';
import type { ModuleCase } from '../module-case.ts';

const one = 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
const two = 'AAAAC3NzaC1lZDI1NTE5AAAAIGyKMHPRnPXvRM1HBFnSZCmS1wjqJbQF9Bv5pQmRVGpS';

export const authorizedKeyCase: ModuleCase = {
  module: 'authorizedKey',
  before: `id tried >/dev/null 2>&1 || useradd -m tried; for u in tried2 tried3; do id $u >/dev/null 2>&1 || useradd -m $u; done; rm -rf /home/tried*/.ssh '/srv/tried keys'; mkdir -m 700 /home/tried/.ssh
printf '# ours\\nno-pty ssh-ed25519 ${one} old comment\\nssh-rsa AAAA+b/c= other\\n' >/home/tried/.ssh/authorized_keys
chmod 640 /home/tried/.ssh/authorized_keys; cp -a /home/tried/.ssh /home/tried3; chown -R tried:tried /home/tried/.ssh; chown -R tried3:tried3 /home/tried3/.ssh`,
  tasks: () => [
    authorizedKey('options', { user: 'tried', key: `restrict,command="echo it's" ssh-ed25519 ${one} new` }),
    authorizedKey('only', {
      user: 'tried3',
      key: [`ssh-ed25519 ${one}`, `ssh-ed25519 ${two} b`],
      exclusive: true,
    }),
    authorizedKey('new', { user: 'tried2', key: `ssh-ed25519 ${two}` }),
    authorizedKey('elsewhere', {
      user: 'tried2',
      key: `no-pty ssh-ed25519 ${two} b`,
      keyOptions: 'restrict,from="10.0.0.0/8"',
      path: '/srv/tried keys/tried2',
    }),
  ],
  look: 'ls -lanR --time-style=+%T /home/tried*/.ssh "/srv/tried keys" 2>&1 | grep -v "^total\\|\\.$" ; cat /home/tried*/.ssh/authorized_keys; cat "/srv/tried keys/tried2" 2>&1 || :',
  wrong: { call: () => authorizedKey('a', { user: 'tried', key: 'AAAA' }), says: 'key: ' },
};
