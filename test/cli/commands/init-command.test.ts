import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { droverIn } from './drover-in.ts';

const root = resolve(import.meta.dirname, '../../..');

/** What `npm install` does, with the packages of this checkout. */
async function link(project: string): Promise<void> {
  const packages = join(project, 'node_modules');
  await mkdir(packages);
  await symlink(root, join(packages, 'drover'));
  for (const name of ['zod', '@types', 'undici-types']) {
    await symlink(join(root, 'node_modules', name), join(packages, name));
  }
}

describe('drover init', { timeout: 120_000 }, () => {
  it('makes a project that runs on this machine and type-checks', async () => {
    const parent = await scratchDirectory();
    expect(await droverIn(parent, 'init', 'fleet')).toMatchInlineSnapshot(`
      "package.json  written
      tsconfig.json  written
      .gitignore  written
      inventory/hosts.yml  written
      inventory/group_vars/web.yml  written
      site.ts  written
      page.html.ejs  written

      Next:
        cd fleet
        npm install
        npx drover run site.ts -i inventory --check --diff
      "
    `);
    const project = join(parent, 'fleet');
    await link(project);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const checking = promisify(execFile)(process.execPath, [
      tsc,
      '-p',
      project,
      '--customConditions',
      'drover:source',
    ]);
    expect(
      await checking.then(
        ({ stdout }) => stdout,
        ({ stdout }: { readonly stdout: string }) => stdout,
      ),
    ).toBe('');
    const site = ['run', 'site.ts', '-i', 'inventory'];
    expect(await droverIn(project, ...site, '--check')).toContain('would change');
    expect(await droverIn(project, ...site)).toContain('2 changes on 1 host');
    expect(await readFile(join(project, 'site/index.html'), 'utf8')).toContain(
      '<p>Hello from localhost.</p>',
    );
    expect(await droverIn(project, ...site)).toContain('Nothing to change.');
  });

  it('leaves a directory alone that holds something, and with --force what is in it', async () => {
    const directory = await scratchDirectory();
    await mkdir(join(directory, '.git'));
    await writeFile(join(directory, 'site.ts'), 'mine');
    expect(await droverIn(directory, 'init')).toMatchInlineSnapshot(`
      "drover: . is not empty: it holds site.ts
      Name another directory, or add --force: what is there then stays as it is.
      exit 2"
    `);
    expect(await droverIn(directory, 'init', '--force')).toContain('site.ts  left as it is\n');
    expect(await readFile(join(directory, 'site.ts'), 'utf8')).toBe('mine');
  });
});
