import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RefusedError } from '../../src/core/errors.ts';
import { Secret } from '../../src/core/secret.ts';
import { sh } from '../../src/core/sh.ts';
import type { BecomeMethod } from '../../src/session/launch.ts';
import { ShellSession } from '../../src/session/shell-session.ts';
import { streamCommand } from '../../src/session/stream-command.ts';
import { sshTransport } from '../../src/transports/index.ts';
import { eventually } from '../support/eventually.ts';
import { type ModuleLab, moduleLab } from '../support/module-lab.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();
const signal = new AbortController().signal;
const timeoutMs = 20_000;

/** `deploy` may be anyone, by password; `plain` nobody, but for `app` by doas; `trusted` needs no password for su. */
const users = `
set -e
for user in deploy plain trusted app; do useradd -m -s /bin/sh $user; done
useradd -m -s /usr/sbin/nologin service
for user in deploy plain trusted app service root; do echo "$user:$user-word" | chpasswd; done
for user in deploy plain trusted; do
  mkdir /home/$user/.ssh; cp /root/.ssh/authorized_keys /home/$user/.ssh/; chown -R $user /home/$user/.ssh
done
echo 'deploy ALL=(ALL) ALL' >/etc/sudoers.d/deploy
printf '%s\\n' 'permit deploy' 'permit nopass plain as app' 'permit nopass plain as service' >/etc/doas.conf
groupadd trustees; usermod -aG trustees trusted
sed -i '1i auth sufficient pam_wheel.so trust group=trustees' /etc/pam.d/su
`;

interface Attempt {
  readonly login?: string;
  readonly method: BecomeMethod;
  readonly program?: string;
  readonly user: string;
  readonly password?: string;
  readonly shell?: string;
}

