import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectionDefaults } from '../../../src/cli/run/connection-defaults.ts';
import type { Host, Inventory } from '../../../src/core/host.ts';
import { Secret } from '../../../src/core/secret.ts';
import { connectionSettings } from '../../../src/transports/connection-settings.ts';

const flags = { user: 'ops', privateKey: import.meta.filename, timeout: 7 };

function settingsWith(vars: Host['vars']) {
  const host: Host = { name: 'web1', groups: [], vars };
  const inventory: Inventory = { hosts: [host], select: () => [host] };
  const [found = host] = connectionDefaults(inventory, flags).select('all');
  return connectionSettings(found);
}

describe('flags of connections', () => {
  it('fill what the inventory leaves open', () => {
    expect(settingsWith({})).toMatchObject({
      user: 'ops',
      privateKeyFile: join(import.meta.dirname, 'connection-defaults.test.ts'),
      connectTimeoutMs: 7000,
    });
  });

  it('say how to connect, with which password, and how to become another user', () => {
    const host: Host = { name: 'web1', groups: [], vars: { ansible_ssh_extra_args: '-4' } };
    const wishes = {
      connection: 'openssh',
      password: new Secret('hush'),
      becomeMethod: 'doas',
      sshCommonArgs: '-J bastion',
      sshExtraArgs: '-6',
    };
    const made = connectionDefaults({ hosts: [host], select: () => [host] }, wishes);
    expect(connectionSettings(made.hosts[0] ?? host)).toMatchObject({
      connection: 'openssh',
      password: wishes.password,
      becomeMethod: 'doas',
      sshArguments: [
        { variable: 'ansible_ssh_common_args', text: '-J bastion' },
        { variable: 'ansible_ssh_extra_args', text: '-4' },
      ],
    });
  });

  it.each([
    [{ ansible_user: 'deploy' }, { user: 'deploy', connectTimeoutMs: 7000 }],
    [{ ansible_ssh_user: 'old' }, { user: 'old' }],
    [{ ansible_ssh_private_key_file: '/keys/web' }, { privateKeyFile: '/keys/web', user: 'ops' }],
    [{ drover_connect_timeout_ms: 900 }, { connectTimeoutMs: 900 }],
  ])('stand under the variables %j', (vars, expected) => {
    expect(settingsWith(vars)).toMatchObject(expected);
  });

  it('give the same host to every play, and say where its value is from', () => {
    const host: Host = { name: 'web1', groups: [], vars: {}, originOf: () => undefined };
    const made = connectionDefaults({ hosts: [host], select: () => [host] }, flags);
    expect(made.select('web')[0]).toBe(made.hosts[0]);
    expect(made.hosts[0]?.originOf?.('ansible_user')).toBe('--user');
  });

  it('refuse a key that is not there, before anything is connected', () => {
    expect(() => connectionDefaults({ hosts: [], select: () => [] }, { privateKey: '/no/such/key' })).toThrow(
      '--private-key "/no/such/key" cannot be read',
    );
  });
});
