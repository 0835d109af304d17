import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answersOverTls } from '../../../playbooks/secure-portal/superserver/answers-over-tls.ts';
import { certificateShown } from '../../../playbooks/secure-portal/superserver/certificate-shown.ts';
import { clientAnswers } from '../../../playbooks/secure-portal/superserver/client-answers.ts';
import { clientRoll } from '../../../playbooks/secure-portal/superserver/client-roll.ts';
import { sslConfiguration } from '../../../playbooks/secure-portal/superserver/ssl-configuration.ts';
import { superServer } from '../../../playbooks/secure-portal/superserver/super-server.ts';
import { sh } from '../../../src/core/sh.ts';
import { transaction } from '../../../src/core/task.ts';
import { command } from '../../../src/modules/command.ts';
import { probe } from '../../../src/modules/probe.ts';
import { runHere } from '../../support/local-host.ts';
import { type PracticeInstance, practiceInstance } from '../../support/practice-instance.ts';

const name = 'The SuperServer has its level';

describe.each(['cache', 'iris'] as const)('the SuperServer of the stand-in for %s', (product) => {
  let practice: PracticeInstance;
  beforeAll(async () => {
    practice = await practiceInstance(product);
  }, 120_000);
  afterAll(() => practice.remove());
  beforeEach(() => {
    writeFileSync(`${practice.directory}/mgr/practice-security.ini`, '');
    gateway(['Connection_Security_Level=0']);
  });

  const instance = () => ({ product, directory: practice.directory });
  const bindAddress = '127.0.0.1';
  const ca = () => `${practice.directory}/mgr/own.pem`;
  const gateway = (lines: readonly string[]) =>
    writeFileSync(
      practice.cspIni,
      `[SYSTEM]\nConfiguration_Initialized=once\n[LOCAL]\nIp_Address=127.0.0.1\nTCP_Port=${practice.port}\n${lines.join('\n')}\n`,
    );
  const verifying = () =>
    gateway(['Connection_Security_Level=10', 'SSLCC_Verify_Peer=1', `SSLCC_CA_Certificate_File=${ca()}`]);
  const configuration = (more: Readonly<Record<string, string>> = {}) =>
    sslConfiguration('It has its SSL configuration', {
      instance: instance(),
      name: '%SuperServer',
      properties: { Type: '1', CertificateFile: ca(), PrivateKeyFile: 'own.key', ...more },
    });
  const level = (to: 0 | 1 | 2, more: object = {}) =>
    superServer(name, {
      instance: instance(),
      port: practice.port,
      bindAddress,
      level: to,
      cspIni: practice.cspIni,
      caFile: ca(),
      ...more,
    });
  const answers = () =>
    answersOverTls('It answers', { instance: instance(), port: practice.port, caFile: ca() });
  const key = product === 'cache' ? 'SSLSuperServer' : 'SSLSupportLevel';
  const levelNow = () => new RegExp(`^${key}=(.*)$`, 'm').exec(practice.settings())?.[1] ?? '0';
  const fingerprint = () =>
    practice.shell('openssl x509 -in mgr/own.pem -noout -fingerprint -sha256').trim().split('=')[1] ?? '';
  const go = async (to: 0 | 1 | 2, more: object = {}) => (await runHere([level(to, more)])).outcomes[name];

  it('is told by a check what would change, and nothing does', async () => {
    const shown = certificateShown('It shows a certificate to come', {
      instance: instance(),
      port: practice.port,
      caFile: ca(),
      certificate: '/nowhere/to-come.pem',
    });
    const { outcomes } = await runHere([configuration(), level(1), answers(), shown], { check: true });
    expect(outcomes).toEqual({
      'It has its SSL configuration': 'changed',
      [name]: 'changed',
      'It answers': 'ok',
      'It shows a certificate to come': 'ok',
    });
    expect(practice.settings()).toBe('');
  });

  it('accepts TLS and answers over it, and the second time nothing changes', async () => {
    const first = await runHere([configuration(), level(1), answers()]);
    expect(first.outcomes).toEqual({
      'It has its SSL configuration': 'changed',
      [name]: 'changed',
      'It answers': 'ok',
    });
    const second = await runHere([configuration(), level(1), answers()]);
    expect(Object.values(second.outcomes)).toEqual(['ok', 'ok', 'ok']);
    expect(levelNow()).toBe('1');
  });

  it('has what was changed by hand put right, and says what it was', async () => {
    await runHere([configuration({ Description: 'ours "quoted"' })]);
    const other = await runHere([configuration({ Description: 'theirs' })]);
    const back = await runHere([configuration({ Description: 'ours "quoted"' })]);
    expect(other.outcomes['It has its SSL configuration']).toBe('changed');
    expect(JSON.stringify(back.events)).toContain('Description theirs → ours');
    expect(practice.settings()).toContain('Description=ours "quoted"\n');
  });

  it('shows a renewed certificate, which a check foresees, and restarts only when it may', async () => {
    const renewed = (more: object = {}, options: object = {}) =>
      runHere(
        [
          certificateShown('It shows its certificate', {
            instance: instance(),
            port: practice.port,
            caFile: ca(),
            certificate: ca(),
            ...more,
          }),
        ],
        options,
      );
    const shown = () =>
      practice.shell(
        `openssl s_client -connect 127.0.0.1:${practice.port} </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256`,
      );
    const renew = () =>
      practice.shell(
        'cd mgr && openssl req -x509 -key own.key -out own.pem -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -days 3 2>/dev/null; openssl x509 -in own.pem -noout -fingerprint -sha256',
      );
    const outcome = async (run: ReturnType<typeof renewed>) =>
      (await run).outcomes['It shows its certificate'];
    await runHere([configuration(), level(1)]);
    expect(await outcome(renewed())).toBe('ok');
    const old = shown();
    const fresh = renew();
    expect([await outcome(renewed({}, { check: true })), shown()]).toEqual(['changed', old]);
    expect([await outcome(renewed()), shown()]).toEqual(['changed', fresh]);
    expect(await outcome(renewed())).toBe('ok');
    const restarted = (conf: string) => {
      writeFileSync(`${practice.directory}/mgr/practice.conf`, conf);
      practice.shell(`bin/${product === 'cache' ? 'ccontrol' : 'iris'} restart PRACTICE quietly`);
    };
    restarted('LevelChange=restart\n');
    const next = renew();
    const { result } = await renewed();
    expect(result.hosts[0]?.error?.message).toContain(`does not show ${ca()}`);
    expect(result.hosts[0]?.error?.hint).toContain('superserver_restart');
    expect(shown()).toBe(fresh);
    expect([await outcome(renewed({ restart: true })), shown()]).toEqual(['changed', next]);
    restarted('');
  });

  it('refuses a level without an SSL configuration, with what is missing', async () => {
    expect(await go(1)).toContain('there is no SSL configuration %SuperServer');
    expect(levelNow()).toBe('0');
  });

  it('says what the instance says of a wrong property, a wrong file and a wrong name', async () => {
    const said = async (more: Readonly<Record<string, string>>) =>
      (await runHere([configuration(more)])).outcomes['It has its SSL configuration'];
    expect(await said({ VerifyPeer: '7' })).toContain('ERROR #5001: VerifyPeer');
    expect(await said({ CertificateFile: '/nowhere.pem' })).toContain('does not exist');
    expect(await said({ NoSuchThing: '1' })).toContain('no property NoSuchThing');
    expect(practice.settings()).toBe('');
  });

  it.each([
    ['without TLS', ['Connection_Security_Level=0'], 'the gateway reaches LOCAL without TLS'],
    ['without verification', ['Connection_Security_Level=10'], 'the gateway does not verify LOCAL'],
    [
      'with settings that it has not read yet',
      [
        'Connection_Security_Level=10',
        'SSLCC_Verify_Peer=1',
        'SSLCC_CA_Certificate_File=/x',
        '[SYSTEM]',
        'RELOAD=1',
      ],
      'the gateway has not read its new settings yet',
    ],
    ['to somewhere else', ['Ip_Address=10.1.2.3'], 'no server that leads to this SuperServer'],
  ])('does not require TLS of a gateway %s', async (_, lines, reason) => {
    await runHere([configuration(), level(1)]);
    gateway(lines);
    expect(await go(2)).toContain(reason);
    expect(levelNow()).toBe('1');
  });

  it('does not require TLS where it does not speak it, even when all else is ready', async () => {
    verifying();
    await runHere([configuration()]);
    expect(await go(2)).toContain('the SuperServer does not answer over TLS');
    await runHere([level(1)]);
    expect(await go(2, { caFile: '/etc/ssl/certs/ca-certificates.crt' })).toContain(
      'does not answer over TLS',
    );
    expect(levelNow()).toBe('1');
  });

  it('does not require TLS while a client has not answered, and does once all have', async () => {
    await runHere([configuration(), level(1)]);
    verifying();
    const seen: string[] = [];
    const clients = (missing: readonly string[]) => (fingerprint: string) => {
      seen.push(fingerprint);
      return missing;
    };
    expect(await go(2, { clients: clients(['web1 has not answered']) })).toContain(
      'cut off: web1 has not answered',
    );
    expect(levelNow()).toBe('1');
    expect(await go(2, { clients: clients([]) })).toBe('changed');
    expect([levelNow(), await go(2)]).toEqual(['2', 'ok']);
    expect(seen[0]).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(await go(1)).toBe('ok');
  });

  it.each([
    ['127.0.0.1', [], undefined],
    ['localhost', [], 'its certificate is not for localhost'],
    ['127.0.0.1', ['127.0.0.2', 'db.example.org'], 'its certificate is not for 127.0.0.2 db.example.org'],
  ])(
    'answers a client that dials it by %s and %j, if its certificate is for that',
    async (server, names, why) => {
      await runHere([configuration(), level(1)]);
      const roll = clientRoll();
      const dialled = { client: 'web1', server, names, port: practice.port, caFile: ca(), roll };
      const { outcomes } = await runHere([clientAnswers('It answers web1', dialled)]);
      if (why === undefined) expect(outcomes['It answers web1']).toBe('ok');
      else expect(outcomes['It answers web1']).toContain(`does not answer over TLS: ${why}`);
      expect(roll.missing(['web1'], fingerprint())).toEqual(
        why === undefined ? [] : [`web1 does not answer over TLS: ${why}`],
      );
    },
  );

  it('does not go back to no TLS while the gateway asks for it, and does once it does not', async () => {
    await runHere([configuration(), level(1)]);
    verifying();
    expect(await go(0, { bound: 'exactly' })).toContain('the gateway asks for TLS for LOCAL');
    gateway(['Connection_Security_Level=0']);
    expect(await go(0, { bound: 'exactly' })).toBe('changed');
    expect(levelNow()).toBe('0');
  });

  it('is as it was when a transaction is taken back, also what was there before', async () => {
    const wrong = probe('It goes wrong', { script: sh`exit 1` });
    const made = await runHere([transaction('All', [configuration(), level(1), wrong])]);
    expect(made.result.hosts[0]?.rolledBack[0]?.left).toEqual([]);
    expect(practice.settings()).not.toContain('SSLConfigs');
    expect(levelNow()).toBe('0');
  });

  it('stays at level 1 when it is taken back while the gateway asks for TLS', async () => {
    await runHere([configuration()]);
    const { result } = await runHere([
      transaction('All', [
        level(1),
        command('It goes wrong', {
          script: sh`echo Connection_Security_Level=10 >>${practice.cspIni}; exit 1`,
        }),
      ]),
    ]);
    expect(result.hosts[0]?.rolledBack[0]?.left.join()).toContain('the gateway asks for TLS');
    expect(levelNow()).toBe('1');
  });

  it('says so when the session asks for a name, when the instance is down, and when there is none', async () => {
    writeFileSync(
      `${practice.directory}/mgr/practice-security.ini`,
      '[Security.Services:%Service_Terminal]\nAutheEnabled=32\n',
    );
    expect(await go(1)).toContain('asked for a user name');
    writeFileSync(`${practice.directory}/mgr/practice.conf`, 'Status=sign-on inhibited\n');
    expect(await go(1)).toContain('PRACTICE is not running (sign-on inhibited)');
    writeFileSync(`${practice.directory}/mgr/practice.conf`, '');
    expect(await go(1, { instance: { product, directory: '/nowhere' } })).toContain(
      'there is no directory /nowhere',
    );
    expect(await go(1, { instance: { product, directory: '/tmp' } })).toMatch(
      /not on this host|no instance is in/,
    );
  });
});
