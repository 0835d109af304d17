import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { directoryOf } from '../../inventory/directory-of.ts';
import { oldestNode } from '../../support/oldest-node.ts';

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

const oldest = await oldestNode();

describe.each([
  ['this Node', process.execPath],
  ['the oldest Node that it is for', oldest ?? ''],
])('by %s', (_, node) => {
  if (node === '') return it.skip('which npm does not have for this machine');

  describe('the published package', { timeout: 120_000 }, () => {
    async function drover(directory: string, ...words: readonly string[]): Promise<string> {
      const main = join(project, 'node_modules/drover/dist/cli/main.js');
      const { stdout } = await run(node, [main, ...words], { cwd: directory });
      return stdout;
    }

    it('runs and type-checks the project of drover init', async () => {
      await rm(join(project, 'fleet'), { recursive: true, force: true });
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
      const own = await mkdtemp(join(project, 'own-'));
      const zod = join(own, 'node_modules/zod');
      await cp(join(root, 'node_modules/zod'), zod, { recursive: true });
      await writeFile(join(own, 'say.ts'), playbook);
      const said = await drover(own, 'run', 'say.ts', '-i', '../hosts', '-e', 'word=hello');
      expect(said).toMatch(/^zod is file:.*\/own-\w+\/node_modules\/zod\/index\.js$/m);
      expect(said).toContain('1 change on 1 host');
    });
  });

  describe('a Drover that is installed for all', { timeout: 120_000 }, () => {
    let prefix = '';
    beforeAll(async () => {
      prefix = await mkdtemp(join(tmpdir(), 'drover-prefix-'));
      const home = join(prefix, 'lib/node_modules/drover');
      await cp(join(project, 'node_modules/drover'), home, { recursive: true });
      const { dependencies } = manifest.parse(JSON.parse(await readFile(join(home, 'package.json'), 'utf8')));
      for (const name of Object.keys(dependencies)) {
        const place = join(home, 'node_modules', name);
        await mkdir(join(place, '..'), { recursive: true });
        await symlink(join(root, 'node_modules', name), place);
      }
      // As npm does with the programs of what it installs.
      await chmod(join(home, 'dist/cli/main.js'), 0o755);
      await mkdir(join(prefix, 'bin'));
      await symlink('../lib/node_modules/drover/dist/cli/main.js', join(prefix, 'bin/drover'));
    });
    afterAll(() => rm(prefix, { recursive: true, force: true }));

    const files = {
      'say.ts': playbook
        .replace("import { z } from 'zod';", "import { z } from 'zod';\nimport { shout } from './shout.ts';")
        .replace('vars.word', 'shout(vars.word)'),
      'shout.ts': 'export const shout = (word: string): string => word.toUpperCase();\n',
      'drover.config.ts':
        "import { defineConfig } from 'drover';\nexport default defineConfig({ inventory: 'hosts' });\n",
      hosts: 'here ansible_connection=local\n',
    };

    /** What the program in the prefix says in a directory where there is no package but this. */
    async function installed(
      own: Readonly<Record<string, string>>,
      ...words: readonly string[]
    ): Promise<string> {
      await using directory = await directoryOf({ ...files, ...own });
      const PATH = `${join(prefix, 'bin')}:${dirname(node)}:${process.env['PATH']}`;
      const { stdout, stderr } = await run('drover', [...words], {
        cwd: directory.path,
        env: { ...process.env, PATH },
      });
      return stdout + stderr;
    }

    it.each([
      ['no package.json', {}],
      ['one that says nothing', { 'package.json': '{}\n' }],
      ['one of CommonJS files', { 'package.json': '{ "type": "commonjs" }\n' }],
      ['one of modules', { 'package.json': '{ "type": "module" }\n' }],
    ])('runs a playbook in TypeScript that imports it, beside %s', async (_, own) => {
      const said = await installed(own, 'run', 'say.ts', '-e', 'word=hello', '-v');
      expect(said).toContain('run echo HELLO');
      expect(said).toContain('1 change on 1 host');
      expect(said).not.toMatch(/warning/i);
    });

    it('says its version, and finds the playbooks that come with it', async () => {
      const { version } = manifest
        .extend({ version: z.string() })
        .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
      expect(await installed({}, '--version')).toBe(`${version}\n`);
      expect(await installed({}, 'doc', 'secure-portal')).toContain('portal_route');
    });

    it('runs the project of drover init before anything is installed in it', async () => {
      await using directory = await directoryOf({});
      const env = {
        ...process.env,
        PATH: `${join(prefix, 'bin')}:${dirname(node)}:${process.env['PATH']}`,
      };
      await run('drover', ['init', 'fleet'], { cwd: directory.path, env });
      const { stdout } = await run('drover', ['run', 'site.ts', '-i', 'inventory'], {
        cwd: join(directory.path, 'fleet'),
        env,
      });
      expect(stdout).toContain('2 changes on 1 host');
    });
  });
});
