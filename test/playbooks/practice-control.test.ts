import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import ejs from 'ejs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const files = new URL('../../playbooks/practice/files/', import.meta.url).pathname;

describe('the stand-in for the commands that control instances', () => {
  let directory = '';

  const control = async (command: string, ...words: readonly string[]): Promise<string> => {
    const env = { ...process.env, INSTANCE_REGISTRY: `${directory}/instances` };
    const { stdout } = await run('sh', [`${directory}/bin/${command}`, ...words], { env });
    return stdout.replaceAll(directory, '');
  };

  const choose = (family: string, lines: readonly string[]) =>
    writeFile(`${directory}/${family}/mgr/practice.conf`, `${lines.join('\n')}\n`);

  beforeAll(async () => {
    directory = await mkdtemp(`${tmpdir()}/instances-`);
    for (const [family, product, plainPort] of [
      ['cache', 'Cache', 57772],
      ['iris', 'IRIS', 52773],
    ] as const) {
      await mkdir(`${directory}/${family}/mgr`, { recursive: true });
      const cpf = await ejs.renderFile(`${files}cpf.ejs`, {
        product,
        version: '2017.2.2.865.0',
        superserverPort: 1972,
        bindAddress: '',
        webServer: 1,
        plainPort,
        prefix: '',
      });
      const account = `${family}usr`;
      const parameters = await ejs.renderFile(`${files}parameters.isc.ejs`, {
        account,
        group: account,
        family,
      });
      await writeFile(`${directory}/${family}/${family}.cpf`, cpf);
      await writeFile(`${directory}/${family}/parameters.isc`, parameters);
    }
    await mkdir(`${directory}/bin`);
    for (const name of ['ccontrol', 'csession', 'iris'])
      await symlink(`${files}control`, `${directory}/bin/${name}`);
    await writeFile(`${directory}/instances`, `CACHE^${directory}/cache\nIRIS^${directory}/iris\n`);
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('lists every instance on a line of its own, in the fields of its family', async () => {
    expect(await control('ccontrol', 'qlist')).toBe(
      'CACHE^/cache/^2017.2.2.865.0^down, last used never^cache.cpf^1972^57772^62972^^\n' +
        'IRIS^/iris^2017.2.2.865.0^down, last used never^iris.cpf^1972^52773^53773^^IRIS^^^/iris\n',
    );
  });

  it.each([8, 9, 10, 11, 12, 13, 14])('lists %i fields when it is to', async (count) => {
    await choose('iris', [`QlistFields=${count}`, 'State=ok']);
    const line = await control('iris', 'qlist', 'IRIS');
    await choose('iris', []);
    expect(line.trimEnd().split('^')).toEqual(
      [
        'IRIS',
        '/iris',
        '2017.2.2.865.0',
        'down, last used never',
        'iris.cpf',
        '1972',
        '52773',
        '53773',
        'ok',
        'IRIS',
        '',
        '',
        '/iris',
        '1972',
      ].slice(0, count),
    );
  });

  it('says of status and state what it is to', async () => {
    await choose('cache', ['Status=sign-on inhibited:primary transition', 'State=alert']);
    const line = await control('ccontrol', 'qlist', 'CACHE');
    await choose('cache', []);
    expect(line.split('^').slice(3, 9)).toEqual([
      'sign-on inhibited:primary transition',
      'cache.cpf',
      '1972',
      '57772',
      '62972',
      'alert',
    ]);
  });

  it('lists one instance, whatever case its name is written in', async () => {
    expect(await control('iris', 'qlist', 'iris')).toMatch(/^IRIS\^[^\n]*\n$/);
  });

  it('says for people where an instance listens', async () => {
    expect(await control('iris', 'list', 'IRIS')).toMatchInlineSnapshot(`
      "
      Configuration 'IRIS'
          directory:    /iris
          versionid:    2017.2.2.865.0
          datadir:      /iris
          conf file:    iris.cpf  (SuperServer port = 1972, WebServer = 52773)
          status:       down, last used never
          product:      InterSystems IRIS
      "
    `);
  });

  it.each([
    ['ccontrol', ['start', 'OTHER'], "'OTHER' is not an instance of this host\n"],
    ['csession', ['CACHE', '-U', '%SYS'], 'CACHE is not running\n'],
    ['iris', ['session', 'IRIS', '-U', '%SYS'], 'IRIS is not running\n'],
    ['iris', ['merge', 'IRIS', '/nowhere'], "the merge file '/nowhere' cannot be read\n"],
  ])('%s %j is refused', async (command, words, stderr) => {
    await expect(control(command, ...words)).rejects.toMatchObject({ code: 1, stderr });
  });
});
