import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clientHostVariables } from '../../../playbooks/secure-portal/clients/client-host-variables.ts';
import { clientsBack } from '../../../playbooks/secure-portal/clients/clients-back.ts';
import { clients } from '../../../playbooks/secure-portal/clients.ts';
import portal from '../../../playbooks/secure-portal.ts';
import { run } from '../../../src/run.ts';
import { runHere } from '../../support/local-host.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

const none = process.env['CI'] !== 'true' && !existsSync('/usr/bin/odbcinst');
const why = none ? 'odbcinst is not installed' : '';

const odbcIni = `; data sources of this host
[ODBC Data Sources]
PORTAL=InterSystems

[PORTAL]
Driver = /usr/irissys/bin/libirisodbc35.so
Port = 1972
UID = reader
Password = not-to-be-shown
Authentication Method = 0
Query Timeout = 1
`;

async function place() {
  const directory = await scratchDirectory();
  const at = (name: string) => join(directory, name);
  await writeFile(at('ca.pem'), 'a certificate\n');
  await writeFile(at('odbc.ini'), odbcIni, { mode: 0o640 });
  await writeFile(at('SSLConfig.properties'), '# Java\ndebug=false\n');
  const vars = {
    product: 'iris',
    client_ca: at('ca.pem'),
    odbc_ini: at('odbc.ini'),
    odbc_tls_file: at('odbcssl.ini'),
    odbc_ca_file: at('odbcssl-ca.pem'),
    odbc_data_sources: { PORTAL: {}, 'second one': { Driver: '/nope/libirisodbc35.so', Port: 1973 } },
    jdbc_files: [at('SSLConfig.properties')],
    jdbc_trust_store: at('java/trust.p12'),
    jdbc_trust_store_from: at('ca.pem'),
    jdbc_properties: { trustStoreType: 'PKCS12' },
    client_before: at('kept/before'),
  };
  const go = (check = false, more = {}) =>
    runHere([clients(clientHostVariables.parse({ ...vars, ...more }))], { check });
  const back = (check = false, isTaken = true) =>
    runHere([clientsBack(clientHostVariables.parse(vars), () => isTaken)], { check });
  /** All files with their modes, as text. */
  const all = () =>
    execFileSync('sh', ['-c', "find . -type f -exec stat -c '%a %n' {} + -exec cat {} + | sort"], {
      cwd: directory,
      encoding: 'utf8',
    });
  return { at, go, back, all, vars };
}

