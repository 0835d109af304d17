import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstHops } from '../../../src/transports/first-hops.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { noSshd } from '../../support/sshd.ts';

const config = `
Host web*
  ProxyJump admin@gate.example:2222,inner
Host lone
  HostName 10.0.0.9
`;

describe.skipIf(noSshd() !== undefined).each([
  ['ssh', 'gate.example'],
  ['openssh', 'admin@gate.example:2222'],
])('where the way to a host of %s begins', (ansible_connection, gate) => {
  async function firstHop(name: string, vars: Readonly<Record<string, unknown>> = {}) {
    const file = join(await scratchDirectory(), 'config');
    await writeFile(file, config);
    const own = { ansible_connection, drover_ssh_config_file: file, ...vars };
    return (await firstHops()({ name, groups: [], vars: own })).firstHop;
  }

  it.each([
    ['its configuration', 'web1', {}, gate],
    ['the configuration for its address', 'one', { ansible_host: 'web1' }, gate],
    ['its variable', 'lone', { drover_proxy_jump: 'bastion,inner' }, 'bastion'],
    ['its variable, over the configuration', 'web1', { drover_proxy_jump: 'bastion' }, 'bastion'],
    ['its variable, which wants none', 'web1', { drover_proxy_jump: 'none' }, undefined],
    ['arguments of ssh', 'lone', { ansible_ssh_common_args: '-J bastion' }, 'bastion'],
    ['arguments of ssh', 'lone', { ansible_ssh_extra_args: '-o ProxyJump=bastion' }, 'bastion'],
    ['nobody: it is reached directly', 'lone', {}, undefined],
    ['nobody, as a variable is wrong', 'web1', { ansible_port: 'ssh' }, undefined],
  ])('is said by %s', async (_, name, vars, hop) => {
    expect(await firstHop(name, vars)).toBe(hop);
  });
});

it('the way to this machine begins nowhere', async () => {
  const here = { name: 'here', groups: [], vars: { ansible_connection: 'local', drover_proxy_jump: 'gate' } };
  expect(await firstHops()(here)).toBe(here);
});
