import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { docMarkdown } from '../../../../src/cli/commands/doc/doc-markdown.ts';
import { moduleDoc } from '../../../../src/cli/commands/doc/module-doc.ts';
import { playbookDocs } from '../../../../src/cli/commands/doc/playbook-docs.ts';
import { listedModules } from '../../../../src/cli/commands/modules/listed-modules.ts';

const docs = resolve(import.meta.dirname, '../../../../docs');
const specs = listedModules.map(({ spec }) => spec);

/** Written by `vitest -u`, so that nobody has to: what they say comes from the schemas alone. */
describe('the pages of the documentation', () => {
  it.each(specs)('$name is told of as its schema has it', async (spec) => {
    const page = `${docMarkdown(moduleDoc(spec))}\n`;
    await expect(page).toMatchFileSnapshot(join(docs, 'modules', `${spec.name}.md`));
  });

  it('tell of no module that is not there', async () => {
    const pages = await readdir(join(docs, 'modules'));
    expect(pages.toSorted()).toEqual(specs.map(({ name }) => `${name}.md`).toSorted());
  });

  it('tell of all variables of the flagship', async () => {
    const plays = await playbookDocs('secure-portal');
    await expect(`${plays.map(docMarkdown).join('\n\n')}\n`).toMatchFileSnapshot(
      join(docs, 'secure-portal.md'),
    );
  });
});
