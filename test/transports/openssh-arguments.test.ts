import { describe, expect, it } from 'vitest';
import { connectionSettings } from '../../src/transports/index.ts';
import { opensshArguments } from '../../src/transports/openssh-arguments.ts';

function argumentsFor(vars: Readonly<Record<string, unknown>>): string {
  const settings = connectionSettings({ name: 'web1', groups: [], vars });
  const options = { socket: '/tmp/d/s', hostKey: ['StrictHostKeyChecking=yes'], ready: 'in' };
  return opensshArguments(settings, { ...options, connectTimeoutMs: 1_500, keepaliveMs: 10_000 }).join(' ');
}

describe('what ssh is called with', () => {
  it('leaves to its configuration what the variables do not say', () => {
    expect(argumentsFor({})).toMatchInlineSnapshot(
      `"-N -T -o ControlMaster=yes -o ControlPath="/tmp/d/s" -o ControlPersist=no -o BatchMode=yes -o LogLevel=INFO -o RemoteCommand=none -o RequestTTY=no -o ClearAllForwardings=yes -o PermitLocalCommand=yes -o LocalCommand=echo in -o StrictHostKeyChecking=yes -o ConnectTimeout=2 -o ServerAliveInterval=10 -o ServerAliveCountMax=3 -- web1"`,
    );
  });

  it.each([
    [{ ansible_port: 2222 }, '-o Port=2222'],
    [{ ansible_user: 'admin' }, '-o User=admin'],
    [{ ansible_private_key_file: '/a b/100%' }, '-o IdentityFile="/a b/100%%" -o IdentitiesOnly=yes'],
    [{ drover_proxy_jump: 'bastion' }, '-o ProxyJump=bastion'],
    [{ drover_ssh_config_file: '/etc/own' }, '-F /etc/own -- web1'],
    [{ ansible_ssh_common_args: '-C -o "User x"' }, '-C -o User x -- web1'],
    [{ ansible_host: '10.0.0.5' }, '-- 10.0.0.5'],
  ])('says for %j: %s', (vars, said) => {
    expect(argumentsFor(vars)).toContain(said);
  });
});
