import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../../core/errors.ts';
import { quote } from '../../../core/sh.ts';
import { packageRoot } from '../../../own-code.ts';
import { starterFiles } from './starter-files.ts';

export interface InitFlags {
  readonly force: boolean;
}

/** Writes a starter project. Rejects with a UsageError for a directory that holds something, unless forced. */
export async function init(given: string, { force }: InitFlags): Promise<void> {
  const directory = resolve(given);
  await mkdir(directory, { recursive: true });
  const there = (await readdir(directory)).filter((name) => name !== '.git');
  if (there.length > 0 && !force) {
    throw new UsageError(`${given} is not empty: it holds ${there.slice(0, 5).join(', ')}`, {
      hint: 'Name another directory, or add --force: what is there then stays as it is.',
    });
  }
  const text = await readFile(join(packageRoot, 'package.json'), 'utf8');
  const { version }: { readonly version: string } = JSON.parse(text);
  for (const [name, content] of Object.entries(
    starterFiles({ directory, name: basename(directory), version }),
  )) {
    await write(join(directory, name), content, name);
  }
  const steps = [
    ...(directory === resolve('.') ? [] : [`cd ${quote(given)}`]),
    'npm install',
    'npx drover run site.ts -i inventory --check --diff',
  ];
  process.stdout.write(`\nNext:\n${steps.map((step) => `  ${step}\n`).join('')}`);
}

async function write(path: string, content: string, name: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const done = await writeFile(path, content, { flag: 'wx' }).then(
    () => 'written',
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return 'left as it is';
      throw new UsageError(`${path} cannot be written: ${error.message}`, { cause: error });
    },
  );
  process.stdout.write(`${name}  ${done}\n`);
}
