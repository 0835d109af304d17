import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);
const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

let project = '';

/** What `npm install` makes of the package that `npm publish` would send, with the other packages of this checkout. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'drover-test-'));
  const packages = join(project, 'node_modules');
  const drover = join(packages, 'drover');
  await mkdir(drover, { recursive: true });
  await run('npm', ['pack', '--silent', '--pack-destination', project], { cwd: root });
  const [version] = /(?<="version": ")[^"]+/.exec(await readFile(join(root, 'package.json'), 'utf8')) ?? [];
  await run('tar', ['-xzf', join(project, `drover-${version}.tgz`), '-C', drover, '--strip-components=1']);
  const { dependencies } = manifest.parse(JSON.parse(await readFile(join(drover, 'package.json'), 'utf8')));
  for (const name of [...Object.keys(dependencies), '@types', 'undici-types']) {
    await mkdir(join(packages, name, '..'), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(packages, name));
  }
  await writeFile(join(project, 'hosts'), 'here ansible_connection=local\n');
}, 120_000);

afterAll(() => rm(project, { recursive: true, force: true }));

async function drover(directory: string, ...words: readonly string[]): Promise<string> {
  const main = join(project, 'node_modules/drover/dist/cli/main.js');
  const { stdout } = await run(process.execPath, [main, ...words], { cwd: directory });
  return stdout;
}

const playbook = `import { play } from 'drover';
import { command } from 'drover/modules';
import { z } from 'zod';

console.log('zod is', import.meta.resolve('zod'));

export default play({
  name: 'Say',
  hosts: 'all',
  vars: z.object({ word: z.string() }),
  tasks: ({ vars }) => [command('The word is said', { argv: ['echo', vars.word] })],
});
`;

describe('the published package', { timeout: 60_000 }, () => {
  it('runs and type-checks the project of drover init', async () => {
    await drover(project, 'init', 'fleet');
    const fleet = join(project, 'fleet');
    expect(await drover(fleet, 'run', 'site.ts', '-i', 'inventory')).toContain('2 changes on 1 host');
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    expect((await run(process.execPath, [tsc, '-p', fleet])).stdout).toBe('');
  });

  it('has all its playbooks, with their templates', async () => {
    const built = join(project, 'node_modules/drover/dist/playbooks/secure-portal.js');
    expect(await drover(project, 'doc', built)).toContain('certificate');
    const templates = (await readdir(join(built, '../secure-portal'))).filter((name) =>
      name.endsWith('.ejs'),
    );
    expect(templates).toEqual(
      (await readdir(join(root, 'playbooks/secure-portal'))).filter((name) => name.endsWith('.ejs')),
    );
  });

  it('shares its one file of zod with a playbook', async () => {
    await writeFile(join(project, 'say.ts'), playbook);
    const said = await drover(project, 'run', 'say.ts', '-i', 'hosts', '-e', 'word=hello');
    expect(said).toMatch(/^zod is file:.*\/drover\/dist\/cli\/zod\.js$/m);
    expect(said).toContain('1 change on 1 host');
  });

  it('leaves a playbook the zod that it brings along', async () => {
    const own = join(project, 'own');
    const zod = join(own, 'node_modules/zod');
    await cp(join(root, 'node_modules/zod'), zod, { recursive: true });
    await writeFile(join(own, 'say.ts'), playbook);
    const said = await drover(own, 'run', 'say.ts', '-i', '../hosts', '-e', 'word=hello');
    expect(said).toMatch(/^zod is file:.*\/own\/node_modules\/zod\/index\.js$/m);
    expect(said).toContain('1 change on 1 host');
  });
});
