import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';

const files = new URL('../../playbooks/practice/files/', import.meta.url).pathname;
const question = 'GET /csp/sys/UtilHome.csp HTTP/1.0\r\n\r\n';

describe('the stand-in for the SuperServer', () => {
  let directory = '';
  let port = 0;
  const pidFile = () => `${directory}/mgr/superserver.pid`;

  const shell = (script: string) =>
    execFileSync('sh', ['-ec', script], { cwd: `${directory}/mgr`, stdio: 'pipe' });

  beforeAll(() => {
    directory = mkdtempSync(`${tmpdir()}/superserver-`);
    mkdirSync(`${directory}/mgr`);
    const compiler = 'cc -O1 -Wall -Wextra -Werror -D_GNU_SOURCE -pthread superserver/*.c -lssl -lcrypto';
    execFileSync('sh', ['-c', `${compiler} -o ${directory}/superserver`], { cwd: files, stdio: 'pipe' });
    shell(`openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca -days 2
      for name in server client; do
        openssl req -newkey rsa:2048 -passout pass:locked -keyout $name.key -out $name.csr -subj /CN=$name
        openssl x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -out $name.pem -days 2
      done`);
  }, 60_000);
  beforeEach(async () => {
    port = await freePort();
  });
  afterEach(async () => {
    process.kill(Number(readFileSync(pidFile(), 'utf8')));
    await eventually(() => expect(() => readFileSync(pidFile())).toThrow('ENOENT'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const settings = (level: number, lines: readonly string[] = [], server?: string) => {
    const own = server === undefined ? [] : [`[Security.Servers:${server}]`, `SSLSupportLevel=${level}`];
    writeFileSync(
      `${directory}/mgr/practice-security.ini`,
      [
        '[Security.System:SYSTEM]',
        `SSLSuperServer=${server === undefined ? level : 0}`,
        ...own,
        ...(server === undefined ? [] : ['SSLConfig=%SuperServer']),
        '[Security.SSLConfigs:%SuperServer]',
        'Type=1',
        'CertificateFile=server.pem',
        `PrivateKeyFile=${directory}/mgr/server.key`,
        'PrivateKeyPassword=locked',
        ...lines,
        '',
      ].join('\n'),
    );
  };
  const start = async (options: readonly string[] = []) => {
    const words = ['-a', '127.0.0.1', '-p', String(port), '-d', directory, '-P', pidFile(), ...options];
    execFileSync(`${directory}/superserver`, words);
    await eventually(() => expect(readFileSync(pidFile(), 'utf8')).toMatch(/^\d+\n$/));
  };
  const plain = async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => socket.destroy());
    socket.end(question);
    return (await text(socket).catch(() => '')).slice(0, 15);
  };
  const tls = (...options: readonly string[]) => {
    const words = ['s_client', '-connect', `127.0.0.1:${port}`, '-CAfile', `${directory}/mgr/ca.pem`];
    const { stdout } = spawnSync('openssl', [...words, '-verify_return_error', '-ign_eof', ...options], {
      input: question,
      encoding: 'utf8',
      timeout: 10_000,
    });
    return /HTTP\/1.0 200 OK/.test(stdout)
      ? (/(?:New, |Protocol *: )(TLSv[\d.]+)/.exec(stdout)?.[1] ?? '')
      : 'refused';
  };
  const client = () => [
    '-cert',
    `${directory}/mgr/client.pem`,
    '-key',
    `${directory}/mgr/client.key`,
    '-pass',
    'pass:locked',
  ];

  it.each([
    [0, 'HTTP/1.0 200 OK', 'refused'],
    [1, 'HTTP/1.0 200 OK', 'TLSv1.3'],
    [2, '', 'TLSv1.3'],
  ])(
    'at level %i answers a plain client with "%s" and one by TLS with "%s"',
    async (level, byPlain, byTls) => {
      settings(level);
      await start();
      expect([await plain(), tls()]).toEqual([byPlain, byTls]);
    },
  );

  it.each([
    [0, 'TLSv1.3', 'TLSv1.3'],
    [1, 'TLSv1.3', 'TLSv1.3'],
    [3, 'refused', 'TLSv1.3'],
  ])(
    'with VerifyPeer=%i answers "%s" without and "%s" with a certificate of the client',
    async (peer, without, having) => {
      settings(2, [`VerifyPeer=${peer}`, 'CAFile=ca.pem']);
      await start();
      expect([tls(), tls(...client())]).toEqual([without, having]);
    },
  );

  it('speaks the versions that its configuration allows', async () => {
    settings(2, ['TLSMinVersion=32', 'TLSMaxVersion=32']);
    await start();
    expect([tls('-tls1_2'), tls('-tls1_3')]).toEqual(['refused', 'TLSv1.3']);
    settings(2, ['Protocols=16']);
    expect([tls('-tls1_2'), tls('-tls1_3')]).toEqual(['TLSv1.2', 'refused']);
  });

  it('takes a change at once, or at its next start when it is to', async () => {
    settings(0);
    await start();
    expect(await plain()).toBe('HTTP/1.0 200 OK');
    settings(2);
    expect([await plain(), tls()]).toEqual(['', 'TLSv1.3']);
  });

  it('takes a change only at its start when it is to', async () => {
    settings(0);
    await start(['-r']);
    settings(2);
    expect([await plain(), tls()]).toEqual(['HTTP/1.0 200 OK', 'refused']);
  });

  it('takes the settings of its own port and address in the newer generation', async () => {
    settings(2, [], `${port},127.0.0.1`);
    await start(['-s']);
    expect([await plain(), tls()]).toEqual(['', 'TLSv1.3']);
  });

  it('stays up with a configuration that cannot be used, refuses TLS, and says why', async () => {
    settings(1, ['Enabled=0']);
    await start();
    expect([await plain(), tls()]).toEqual(['HTTP/1.0 200 OK', 'refused']);
    expect(readFileSync(`${directory}/mgr/practice-superserver.log`, 'utf8')).toContain(
      '%SuperServer: the SSL configuration is not enabled',
    );
  });
});