describe.skipIf(why !== undefined)(`becoming another user on a real host ${why ?? ''}`, () => {
  let lab: ModuleLab;
  beforeAll(async () => {
    lab = await moduleLab({
      directory: '/var/lib/drover-lab-become',
      name: 'droverbec',
      prefix: 'become',
      subnet: '10.96.4.0/24',
    });
    lab.on('apt-get update -qq; apt-get install -y -qq --no-install-recommends opendoas locales mksh');
    lab.on('localedef -i de_DE -f UTF-8 de_DE.UTF-8');
    lab.on(users);
  });
  afterAll(() => lab?.[Symbol.asyncDispose]());

  const connect = (login: string) => {
    const { name, address, keyFile, hostKey } = lab.host;
    const vars = {
      ansible_host: address,
      ansible_user: login,
      ansible_private_key_file: keyFile,
      drover_host_key: hostKey,
    };
    return sshTransport({ agentSocket: '' }).connect({ name, groups: [], vars }, signal);
  };
  const optionsOf = ({ method, program, user, password, shell = 'sh' }: Attempt) => {
    const how = {
      method,
      ...(program === undefined ? {} : { program }),
      ...(password === undefined ? {} : { password: new Secret(password) }),
    };
    return { host: 'web1', shell, signal, become: { user, ...how } };
  };
  async function become(attempt: Attempt, script = sh`id -un; echo ~`): Promise<string> {
    await using connection = await connect(attempt.login ?? 'deploy');
    await using session = await ShellSession.open(connection, optionsOf(attempt));
    return (await session.frame(script, { timeoutMs })).stdout;
  }
  async function refusal(attempt: Attempt): Promise<RefusedError> {
    const error: unknown = await become(attempt).then(
      () => new Error('let in'),
      (error: unknown) => error,
    );
    // Not a TimeoutError: it is refused in words, and nobody had to wait for an answer that never comes.
    if (error instanceof RefusedError) return error;
    throw error;
  }

  it.each<[string, Attempt]>([
    ['sudo with a password', { method: 'sudo', user: 'app', password: 'deploy-word' }],
    ['sudo without one', { login: 'op', method: 'sudo', user: 'app' }],
    [
      'sudo with a password that nobody asks for',
      { login: 'op', method: 'sudo', user: 'app', password: 'x' },
    ],
    [
      'another sudo, with a password',
      { method: 'sudo', program: '/usr/bin/sudo', user: 'app', password: 'deploy-word' },
    ],
    ['another su', { method: 'su', program: '/bin/su', user: 'app', password: 'app-word' }],
    ['su with a password', { method: 'su', user: 'app', password: 'app-word' }],
    ['su as root, without one', { login: 'root', method: 'su', user: 'app' }],
    [
      'su as root, with one that nobody asks for',
      { login: 'root', method: 'su', user: 'app', password: 'x' },
    ],
    ['su that trusts the login', { login: 'trusted', method: 'su', user: 'app' }],
    [
      'su that trusts it, with a password',
      { login: 'trusted', method: 'su', user: 'app', password: 'touch x' },
    ],
    ['doas without a password', { login: 'plain', method: 'doas', user: 'app' }],
    ['doas with one that nobody asks for', { login: 'plain', method: 'doas', user: 'app', password: 'x' }],
    ['su in bash', { method: 'su', user: 'app', password: 'app-word', shell: 'bash' }],
    ['su in mksh', { method: 'su', user: 'app', password: 'app-word', shell: 'mksh' }],
  ])('works by %s', async (_, attempt) => {
    expect(await become(attempt)).toBe('app\n/home/app\n');
  });

  it.each<[string, Attempt]>([
    ['sudo', { method: 'sudo', user: 'service', password: 'deploy-word' }],
    ['su as root', { login: 'root', method: 'su', user: 'service' }],
    ['doas', { login: 'plain', method: 'doas', user: 'service' }],
  ])('works by %s for a user without a login shell', async (_, attempt) => {
    expect(await become(attempt)).toBe('service\n/home/service\n');
  });

  it('works by su for root', async () => {
    expect(await become({ method: 'su', user: 'root', password: 'root-word' })).toBe('root\n/root\n');
  });

  it.each<[Attempt['method'], string, string]>([
    ['sudo', 'deploy', 'deploy-word'],
    ['su', 'deploy', 'app-word'],
  ])('shows the password for %s in no process', async (method, login, password) => {
    await using connection = await connect(login);
    await using _session = await ShellSession.open(connection, optionsOf({ method, user: 'app', password }));
    expect(
      lab.on(`cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ | grep -c '${password.replace('-', '[-]')}'`),
    ).toBe('0\n');
  });

  it.each<Attempt>([
    { method: 'sudo', user: 'app', password: 'deploy-word' },
    { method: 'su', user: 'app', password: 'app-word' },
    { login: 'plain', method: 'doas', user: 'app' },
  ])('gets bytes through unchanged, and nothing of ours before them ($method)', async (attempt) => {
    await using connection = await connect(attempt.login ?? 'deploy');
    const bytes = randomBytes(1_000_000);
    const stdin = {
      bytes: bytes.length,
      open: async function* () {
        yield bytes;
      },
    };
    const options = { ...optionsOf(attempt), stdin, timeoutMs, onProgress: () => {} };
    const { stdout } = await streamCommand(connection, sh`base64 -w 0`, options);
    expect(stdout).toBe(bytes.toString('base64'));
  });

  it.each<Attempt>([
    { method: 'sudo', user: 'app', password: 'deploy-word' },
    { method: 'su', user: 'app', password: 'app-word' },
    { login: 'plain', method: 'doas', user: 'app' },
  ])('ends with all that it runs when the connection ends ($method)', async (attempt) => {
    const connection = await connect(attempt.login ?? 'deploy');
    const session = await ShellSession.open(connection, optionsOf(attempt));
    const running = session.frame(sh`sleep 4711 & sleep 4711`, { timeoutMs });
    running.catch(() => {});
    await eventually(() => expect(lab.on('pgrep -c -f "^sleep 4711"')).toBe('2\n'));
    await connection[Symbol.asyncDispose]();
    await eventually(() => expect(lab.on('pgrep -c -u app')).toBe('0\n'));
    await expect(running).rejects.toThrow('was lost');
  });

  const refusals: readonly [string, Attempt, RegExp, RegExp][] = [
    [
      'a wrong password',
      { method: 'sudo', user: 'app', password: 'wrong' },
      /: the password was not accepted/,
      /Set ansible_become_password/,
    ],
    [
      'a wrong password',
      { method: 'su', user: 'app', password: 'wrong' },
      /: the password was not accepted \(su: Authentication failure\)$/,
      /the password of app/,
    ],
    [
      'no password where one is needed',
      { method: 'sudo', user: 'app' },
      /: sudo: a password is required$/,
      /Set ansible_become_password/,
    ],
    [
      'no password where one is needed',
      { method: 'su', user: 'app' },
      /: su: Authentication failure$/,
      /Set ansible_become_password to the password of app/,
    ],
    [
      'no password where one is needed',
      { method: 'doas', user: 'app' },
      /: doas: Authentication required$/,
      /from a terminal only/,
    ],
    [
      'a password, which it takes from a terminal only',
      { method: 'doas', user: 'app', password: 'deploy-word' },
      /: doas: Authentication required$/,
      /permit nopass LOGIN as app/,
    ],
    [
      'a login that may not',
      { login: 'plain', method: 'sudo', user: 'app', password: 'plain-word' },
      /: plain is not in the sudoers file/,
      /Allow it in the sudoers file/,
    ],
    [
      'a login that may not',
      { login: 'trusted', method: 'doas', user: 'app' },
      /: doas: Operation not permitted$/,
      /permit nopass LOGIN as app/,
    ],
    [
      'an unknown user',
      { method: 'sudo', user: 'nobody-here', password: 'deploy-word' },
      /unknown user nobody-here/,
      /no user "nobody-here"/,
    ],
    [
      'an unknown user',
      { method: 'su', user: 'nobody-here', password: 'x' },
      /user nobody-here does not exist/,
      /no user "nobody-here"/,
    ],
    [
      'an unknown user',
      { login: 'plain', method: 'doas', user: 'nobody-here' },
      /unknown user/,
      /no user "nobody-here"/,
    ],
    [
      'a user without a login shell',
      { method: 'su', user: 'service', password: 'service-word' },
      /restricted shell \/usr\/sbin\/nologin/,
      /Only root can become service by su/,
    ],
  ];

  describe.each(['C', 'de_DE.UTF-8'])('is refused where the locale is %s', (locale) => {
    beforeAll(() => void lab.on(`echo LC_ALL=${locale} >/etc/environment`));
    afterAll(() => void lab.on('rm /etc/environment'));

    it.each(refusals)('for %s: %j', async (_, attempt, message, hint) => {
      const error = await refusal(attempt);
      expect(error.message).toMatch(new RegExp(`^Cannot become ${attempt.user} on web1: `));
      expect(error.message).toMatch(message);
      expect(error.hint).toMatch(hint);
    });

    it.each<BecomeMethod>(['sudo', 'su', 'doas'])('for want of %s', async (method) => {
      lab.on(`mv /usr/bin/${method} /usr/bin/${method}.away`);
      try {
        const { message, hint } = await refusal({ method, user: 'app', password: 'x' });
        expect(message).toMatch(new RegExp(`^Cannot become app on web1: .*${method}.*`));
        expect(hint).toContain(`Is ${method} installed there?`);
      } finally {
        lab.on(`mv /usr/bin/${method}.away /usr/bin/${method}`);
      }
    });

    it('for a sudo that wants a terminal', async () => {
      lab.on('echo "Defaults requiretty" >/etc/sudoers.d/terminal');
      try {
        const { message, hint } = await refusal({ method: 'sudo', user: 'app', password: 'deploy-word' });
        expect(message).toMatch(/you must have a tty to run sudo/);
        expect(hint).toContain('!requiretty');
      } finally {
        lab.on('rm /etc/sudoers.d/terminal');
      }
    });
  });
});
