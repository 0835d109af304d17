import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { DefinitionError } from '../../src/core/errors.ts';
import { Secret } from '../../src/core/secret.ts';
import { connectionSettings } from '../../src/transports/index.ts';

const settingsOf = (vars: Readonly<Record<string, unknown>>) =>
  connectionSettings({ name: 'web1', groups: [], vars });

describe('connectionSettings', () => {
  it('leaves open what the variables do not say', () => {
    expect(settingsOf({})).toEqual({
      name: 'web1',
      connection: 'ssh',
      address: 'web1',
      sshArguments: [],
      shell: 'sh',
      becomeMethod: 'sudo',
    });
  });

  it('reads what an inventory says', () => {
    expect(
      settingsOf({
        ansible_connection: 'local',
        ansible_host: '10.0.0.5',
        ansible_port: '2222',
        ansible_user: 'admin',
        ansible_private_key_file: '~/keys/id',
        drover_host_key: 'ssh-ed25519 AAAA web1',
        drover_host_key_policy: 'accept-new',
        drover_known_hosts_file: 'known',
        drover_connect_timeout_ms: 500,
        drover_shell: '/bin/bash',
        drover_ssh_config_file: 'none',
        drover_proxy_jump: 'a,b',
        ansible_ssh_extra_args: '-J c',
      }),
    ).toMatchObject({
      connection: 'local',
      address: '10.0.0.5',
      port: 2222,
      user: 'admin',
      privateKeyFile: `${homedir()}/keys/id`,
      hostKey: 'ssh-ed25519 AAAA web1',
      hostKeyPolicy: 'accept-new',
      knownHostsFile: `${process.cwd()}/known`,
      connectTimeoutMs: 500,
      shell: '/bin/bash',
      sshConfigFile: 'none',
      proxyJump: 'a,b',
      sshArguments: [{ variable: 'ansible_ssh_extra_args', text: '-J c' }],
    });
  });

  it('keeps every password as a secret', () => {
    const settings = settingsOf({
      ansible_password: 'open sesame',
      ansible_become_password: new Secret('swordfish'),
      ansible_ssh_private_key_passphrase: 'xyzzy',
    });
    const { password, becomePassword, privateKeyPassphrase } = settings;
    const revealed = [password, becomePassword, privateKeyPassphrase].map((one) => one && Secret.reveal(one));
    expect(revealed).toEqual(['open sesame', 'swordfish', 'xyzzy']);
    expect(JSON.stringify(settings)).not.toMatch(/sesame|swordfish|xyzzy/);
  });

  it.each([
    ['ansible_ssh_host', 'address'],
    ['ansible_ssh_user', 'user'],
    ['ansible_shell_executable', 'shell'],
    ['ansible_sudo_exe', 'becomeProgram'],
  ] as const)('takes the other name %s', (variable, setting) => {
    expect(settingsOf({ [variable]: 'old' })[setting]).toBe('old');
  });

  it.each(['smart', 'paramiko', 'ssh'])('takes its own client of SSH for ansible_connection %s', (client) => {
    expect(settingsOf({ ansible_connection: client }).connection).toBe('ssh');
  });

  it('reads seconds as Ansible writes them, where nothing more exact is said', () => {
    expect(settingsOf({ ansible_ssh_timeout: '30' }).connectTimeoutMs).toBe(30_000);
    expect(settingsOf({ ansible_timeout: 30, drover_connect_timeout_ms: 500 }).connectTimeoutMs).toBe(500);
  });

  it('passes over what is about ways of Ansible’s own, and what is done anyway', () => {
    const meaningless = {
      ansible_python_interpreter: '/usr/bin/python3',
      ansible_pipelining: true,
      ansible_ssh_retries: 3,
      ansible_host_key_checking: true,
      ansible_become_flags: '-H -S -n',
      ansible_shell_type: 'sh',
      ansible_ssh_executable: 'ssh',
    };
    expect(settingsOf(meaningless)).toEqual(settingsOf({}));
  });

  it.each([
    ['ansible_host_key_checking', false, 'cannot be switched off: host keys are always verified'],
    ['ansible_become_flags', '-E', 'is not supported'],
    ['ansible_shell_type', 'powershell', 'must be sh: a host needs a POSIX shell'],
    ['ansible_ssh_executable', '/opt/ssh', 'is not supported'],
    ['ansible_ssh_pkcs11_provider', '/lib/p11.so', 'is not supported'],
  ])('says that %s %j is not followed', (variable, value, complaint) => {
    expect(() => settingsOf({ [variable]: value })).toThrow(`Host "web1": ${variable} ${complaint}`);
  });

  it('says where a wrong variable is set', () => {
    const host = { name: 'web1', groups: [], vars: { ansible_port: 0 }, originOf: () => 'hosts.yml:3:5' };
    expect(() => connectionSettings(host)).toThrow('ansible_port must be from 1 to 65535 (hosts.yml:3:5)');
  });

  it.each([
    ['ansible_port', 'ssh', 'ansible_port must be a number'],
    ['ansible_port', 0, 'ansible_port must be from 1 to 65535'],
    ['ansible_ssh_port', 70_000, 'ansible_ssh_port must be from 1 to 65535'],
    ['ansible_user', 7, 'ansible_user must be text'],
    ['ansible_host', '', 'ansible_host must not be empty'],
    ['ansible_connection', 'winrm', 'ansible_connection must be ssh, openssh or local'],
    ['ansible_ssh_timeout', 'soon', 'ansible_ssh_timeout must be a number of seconds'],
    [
      'ansible_become_exe',
      'sudo -E',
      'ansible_become_exe must be the name or path of a program, without arguments',
    ],
    ['ansible_become_method', 'runas', 'ansible_become_method must be sudo, su or doas'],
    [
      'ansible_password',
      1234,
      'ansible_password must be text (in quotes, if it looks like a number) or a secret',
    ],
    ['drover_host_key_policy', 'no', 'drover_host_key_policy must be strict or accept-new'],
    [
      'drover_host_key',
      'MD5:00',
      'drover_host_key must be a public key line such as "ssh-ed25519 AAAA…", or a fingerprint such as "SHA256:…"',
    ],
    ['drover_shell', "sh'", 'drover_shell must be the name or path of a shell, such as sh or /bin/bash'],
    ['drover_connect_timeout_ms', 1.5, 'drover_connect_timeout_ms must be a whole number of milliseconds'],
  ])('refuses %s: %j', (variable, value, complaint) => {
    const read = () => settingsOf({ [variable]: value });
    expect(read).toThrow(DefinitionError);
    expect(read).toThrow(`Host "web1": ${complaint}`);
  });

  it('names every wrong variable at once', () => {
    expect(() => settingsOf({ ansible_port: 0, ansible_user: 7 })).toThrow(
      'Host "web1": ansible_port must be from 1 to 65535; ansible_user must be text',
    );
  });
});
