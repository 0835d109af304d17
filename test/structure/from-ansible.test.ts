import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as drover from '../../src/index.ts';
import * as modules from '../../src/modules/index.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/from-ansible.md'), 'utf8');
const commandLine = readFileSync(join(root, 'docs/command-line.txt'), 'utf8');

/** The examples of the table of words: its last cells that are not empty. */
const examples = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.includes('ansible.builtin.'))
  .flatMap((line) => {
    const cell = line.slice(0, -2).split(' | ').at(-1)?.trim() ?? '';
    const [, , code] = /^(`+) ?(.+?) ?\1$/.exec(cell) ?? [];
    return code === undefined || line.split(' | ').length < 3 ? [] : [code];
  });

/** What the examples stand in. */
const surroundings = `
const host: Host = { name: 'web1', groups: ['web'], vars: { address: '192.0.2.1' } };
const hosts: readonly Host[] = [host];
const answers = probe('It answers', { script: sh\`:\` });
const tasks: readonly Task[] = [answers];`;

describe('what the page for those who come from Ansible says', () => {
  it('names only modules that there are', () => {
    const named = [...page.matchAll(/\[`(\w+)`\]\(modules\/(\w+)\.md\)/g)];
    expect(named.length).toBeGreaterThan(60);
    expect(named.filter(([, name, file]) => name !== file)).toEqual([]);
    const names = new Set(named.map(([, name = '']) => name));
    expect([...names].filter((name) => !(name in modules))).toEqual([]);
  });

  it('names only flags that there are', () => {
    const flags = new Set(page.match(/(?<=[\s`])--[a-z][a-z-]+/g));
    expect(flags.size).toBeGreaterThan(10);
    expect([...flags].filter((flag) => !commandLine.includes(flag))).toEqual([]);
  });

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(40);
  });

  it.each(examples.map((code) => [code]))('can be done: %s', (code) => {
    const known = { ...modules, ...drover, z };
    const plain = surroundings.replaceAll(/: (readonly )?(Host|Task)(\[\])?(?= =)/g, '');
    // eslint-disable-next-line typescript/no-implied-eval -- It is our own text; types are left out by the test below.
    const make = new Function(
      ...Object.keys(known),
      `${plain}\nreturn ${code.replace('(port: number)', '(port)')};`,
    );
    expect(make(...Object.values(known))).toBeDefined();
  });

  it('is TypeScript without an error', { timeout: 120_000 }, async () => {
    const directory = await scratchDirectory();
    const [, whole = ''] = /```ts\n([^]*?)```/.exec(page) ?? [];
    const imports = `import { group, type Host, play, Secret, sh, type Task, transaction } from 'drover';
import { ${Object.keys(modules).join(', ')} } from 'drover/modules';
import { z } from 'zod';`;
    const all = examples.map((code) => `  ${code},`).join('\n');
    await writeFile(
      join(directory, 'words.mts'),
      `${imports}\n${surroundings}\nexport const all = [\n${all}\n];\n`,
    );
    await writeFile(join(directory, 'site.mts'), whole);
    const paths = {
      drover: [`${root}/src/index.ts`],
      'drover/modules': [`${root}/src/modules/index.ts`],
      zod: [`${root}/node_modules/zod/index.d.ts`],
    };
    const compilerOptions = { paths, noEmit: true, typeRoots: [`${root}/node_modules/@types`] };
    await writeFile(
      join(directory, 'tsconfig.json'),
      JSON.stringify({ extends: `${root}/tsconfig.json`, compilerOptions, include: ['*.mts'] }),
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const said = await promisify(execFile)(process.execPath, [tsc, '-p', directory]).then(
      ({ stdout }) => stdout,
      ({ stdout }: { readonly stdout: string }) => stdout,
    );
    expect(said).toBe('');
  });
});
