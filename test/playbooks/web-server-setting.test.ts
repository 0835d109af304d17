import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { webServerSetting } from '../../playbooks/secure-portal/web-server-setting.ts';
import { sh } from '../../src/core/sh.ts';
import { transaction } from '../../src/core/task.ts';
import { probe } from '../../src/modules/probe.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const text = '; a comment\r\n[Startup]\r\nWebServerPort=57772\r\nWebServer=1\r\n[Net]\r\nWebServer=7\r\n';
const title = 'The instance starts no web server';

/** An instance of which qlist says this, with a parameter file. */
async function instance(status: string, cpf = text) {
  const top = await scratchDirectory();
  await mkdir(join(top, 'bin'));
  await writeFile(join(top, 'cache.cpf'), cpf);
  const line = `CACHE^${top}/^2017.2.2.865.0^${status}^cache.cpf^1972^57772^62972^^`;
  await writeFile(join(top, 'bin/ccontrol'), `#!/bin/sh\necho '${line}'\n`, { mode: 0o755 });
  const setting = (value: '0' | '1' | 'kept') =>
    webServerSetting(title, {
      instance: { product: 'cache', directory: top },
      value,
      by: 'session',
      keep: join(top, 'before/web-server'),
    });
  const file = join(top, 'cache.cpf');
  return { setting, read: () => readFile(file, 'utf8'), write: (cpf: string) => writeFile(file, cpf) };
}

describe('the setting of the web server of an instance that is down', () => {
  it('is changed in its section only, with all else kept, and put back as it was', {
    timeout: 60_000,
  }, async () => {
    const { setting, read } = await instance('down, last used never');
    expect((await runHere([setting('0')])).outcomes).toEqual({ [title]: 'changed' });
    expect(await read()).toBe(text.replace('WebServer=1', 'WebServer=0'));
    expect((await runHere([setting('0')])).outcomes).toEqual({ [title]: 'ok' });
    expect((await runHere([setting('kept')])).outcomes).toEqual({ [title]: 'changed' });
    expect(await read()).toBe(text);
  });

  it('is added where it was not, and taken away again', async () => {
    const without = text.replace('WebServer=1\r\n', '');
    const { setting, read } = await instance('down, last used never', without);
    expect((await runHere([setting('0')])).outcomes).toEqual({ [title]: 'changed' });
    expect(await read()).toContain('[Startup]\r\nWebServer=0\r\nWebServerPort=57772\r\n[Net]');
    expect((await runHere([setting('kept')])).outcomes).toEqual({ [title]: 'changed' });
    expect(await read()).toBe(without);
    expect((await runHere([setting('kept')])).outcomes).toEqual({ [title]: 'ok' });
  });

  it('is forgotten again with a run that is taken back, and noted anew by the next', async () => {
    const { setting, read, write } = await instance('down, last used never');
    const wrong = probe('It goes wrong', { script: sh`exit 1` });
    const { result } = await runHere([transaction('All', [setting('0'), wrong])]);
    expect([result.hosts[0]?.rolledBack[0]?.left, await read()]).toEqual([[], text]);
    const changed = text.replace('WebServer=1\r\n', '');
    await write(changed);
    await runHere([setting('0')]);
    await runHere([setting('kept')]);
    expect(await read()).toBe(changed);
  });

  it('is left alone where nothing was changed before', async () => {
    const { setting } = await instance('down, last used never');
    expect((await runHere([setting('kept')])).outcomes).toEqual({ [title]: 'ok' });
  });

  it('is refused for an instance that is neither up nor down', async () => {
    const { setting } = await instance('sign-on inhibited');
    expect((await runHere([setting('0')])).outcomes[title]).toContain('neither running nor down');
  });
});
