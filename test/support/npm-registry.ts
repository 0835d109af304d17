import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listening } from '../modules/outside/listening.ts';

interface Published {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface NpmRegistry extends AsyncDisposable {
  readonly url: string;
}

/** A registry on the loopback with packages that `npm pack` made; of each, the last one named is the latest. */
export async function npmRegistry(packages: readonly Published[]): Promise<NpmRegistry> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-npm-'));
  const tarballs = new Map<string, Buffer>();
  for (const one of packages) tarballs.set(fileOf(one), await packed(directory, one));
  const server = createServer(({ url = '', headers }, response) => {
    const tarball = tarballs.get(url.slice(1));
    if (tarball !== undefined) return response.end(tarball);
    const own = packages.filter(({ name }) => `/${name}` === url);
    if (own.length === 0) return response.writeHead(404).end('{}');
    const base = `http://${headers.host}`;
    const versions = own.map((one) => [one.version, { ...one, dist: distOf(base, one, tarballs) }]);
    return response.end(
      JSON.stringify({
        name: url.slice(1),
        'dist-tags': { latest: own.at(-1)?.version },
        versions: Object.fromEntries(versions),
      }),
    );
  });
  const open = await listening(server);
  return {
    url: `http://127.0.0.1:${open.port}/`,
    [Symbol.asyncDispose]: async () => {
      await open[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
}

async function packed(directory: string, one: Published): Promise<Buffer> {
  const work = join(directory, 'work');
  await mkdir(work, { recursive: true });
  await writeFile(join(work, 'package.json'), JSON.stringify(one));
  await writeFile(join(work, 'index.js'), `module.exports = '${one.version}';\n`);
  execFileSync('npm', ['pack', '--silent', '--pack-destination', directory], { cwd: work });
  return readFile(join(directory, fileOf(one)));
}

function fileOf({ name, version }: Published): string {
  return `${name}-${version}.tgz`;
}

function distOf(base: string, one: Published, tarballs: ReadonlyMap<string, Buffer>) {
  const bytes = tarballs.get(fileOf(one)) ?? Buffer.alloc(0);
  return {
    tarball: `${base}/${fileOf(one)}`,
    integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
  };
}
