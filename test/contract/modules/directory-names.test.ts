import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acl, authorizedKey, copy, file, stat } from '../../../src/modules/index.ts';
import { type MachineCopy, machineCopy, noMachineCopy } from '../../support/machine-copy.ts';
import { stateOf } from '../../support/state-of.ts';

const why = noMachineCopy(['setfacl']);
const owner = 'CORP\\nina o';
const group = 'domain users@corp.example';
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGCmuP5UbfGlMdACNA8y5A8UvAlWby5sxnN0Y24qHn+X nina';

// The lines are what winbind and sssd answer; they come from files here, for getent makes no difference between the two.
describe.skipIf(why !== undefined)(`accounts of a directory service ${why ?? ''}`, () => {
  let machine: MachineCopy;
  beforeAll(async () => {
    machine = await machineCopy();
    await machine.on('printf "%s\\n" "$1:x:47110:47110::/home/nina:/bin/sh" >>/etc/passwd', owner);
    await machine.on('printf "%s\\n" "$1:x:47110:" >>/etc/group', group);
    await machine.on('mkdir -p /home/nina /srv/shared; chown 47110:47110 /home/nina');
  });
  afterAll(() => machine?.[Symbol.asyncDispose]());

  it.each([
    file('d', { path: '/srv/shared/d', state: 'directory', owner, group }),
    file('r', { path: '/srv/shared', state: 'directory', recurse: true, owner, group }),
    copy('c', { path: '/srv/shared/c', content: 'text\n', owner, group, mode: '0640' }),
    acl('a', { path: '/srv/shared', etype: 'user', entity: owner, permissions: 'rwx' }),
    acl('g', { path: '/srv/shared', etype: 'group', entity: group, permissions: 'rx' }),
    authorizedKey('k', { user: owner, key }),
  ])('own, and have rights, once: $name', async (task) => {
    const run = async (check = false) => Object.values((await machine.runThere([task], { check })).outcomes);
    expect([await run(true), await run(), await run()]).toEqual([['changed'], ['changed'], ['ok']]);
  });

  it('are named by their facts', async () => {
    await machine.on('touch /srv/named; chown 47110:47110 /srv/named');
    const named = stat('s', { path: '/srv/named' });
    expect(await stateOf(named, { shell: machine.shell })).toMatchObject({ owner, group });
  });
});
