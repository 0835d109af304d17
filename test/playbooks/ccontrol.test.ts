import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import ejs from 'ejs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const files = new URL('../../playbooks/practice/files/', import.meta.url).pathname;

describe('the stand-in for the command that controls instances', () => {
  let directory = '';

  const ccontrol = async (...words: readonly string[]): Promise<string> => {
    const env = { ...process.env, INSTANCE_REGISTRY: `${directory}/instances` };
    return (await run('sh', [`${files}ccontrol`, ...words], { env })).stdout;
  };

  beforeAll(async () => {
    directory = await mkdtemp(`${tmpdir()}/instances-`);
    await mkdir(`${directory}/cache/mgr`, { recursive: true });
    await mkdir(`${directory}/iris/mgr`, { recursive: true });
    const cpf = await ejs.renderFile(`${files}cache.cpf.ejs`, { plainPort: 57772 });
    const parameters = await ejs.renderFile(`${files}parameters.isc.ejs`, {
      account: 'cacheusr',
      group: 'cacheusr',
    });
    await writeFile(`${directory}/cache/cache.cpf`, cpf);
    await writeFile(`${directory}/iris/iris.cpf`, cpf);
    await writeFile(`${directory}/cache/parameters.isc`, parameters);
    await writeFile(`${directory}/iris/parameters.isc`, parameters);
    await writeFile(`${directory}/instances`, `CACHE^${directory}/cache\nIRIS^${directory}/iris\n`);
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('lists every instance on a line of its own, in the fields of its family', async () => {
    expect((await ccontrol('qlist')).replaceAll(directory, '')).toBe(
      'CACHE^/cache/^2017.2.2.865.0^down, last used never^cache.cpf^1972^57772^62972^\n' +
        'IRIS^/iris^2017.2.2.865.0^down, last used never^iris.cpf^1972^57772^53773^^InterSystems IRIS^^^/iris\n',
    );
  });

  it('lists one instance, whatever case its name is written in', async () => {
    expect(await ccontrol('qlist', 'iris')).toMatch(/^IRIS\^[^\n]*\n$/);
  });

  it('says for people where an instance listens', async () => {
    expect((await ccontrol('list', 'CACHE')).replaceAll(directory, '')).toMatchInlineSnapshot(`
      "
      Configuration 'CACHE'
          directory:    /cache
          versionid:    2017.2.2.865.0
          conf file:    cache.cpf  (SuperServer port = 1972, WebServer = 57772)
          status:       down, last used never
      "
    `);
  });

  it('refuses an instance that it does not know', async () => {
    await expect(ccontrol('start', 'OTHER')).rejects.toMatchObject({
      code: 1,
      stderr: "'OTHER' is not an instance of this host\n",
    });
  });
});
