import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { webServerSetting } from '../../playbooks/secure-portal/web-server-setting.ts';
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
  return { setting, read: () => readFile(join(top, 'cache.cpf'), 'utf8') };
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

  it('is added where it was not, and then not taken away again', async () => {
    const { setting, read } = await instance('down, last used never', text.replace('WebServer=1\r\n', ''));
    expect((await runHere([setting('0')])).outcomes).toEqual({ [title]: 'changed' });
    expect(await read()).toContain('[Startup]\r\nWebServer=0\r\nWebServerPort=57772\r\n[Net]');
    expect((await runHere([setting('kept')])).outcomes).toEqual({ [title]: 'ok' });
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
