import { once } from 'node:events';
import ssh2, { type AuthContext, type AuthenticationType } from 'ssh2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { sshTransport } from '../../../src/transports/index.ts';
import { portOf } from '../../support/port-of.ts';

const never = new AbortController().signal;
const password = 'open sesame';
const pair = ssh2.utils.generateKeyPairSync('ed25519');

/** An SSH server that asks for the password in one way only. OpenSSH would need a user with a password for it. */
async function listen(method: AuthenticationType): Promise<number> {
  const server = new ssh2.Server({ hostKeys: [pair.private] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (attempt) => judge(attempt, method));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return portOf(server);
}

function judge(attempt: AuthContext, method: AuthenticationType): void {
  if (attempt.method !== method) return attempt.reject([method]);
  if (attempt.method === 'password') {
    return attempt.password === password ? attempt.accept() : attempt.reject([method]);
  }
  if (attempt.method !== 'keyboard-interactive') return attempt.reject([method]);
  return attempt.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
    if (answers[0] === password) attempt.accept();
    else attempt.reject([method]);
  });
}

async function login(port: number, given: string): Promise<void> {
  const vars = {
    ansible_host: '127.0.0.1',
    ansible_port: port,
    ansible_user: 'admin',
    ansible_password: new Secret(given),
    drover_host_key: pair.public,
  };
  const transport = sshTransport({ agentSocket: '', defaultKeyFiles: [] });
  await using _connection = await transport.connect({ name: 'web1', groups: [], vars }, never);
}

describe.each(['password', 'keyboard-interactive'] as const)('a password, asked for by %s', (method) => {
  it('lets us in', async () => {
    await login(await listen(method), password);
  });

  it('that is wrong is refused, and not shown', async () => {
    const attempt = login(await listen(method), 'swordfish');
    await expect(attempt).rejects.toThrow(/^web1 .* did not let us in; tried: .*password.*; it takes: /);
    await expect(attempt).rejects.not.toThrow(/swordfish/);
  });
});
