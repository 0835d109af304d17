import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { listedModules } from '../../../../src/cli/commands/modules/listed-modules.ts';
import * as modules from '../../../../src/modules/index.ts';
import { exampleTask } from '../../../support/example-task.ts';
import { scratchDirectory } from '../../../support/scratch-directory.ts';

const root = resolve(import.meta.dirname, '../../../..');
const names = Object.keys(modules);

describe('the example of every module', () => {
  it.each(listedModules.map(({ spec }) => [spec.name, spec.example] as const))(
    '%s has one (`example` in its spec) that its own schema takes',
    (name, example) => {
      expect(example, `the module ${name} needs an example: a task in TypeScript`).toBeTypeOf('string');
      expect(exampleTask(example)).toMatchObject({ is: 'task', module: name });
    },
  );

  it('is TypeScript without an error', { timeout: 120_000 }, async () => {
    const directory = await scratchDirectory();
    const examples = listedModules.map(({ spec }) => spec.example).join(',\n');
    await writeFile(
      join(directory, 'examples.mts'),
      `import { sh } from 'drover';\nimport { ${names.join(', ')} } from 'drover/modules';\nvoid sh;\nexport const tasks = [\n${examples},\n];\n`,
    );
    const paths = { drover: [`${root}/src/index.ts`], 'drover/modules': [`${root}/src/modules/index.ts`] };
    const compilerOptions = { paths, noEmit: true, typeRoots: [`${root}/node_modules/@types`] };
    await writeFile(
      join(directory, 'tsconfig.json'),
      JSON.stringify({ extends: `${root}/tsconfig.json`, compilerOptions, include: ['examples.mts'] }),
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const said = await promisify(execFile)(process.execPath, [tsc, '-p', directory]).then(
      ({ stdout }) => stdout,
      ({ stdout }: { readonly stdout: string }) => stdout,
    );
    expect(said).toBe('');
  });
});