describe.skipIf(none)(`UNIX clients by ODBC and JDBC ${why}`, () => {
  it('ask for TLS afterwards, as odbcinst sees it too; what else was there stays', async () => {
    const { at, go } = await place();
    const { result, events } = await go();
    expect(result.hosts[0]?.error).toBeUndefined();
    expect(await readFile(at('odbc.ini'), 'utf8')).toMatchInlineSnapshot(`
      "; data sources of this host
      [ODBC Data Sources]
      PORTAL=InterSystems

      [PORTAL]
      Driver = /usr/irissys/bin/libirisodbc35.so
      Port = 1972
      UID = reader
      Password = not-to-be-shown
      Authentication Method = 2
      Query Timeout = 1
      Security Level = 10
      SSL Server Name = portal-tls

      [second one]
      Driver = /nope/libirisodbc35.so
      Port = 1973
      Authentication Method = 2
      Security Level = 10
      SSL Server Name = portal-tls
      "
    `);
    const listed = execFileSync('sh', ['-c', 'exec odbcinst -q -s'], {
      env: { ...process.env, ODBCINI: at('odbc.ini') },
    });
    expect(listed.toString()).toContain('[PORTAL]\n[second one]\n');
    const tls = await readFile(at('odbcssl.ini'), 'utf8');
    expect(tls.replace(at('odbcssl-ca.pem'), '/tls/odbcssl-ca.pem')).toBe(
      '[portal-tls]\nTLSMinVersion=16\nTLSMaxVersion=32\nVerifyPeer=1\nCAFile=/tls/odbcssl-ca.pem\n',
    );
    const properties = await readFile(at('SSLConfig.properties'), 'utf8');
    expect(properties.replace(at('java'), '/java')).toBe(
      '# Java\ndebug=false\nprotocol=TLSv1.2\nserverHostNameVerification=true\ntrustStore=/java/trust.p12\ntrustStoreType=PKCS12\n',
    );
    expect(JSON.stringify(events)).not.toContain('not-to-be-shown');
  });

  it.each([
    ['with nothing more', {}, 'protocol=TLSv1.2\nserverHostNameVerification=true\n'],
    [
      'with properties of their own',
      { protocol: 'TLSv1.3', serverHostNameVerification: false },
      'protocol=TLSv1.3\nserverHostNameVerification=false\n',
    ],
  ])(
    'by Java verify the server whose name they dial, %s, without a trust store too',
    async (_, own, added) => {
      const { at, go } = await place();
      await go(false, {
        odbc_data_sources: {},
        jdbc_trust_store: undefined,
        jdbc_trust_store_from: undefined,
        jdbc_properties: own,
      });
      expect(await readFile(at('SSLConfig.properties'), 'utf8')).toBe(`# Java\ndebug=false\n${added}`);
    },
  );

  it('are predicted by a check, which changes nothing, and change once only', async () => {
    const { at, go } = await place();
    const check = await go(true);
    expect(await readFile(at('odbc.ini'), 'utf8')).toBe(odbcIni);
    expect(existsSync(at('odbcssl.ini'))).toBe(false);
    const changed = ({ outcomes }: typeof check) =>
      Object.entries(outcomes).flatMap(([name, outcome]) => (outcome === 'changed' ? [name] : []));
    const first = await go();
    expect(changed(check)).toEqual(changed(first));
    expect(check.outcomes['unixODBC finds PORTAL with TLS']).toBe('undetermined');
    expect(new Set(Object.values((await go()).outcomes))).toEqual(new Set(['ok']));
  });

  it('are put right again key by key', async () => {
    const { at, go } = await place();
    await go();
    const good = await readFile(at('odbc.ini'), 'utf8');
    await writeFile(
      at('odbc.ini'),
      good.replace('Security Level = 10', 'Security Level = 0').concat('# mine\n'),
    );
    const { outcomes } = await go();
    expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'ok')).toEqual([
      ['ODBC data sources ask for TLS', 'changed'],
    ]);
    expect(await readFile(at('odbc.ini'), 'utf8')).toBe(`${good}# mine\n`);
  });

  it('say what isql says when it cannot connect', async () => {
    const { go } = await place();
    const { outcomes } = await go(false, { odbc_connect: true });
    expect(outcomes['isql connects to PORTAL']).toMatch(/^failed: isql could not connect: .*file not found/);
  });

  it('are a stage of the flagship that can be run alone', async () => {
    const { at, vars } = await place();
    const host = {
      name: 'here',
      groups: ['portal'],
      vars: { inventory_hostname: 'here', ansible_connection: 'local', ...vars },
    };
    const inventory = { hosts: [host], select: (pattern: string) => (pattern === 'portal' ? [host] : []) };
    const { hosts } = await run(portal, { inventory, tags: ['clients'], check: true });
    expect(hosts[0]?.tasks.find(({ name }) => name === 'ODBC data sources ask for TLS')?.outcome.is).toBe(
      'changed',
    );
    expect(existsSync(at('odbcssl.ini'))).toBe(false);
    const done = await run(portal, { inventory, tags: ['clients'] });
    expect(done.hosts[0]?.error).toBeUndefined();
    expect(existsSync(at('odbcssl.ini'))).toBe(true);
  });

  it('are put back to the byte and the mode, once, as a check says before', async () => {
    const { at, go, back, all } = await place();
    const before = all();
    await go();
    await writeFile(at('odbc.ini'), (await readFile(at('odbc.ini'), 'utf8')).replace('= 10', '= 0'));
    await go();
    const secured = all();
    const predicted = await back(true);
    expect(all()).toBe(secured);
    const { outcomes, result } = await back();
    expect(result.hosts[0]?.error).toBeUndefined();
    expect(outcomes).toEqual(predicted.outcomes);
    expect(Object.values(outcomes).filter((outcome) => outcome === 'changed')).toHaveLength(5);
    expect(all()).toBe(before);
    expect(new Set(Object.values((await back()).outcomes))).toEqual(new Set(['ok']));
  });

  it('stay as they are while the SuperServer was not seen to take them without TLS', async () => {
    const { go, back, all } = await place();
    expect((await back(false, false)).result.hosts[0]?.error).toBeUndefined();
    await go();
    const secured = all();
    const { result } = await back(false, false);
    expect(result.hosts[0]?.error?.message).toContain('they would be cut off');
    expect(all()).toBe(secured);
  });

  it('keep what somebody else has added since, when they are put back', async () => {
    const { at, go, back } = await place();
    await go();
    const since = `${await readFile(at('odbc.ini'), 'utf8')}\n[MINE]\nDriver = x\n`;
    await writeFile(at('odbc.ini'), since.replace('1972', '51773'));
    await writeFile(at('odbcssl.ini'), `${await readFile(at('odbcssl.ini'), 'utf8')}[mine]\nVerifyPeer=1\n`);
    await writeFile(at('SSLConfig.properties'), '# Java\ndebug=true\nprotocol=TLSv1.2\n');
    await back();
    expect(await readFile(at('odbc.ini'), 'utf8')).toBe(
      `${odbcIni.replace('1972', '51773')}\n[MINE]\nDriver = x\n`,
    );
    expect(await readFile(at('odbcssl.ini'), 'utf8')).toBe('[mine]\nVerifyPeer=1\n');
    expect(await readFile(at('SSLConfig.properties'), 'utf8')).toBe('# Java\ndebug=true\n');
  });

  it('have nothing kept of them that others may read, and none of what is as it should be already', async () => {
    const { at, go, back } = await place();
    await go();
    expect((await stat(at('kept/before'))).mode & 0o777).toBe(0o700);
    const kept = await readdir(at('kept/before'));
    expect(kept).toHaveLength(5);
    await rm(at('kept'), { recursive: true });
    expect(new Set(Object.values((await go()).outcomes))).toEqual(new Set(['ok']));
    expect(existsSync(at('kept'))).toBe(false);
    const left = await readFile(at('odbc.ini'), 'utf8');
    expect(new Set(Object.values((await back()).outcomes))).toEqual(new Set(['ok']));
    expect(await readFile(at('odbc.ini'), 'utf8')).toBe(left);
  });

  it('are not edited where a file is not UTF-8', async () => {
    const { at, go } = await place();
    const before = Buffer.from(`${odbcIni}; f\xfcr alle\n`, 'latin1');
    await writeFile(at('odbc.ini'), before);
    const { result } = await go();
    expect(result.hosts[0]?.error?.message).toBe(`${at('odbc.ini')} is not UTF-8`);
    expect(await readFile(at('odbc.ini'))).toEqual(before);
  });

  it('are none where none is named', async () => {
    const { result } = await runHere([clients(clientHostVariables.parse({}))]);
    expect(result.hosts[0]?.tasks).toEqual([]);
  });
});
