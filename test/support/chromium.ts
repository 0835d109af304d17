import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** A browser of its own, which trusts one CA, or none, besides the public ones. */
export interface Browser {
  /** The document as it is when the page is loaded, redirects followed. */
  readonly open: (url: string) => Promise<string>;
}

/** Headless Chromium that finds one name at one address. `home` is a directory that it may have for itself. */
export async function chromium(
  home: string,
  { name, address, caFile }: { readonly name: string; readonly address: string; readonly caFile?: string },
): Promise<Browser> {
  const store = join(home, '.pki/nssdb');
  await mkdir(store, { recursive: true });
  await exec('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
  if (caFile !== undefined) {
    await exec('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'lab', '-i', caFile]);
  }
  const words = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    `--user-data-dir=${join(home, 'profile')}`,
    `--host-resolver-rules=MAP ${name} ${address}`,
    '--dump-dom',
  ];
  return {
    open: async (url) => {
      const env = { ...process.env, HOME: home };
      const { stdout } = await exec('chromium', [...words, url], { env, timeout: 120_000 });
      return stdout;
    },
  };
}
